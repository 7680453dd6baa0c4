from community_gov.core.documents import require_scalars
from community_gov.core.exact import ExactDocument
from community_gov.volunteering.points import point_rules


class PointRule(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		intensity: DF.Link | None
		note: DF.SmallText | None
		points_per_hour: DF.Float
		project: DF.Link | None
		role: DF.Data | None
		rule_name: DF.Data
		valid_from: DF.Date
		valid_until: DF.Date | None
	# end: auto-generated types

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		point_rules.check_values(self)
		point_rules.refuse_changing_used(self)
		point_rules.refuse_overlap(self)

	def on_trash(self):
		point_rules.refuse_deleting_used(self)
