from community_gov.core.documents import AuditDocument


class Ballot(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area: DF.Float
		choice: DF.Int
		entry: DF.Link | None
		poll: DF.Link
	# end: auto-generated types
