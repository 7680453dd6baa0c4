from community_gov.core.documents import RowDocument


class LectureAttendee(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		consented: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		resident: DF.Link
	# end: auto-generated types
