from frappe.model.document import Document

from community_gov.core.documents import refuse_change, refuse_unclean_text, require_scalars
from community_gov.registry.privacy import incidents


class PrivacyIncident(Document):
	def before_validate(self):
		require_scalars(self)

	def validate(self):
		refuse_unclean_text(self)
		incidents.check_incident(self)

	def on_trash(self):
		refuse_change(self)
