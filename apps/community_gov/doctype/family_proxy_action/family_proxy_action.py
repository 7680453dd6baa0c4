from community_gov.core.documents import RowDocument


class FamilyProxyAction(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		acted_at: DF.Datetime
		action: DF.Literal["Looked at Records", "Drew a Code"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		record: DF.DynamicLink | None
		record_doctype: DF.Link | None
	# end: auto-generated types

	pass
