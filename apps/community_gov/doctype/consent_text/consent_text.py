from frappe.model.document import Document

from community_gov.core.documents import refuse_unclean_text, require_scalars, restore_server_fields
from community_gov.registry.privacy import consents


class ConsentText(Document):
	server_fields = ("version", "published_on")

	def before_validate(self):
		require_scalars(self)
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
