import frappe

from community_gov.core.documents import AuditDocument


class PointLot(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Float
		expires_on: DF.Date | None
		opened_on: DF.Date | None
		point_entry: DF.Link | None
		remaining: DF.Float
		volunteer: DF.Link
		warned_on: DF.Date | None
	# end: auto-generated types


def on_doctype_update():
	frappe.db.add_index("Point Lot", ["volunteer", "remaining"], "volunteer_remaining")
	frappe.db.add_index("Point Lot", ["expires_on", "remaining"], "expires_on_remaining")
