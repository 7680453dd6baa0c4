import frappe

from community_gov.core.documents import AuditDocument


class PointLot(AuditDocument):
	pass


def on_doctype_update():
	frappe.db.add_index("Point Lot", ["volunteer", "remaining"], "volunteer_remaining")
	frappe.db.add_index("Point Lot", ["expires_on", "remaining"], "expires_on_remaining")
