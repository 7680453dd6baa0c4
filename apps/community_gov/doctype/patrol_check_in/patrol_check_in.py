from community_gov.core.documents import RowDocument


class PatrolCheckin(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		accuracy: DF.Int
		checked_in_at: DF.Datetime | None
		distance: DF.Int
		latitude: DF.Float
		longitude: DF.Float
		method: DF.Literal["By Position", "By Scan"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		point: DF.Link | None
		received_at: DF.Datetime | None
		with_position: DF.Check
	# end: auto-generated types
