"""Consents that came with registrations become consents on file, so that volunteers can withdraw them, too."""

import frappe

from community_gov.registry.privacy import consents


def execute() -> None:
	filters = {"registration": ["is", "set"], "anonymised_on": ["is", "not set"]}
	rows = frappe.get_all("Volunteer", filters, ["name", "registration"], order_by="name asc")
	for row in rows:
		if not frappe.db.exists("Consent", {"volunteer": row.name}):
			registration = frappe.get_doc("Volunteer Registration", row.registration)
			consents.take_at_registration(row.name, registration)
