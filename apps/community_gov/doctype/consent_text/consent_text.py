from frappe.model.document import Document

from community_gov.protection import refuse_odd_values, refuse_unclean_text, restore_server_fields
from community_gov.registry import consents


class ConsentText(Document):
	server_fields = ("version", "published_on")

	def before_validate(self):
		refuse_odd_values(self)
		restore_server_fields(self)

	def validate(self):
		refuse_unclean_text(self)
		consents.keep_published(self)
		consents.publish(self)

	def on_update(self):
		if self.published:
			consents.mark_for_renewal(self)

	def on_trash(self):
		consents.refuse_deleting_published(self)
