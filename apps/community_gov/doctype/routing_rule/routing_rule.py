from community_gov.casework.dispatch import routing
from community_gov.core.named import NamedDocument


class RoutingRule(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.case_unit.case_unit import CaseUnit

		category: DF.Link | None
		enabled: DF.Check
		from_date: DF.Date | None
		grid: DF.Link | None
		handling_level: DF.Literal["", "Building", "Grid", "Community", "Street", "City"]
		hours: DF.Literal["Any", "On Duty", "Off Duty"]
		note: DF.SmallText | None
		priority: DF.Int
		rule_name: DF.Data
		to_date: DF.Date | None
		units: DF.Table[CaseUnit]
		urgency: DF.Literal["", "Normal", "Urgent"]
	# end: auto-generated types

	label_field = "rule_name"

	def validate(self):
		routing.check_rule(self)
