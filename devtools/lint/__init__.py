"""The project's own rules for Frappe code, beside ruff."""
