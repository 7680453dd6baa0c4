from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument
from community_gov.participation.decisions import decision_rules


class DecisionRule(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area_weighted: DF.Check
		body: DF.Literal[
			"Residents Meeting",
			"Residents Representative Meeting",
			"Villagers Meeting",
			"Villagers Representative Meeting",
			"Owners",
			"Consultation",
		]
		is_advisory: DF.Check
		is_verified: DF.Check
		law_text: DF.SmallText | None
		notice_days: DF.Int
		pass_base: DF.Literal["Taking Part", "Roll", "Votes Cast"]
		pass_den: DF.Int
		pass_num: DF.Int
		pass_strict: DF.Check
		present_den: DF.Int
		present_num: DF.Int
		present_strict: DF.Check
		rule_name: DF.Data
		rule_name_en: DF.Data | None
		source: DF.SmallText | None
		unit: DF.Literal["Person", "Household", "Representative", "Owner"]
		valid_from: DF.Date
		valid_until: DF.Date | None
	# end: auto-generated types

	label_field = "rule_name"

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		decision_rules.check(self)
