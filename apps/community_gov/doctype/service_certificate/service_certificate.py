from community_gov.core.documents import GuardedDocument, refuse_change, require_scalars
from community_gov.core.step_context import step_context
from community_gov.volunteering.services import certificates


class ServiceCertificate(GuardedDocument):
	"""What was certified stays word for word; revoking is its own step."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date
		grid: DF.Link | None
		hours: DF.Float
		issued_by: DF.Link | None
		issued_on: DF.Datetime | None
		revoke_reason: DF.SmallText | None
		revoked_by: DF.Link | None
		revoked_on: DF.Datetime | None
		seal: DF.Data | None
		service_count: DF.Int
		stars: DF.Int
		status: DF.Literal["Valid", "Revoked"]
		to_date: DF.Date
		verification_code: DF.Data | None
		volunteer: DF.Link
		volunteer_name: DF.Data | None
	# end: auto-generated types

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
