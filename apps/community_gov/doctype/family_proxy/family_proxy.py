from community_gov.core.documents import (
	GuardedDocument,
	refuse_change,
	refuse_client_insert,
	require_scalars,
)
from community_gov.registry.identity import protected_numbers


class FamilyProxy(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.family_proxy_action.family_proxy_action import (
			FamilyProxyAction,
		)

		actions: DF.Table[FamilyProxyAction]
		consent: DF.Link | None
		ended_at: DF.Datetime | None
		ended_by: DF.Literal["", "Represented Person", "Proxy", "Staff", "Time Over"]
		ends_on: DF.Date
		granted_by: DF.Literal["Code by Phone", "Staff with Consent"]
		grid: DF.Link | None
		mobile: DF.Data | None
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		pair_key: DF.Data | None
		proxy_mobile: DF.Data
		proxy_mobile_fingerprint: DF.Data | None
		proxy_mobile_secret: DF.SmallText | None
		relation: DF.Literal["Child", "Spouse", "Parent", "Grandchild", "Sibling", "Other Relative"]
		resident: DF.Link | None
		status: DF.Literal["Active", "Ended"]
	# end: auto-generated types

	def before_insert(self):
		refuse_client_insert(self)

	def before_validate(self):
		require_scalars(self)
		if self.is_new():
			protected_numbers.protect_mobile(self)
			protected_numbers.protect_mobile(self, "proxy_mobile")

	def validate(self):
		if not self.is_new():
			refuse_change(self)

	def on_trash(self):
		refuse_change(self)
