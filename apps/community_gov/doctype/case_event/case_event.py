import frappe

from community_gov.core.documents import AuditDocument


class CaseEvent(AuditDocument):
	pass


def on_doctype_update():
	"""Figures of posts count the steps into a stage during a period."""
	frappe.db.add_index("Case Event", ["to_stage", "happened_at"])
