from frappe.model.document import Document

from community_gov.core.documents import refuse_unclean_text, require_scalars
from community_gov.volunteering.points import point_rules


class PointRule(Document):
	def before_validate(self):
		require_scalars(self)

	def validate(self):
		refuse_unclean_text(self)
		point_rules.check_values(self)
		point_rules.refuse_changing_used(self)
		point_rules.refuse_overlap(self)

	def on_trash(self):
		point_rules.refuse_deleting_used(self)
