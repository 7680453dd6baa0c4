from frappe.model.document import Document

from community_gov.core.documents import refuse_unclean_text, require_scalars


class ServiceLanguage(Document):
	def before_validate(self):
		require_scalars(self)

	def validate(self):
		refuse_unclean_text(self)
