from frappe.model.document import Document

from community_gov.protection import refuse_odd_values, refuse_unclean_text
from community_gov.volunteering import shops


class RewardShop(Document):
	def before_validate(self):
		refuse_odd_values(self)

	def validate(self):
		refuse_unclean_text(self)
		shops.refuse_same_user_twice(self)

	def on_trash(self):
		shops.refuse_with_history(self)
