from community_gov.core.documents import RowDocument


class LectureTopic(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		topic: DF.Data
		votes: DF.Int
	# end: auto-generated types
