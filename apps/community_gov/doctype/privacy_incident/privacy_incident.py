from frappe.model.document import Document

from community_gov.protection import refuse_change, refuse_odd_values, refuse_unclean_text
from community_gov.registry import incidents


class PrivacyIncident(Document):
	def before_validate(self):
		refuse_odd_values(self)

	def validate(self):
		refuse_unclean_text(self)
		incidents.check(self)

	def on_trash(self):
		refuse_change(self)
