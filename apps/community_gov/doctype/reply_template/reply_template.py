from frappe.model.document import Document

from community_gov.casework import replies
from community_gov.protection import refuse_odd_values, refuse_unclean_text


class ReplyTemplate(Document):
	def validate(self):
		refuse_odd_values(self)
		refuse_unclean_text(self)
		replies.check_text(self.text)
		replies.check_text(self.text_en)
