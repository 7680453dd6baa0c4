from community_gov.core.documents import RowDocument


class FilingCondition(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		closing_condition: DF.Data | None
		closing_condition_zh: DF.Data | None
		condition: DF.Data
		condition_zh: DF.Data | None
		is_default: DF.Check
		limit_unit: DF.Literal["Emergency Hours", "Duty Hours", "Working Days", "Natural Days"]
		limit_value: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		source: DF.Data | None
	# end: auto-generated types
