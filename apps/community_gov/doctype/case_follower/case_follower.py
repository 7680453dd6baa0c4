from community_gov.core.documents import (
	GuardedDocument,
	refuse_change,
	refuse_client_insert,
	refuse_unclean_text,
)


class CaseFollower(GuardedDocument):
	"""Written by following and merging only; nobody edits it."""

	def before_insert(self):
		refuse_client_insert(self)

	def validate(self):
		if not self.is_new():
			refuse_change(self)
		refuse_unclean_text(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
