from community_gov.core.exact import ExactDocument


class CalendarException(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		day: DF.Date
		day_name: DF.Data | None
		is_published: DF.Check
		kind: DF.Literal["Holiday", "Make-up Workday"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
