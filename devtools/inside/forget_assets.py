"""Runs in the bench's environment: makes running servers read assets.json again."""

import frappe

frappe.init(site="")
cache = frappe.cache() if callable(frappe.cache) else frappe.cache
cache.delete_value("assets_json", shared=True)
