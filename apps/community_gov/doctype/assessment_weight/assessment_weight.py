from community_gov.core.documents import RowDocument


class AssessmentWeight(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		item: DF.Literal["Patrols", "Visits", "Reports Filed", "Checks on Time", "Hours Trained"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		target: DF.Float
		weight: DF.Float
	# end: auto-generated types
