from community_gov.core.documents import AuditDocument


class ShippedRecord(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		newest: DF.Code | None
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		seeded_on: DF.Datetime | None
		shipped: DF.Code | None
		shipped_hash: DF.Data | None
		status: DF.Literal["In Step", "Left Alone", "Deleted Here"]
	# end: auto-generated types
