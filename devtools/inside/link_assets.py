"""Runs in the bench's environment: links each app's public files into sites/assets."""

import frappe
from frappe import build

frappe.init(site="")
build.setup()
build.make_asset_dirs()
