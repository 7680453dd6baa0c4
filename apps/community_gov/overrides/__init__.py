"""Frappe's own endpoints and lists, bound by the rights on our documents."""
