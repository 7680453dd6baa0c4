"""Consents name the guardian who gave them by the record on the register, where the ward names that one still."""

import frappe

from community_gov.registry.privacy.consent_givers import values_of_guardian


def execute() -> None:
	given = {"given_by": "Guardian", "guardian": ["is", "not set"], "resident": ["is", "set"]}
	rows = frappe.get_all("Consent", given, ["name", "resident", "guardian_name"], order_by="name asc")
	for row in rows:
		values = values_of_guardian(frappe.get_doc("Resident", row.resident))
		if row.guardian_name and values["guardian_name"] == row.guardian_name:
			frappe.db.set_value("Consent", row.name, values, update_modified=False)
