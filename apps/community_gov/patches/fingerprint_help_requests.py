"""Requests for help are found by the telephone number of the person, like registrations."""

import frappe

from community_gov.registry.identity.protected_numbers import fingerprint, unseal

DOCTYPE = "Help Request"


def execute() -> None:
	frappe.reload_doc("community_gov", "doctype", "help_request")
	filters = {"mobile_secret": ["is", "set"], "mobile_fingerprint": ["is", "not set"]}
	for row in frappe.get_all(DOCTYPE, filters, ["name", "mobile_secret"], order_by="name asc"):
		value = fingerprint(unseal(row.mobile_secret, DOCTYPE, "mobile"))
		frappe.db.set_value(DOCTYPE, row.name, "mobile_fingerprint", value, update_modified=False)
