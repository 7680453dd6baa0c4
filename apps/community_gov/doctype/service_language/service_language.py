from frappe.model.document import Document

from community_gov.protection import refuse_odd_values, refuse_unclean_text


class ServiceLanguage(Document):
	def before_validate(self):
		refuse_odd_values(self)

	def validate(self):
		refuse_unclean_text(self)
