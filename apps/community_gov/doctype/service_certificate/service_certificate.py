from community_gov.core.documents import GuardedDocument, refuse_change, require_scalars
from community_gov.core.step_context import step_context
from community_gov.volunteering.services import certificates


class ServiceCertificate(GuardedDocument):
	"""What was certified stays word for word; revoking is its own step."""

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		if self.is_new():
			certificates.fill(self)
		elif not step_context(self).by_server:
			refuse_change(self)

	def after_insert(self):
		certificates.put_seal(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
