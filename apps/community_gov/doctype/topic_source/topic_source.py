from community_gov.core.documents import RowDocument


class TopicSource(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		source_doctype: DF.Link
		source_name: DF.DynamicLink
		told_at: DF.Datetime | None
	# end: auto-generated types
