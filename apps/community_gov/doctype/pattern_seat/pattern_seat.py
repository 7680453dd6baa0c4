from community_gov.core.documents import RowDocument


class PatternSeat(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		has_vote: DF.Check
		minimum: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		seat_class: DF.Data
	# end: auto-generated types
