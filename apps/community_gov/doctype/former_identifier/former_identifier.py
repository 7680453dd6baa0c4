from community_gov.core.documents import AuditDocument


class FormerIdentifier(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		account: DF.Link | None
		ended_at: DF.Datetime | None
		holder: DF.DynamicLink
		holder_doctype: DF.Link
		number_fingerprint: DF.Data | None
		number_secret: DF.SmallText | None
	# end: auto-generated types

	pass
