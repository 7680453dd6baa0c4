from frappe.model.document import Document

from community_gov.casework.intake import replies
from community_gov.core.documents import refuse_unclean_text, require_scalars


class ReplyTemplate(Document):
	def validate(self):
		require_scalars(self)
		refuse_unclean_text(self)
		replies.check_text(self.text)
		replies.check_text(self.text_en)
