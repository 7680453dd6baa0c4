"""Code that runs in the bench's environment, with Frappe at hand."""
