from frappe.model.document import Document

from community_gov.core.documents import refuse_change, refuse_client_insert


class ActivitySignup(Document):
	"""Written by the steps of signing up, cancelling and checking in alone, under the lock of the activity."""

	def before_validate(self):
		refuse_client_insert(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
