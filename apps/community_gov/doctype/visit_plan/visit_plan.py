from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument


class VisitPlan(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		care_tag: DF.Link
		enabled: DF.Check
		frequency: DF.Literal["Daily", "Weekly", "Fortnightly", "Monthly", "Quarterly"]
		grid: DF.Link | None
		instruction: DF.SmallText | None
		plan_name: DF.Data
		visit_kind: DF.Literal["Door-knock", "Home Visit", "Evening Visit", "Phone Call"]
	# end: auto-generated types

	label_field = "plan_name"

	def before_validate(self):
		require_scalars(self)
