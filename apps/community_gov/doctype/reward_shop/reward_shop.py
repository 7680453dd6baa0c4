from frappe.model.document import Document

from community_gov.core.documents import refuse_unclean_text, require_scalars
from community_gov.volunteering.rewards import shops


class RewardShop(Document):
	def before_validate(self):
		require_scalars(self)

	def validate(self):
		refuse_unclean_text(self)
		shops.refuse_same_user_twice(self)

	def on_trash(self):
		shops.refuse_with_history(self)
