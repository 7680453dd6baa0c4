from community_gov.core.documents import (
	GuardedDocument,
	refuse_change,
	refuse_client_insert,
)


class CaseFollower(GuardedDocument):
	"""Written by following and merging only; nobody edits it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case_file: DF.Link
		followed_at: DF.Datetime | None
		is_reporter: DF.Check
		source_text: DF.SmallText | None
		tracking_code_fingerprint: DF.Data | None
		user: DF.Link | None
		via_case: DF.Link | None
	# end: auto-generated types

	def before_insert(self):
		refuse_client_insert(self)

	def validate(self):
		if not self.is_new():
			refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
