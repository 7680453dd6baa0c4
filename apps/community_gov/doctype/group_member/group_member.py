from community_gov.core.documents import (
	GuardedDocument,
	refuse_change,
	refuse_client_insert,
	require_scalars,
	require_storable_texts,
)
from community_gov.participation.groups import members
from community_gov.registry.identity import protected_numbers


class GroupMember(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		consent_paper: DF.Attach | None
		consented_at: DF.Datetime | None
		grid: DF.Link | None
		group_role: DF.Literal["Member", "Lead"]
		interest_group: DF.Link
		joined_by: DF.Literal["Public Page", "Paper"]
		member_name: DF.Data | None
		mobile: DF.Data | None
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		proven_at: DF.Datetime | None
	# end: auto-generated types

	def before_insert(self):
		refuse_client_insert(self)

	def before_validate(self):
		require_scalars(self)
		if self.is_new():
			protected_numbers.protect_mobile(self)

	def validate(self):
		if not self.is_new():
			refuse_change(self)
		require_storable_texts(self)
		members.prepare(self)

	def on_trash(self):
		refuse_change(self)
