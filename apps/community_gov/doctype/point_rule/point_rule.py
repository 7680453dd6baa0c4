from frappe.model.document import Document

from community_gov.protection import refuse_odd_values, refuse_unclean_text
from community_gov.volunteering import rules


class PointRule(Document):
	def before_validate(self):
		refuse_odd_values(self)

	def validate(self):
		refuse_unclean_text(self)
		rules.check_values(self)
		rules.refuse_changing_used(self)
		rules.refuse_overlap(self)

	def on_trash(self):
		rules.refuse_deleting_used(self)
