from community_gov.core.documents import RowDocument


class ActivityRole(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		capacity: DF.Int
		intensity: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		role_title: DF.Data
		signed_up: DF.Int
		skill: DF.Link | None
		waiting: DF.Int
	# end: auto-generated types
