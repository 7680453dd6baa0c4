from community_gov.core.documents import AuditDocument


class SensitiveAccessLog(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		accessed_at: DF.Datetime
		detail: DF.SmallText | None
		fields_shown: DF.Data | None
		ip_address: DF.Data | None
		purpose: DF.Literal[
			"Service to the Person",
			"Verification of Identity",
			"Emergency",
			"Correction of the Record",
			"Request of the Person",
			"Comparison with a Sheet",
			"New Code",
			"Audit Export",
			"Key Rotation",
		]
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		user: DF.Link
	# end: auto-generated types
