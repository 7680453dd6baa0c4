from community_gov.core.documents import GuardedDocument
from community_gov.registry.identity import protected_numbers


class PhoneBinding(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		ends_on: DF.Date
		mobile: DF.Data
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		token_fingerprint: DF.Data | None
	# end: auto-generated types

	def validate(self):
		protected_numbers.protect_mobile(self)
