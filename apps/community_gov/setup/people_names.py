"""People stand by their names in links: to Frappe an account is its e-mail address unless a property says otherwise."""

import frappe

DONE = "community_gov_people_by_name"
PROPERTY = "show_title_field_in_link"


def show_people_by_name() -> None:
	"""Sets the property of User once; an administrator who takes it back under Customize Form is not overruled."""
	if frappe.db.get_default(DONE):
		return
	if not frappe.get_meta("User").get(PROPERTY):
		values = {"doc_type": "User", "property": PROPERTY, "property_type": "Check", "value": "1"}
		setter = {"doctype": "Property Setter", "doctype_or_field": "DocType", "module": "Community Gov"}
		# Installation writes on behalf of nobody.
		frappe.get_doc({**setter, **values}).insert(ignore_permissions=True)
		frappe.clear_cache(doctype="User")
	frappe.db.set_default(DONE, "1")


def forget() -> None:
	"""Takes the property back when the app leaves."""
	frappe.db.delete("Property Setter", {"doc_type": "User", "property": PROPERTY, "module": "Community Gov"})
	frappe.db.delete("DefaultValue", {"defkey": DONE})
	frappe.clear_cache(doctype="User")
