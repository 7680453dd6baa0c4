from community_gov.core.documents import RowDocument


class ProjectFollowup(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		checked_by: DF.Link | None
		checked_on: DF.Date | None
		due_on: DF.Date | None
		finding: DF.SmallText | None
		months: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		still_run: DF.Check
	# end: auto-generated types
