from community_gov.core.documents import AuditDocument


class PointLotUse(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Float
		lot: DF.Link
		origin: DF.Data | None
		point_entry: DF.Link
		volunteer: DF.Link
	# end: auto-generated types
