from community_gov.core.documents import RowDocument


class StageLimit(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		limit_unit: DF.Literal["Emergency Hours", "Duty Hours", "Working Days", "Natural Days"]
		limit_value: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		stage: DF.Literal["Reported", "Verifying", "Accepted", "Filed", "Checking"]
		urgency: DF.Literal["Normal", "Urgent"]
	# end: auto-generated types
