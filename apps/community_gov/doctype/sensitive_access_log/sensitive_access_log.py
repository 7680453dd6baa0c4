from frappe.model.document import Document

from community_gov.protection import refuse_change, refuse_client_insert


class SensitiveAccessLog(Document):
	def before_insert(self):
		refuse_client_insert(self)

	def validate(self):
		if not self.is_new():
			refuse_change(self)

	def on_trash(self):
		refuse_change(self)
