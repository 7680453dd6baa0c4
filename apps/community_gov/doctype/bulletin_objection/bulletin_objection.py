from community_gov.core.documents import AuditDocument


class BulletinObjection(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		bulletin: DF.Link
		raised_at: DF.Datetime | None
		raised_by: DF.Link | None
		replied_at: DF.Datetime | None
		replied_by: DF.Link | None
		reply: DF.Text | None
		result: DF.Literal["Open", "Upheld", "Dismissed"]
		text: DF.Text
		unit: DF.Link
	# end: auto-generated types
