from frappe.model.document import Document

from community_gov.protection import refuse_change, refuse_odd_values, refuse_unclean_text
from community_gov.volunteering import stock


class RewardStockEntry(Document):
	def before_validate(self):
		refuse_odd_values(self)

	def validate(self):
		if not self.is_new():
			refuse_change(self)
		refuse_unclean_text(self)
		stock.prepare(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
