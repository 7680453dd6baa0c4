from frappe.model.document import Document

from community_gov.core.documents import refuse_change, refuse_unclean_text, require_scalars
from community_gov.volunteering.rewards import stock


class RewardStockEntry(Document):
	def before_validate(self):
		require_scalars(self)

	def validate(self):
		if not self.is_new():
			refuse_change(self)
		refuse_unclean_text(self)
		stock.prepare(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
