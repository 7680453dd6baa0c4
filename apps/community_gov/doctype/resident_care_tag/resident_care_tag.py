from frappe.model.document import Document

from community_gov.core.documents import refuse_unclean_text, require_scalars, restore_server_fields
from community_gov.registry.care import care_tags


class ResidentCareTag(Document):
	server_fields = ("grid",)

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)

	def validate(self):
		refuse_unclean_text(self)
		care_tags.check_tag(self)
