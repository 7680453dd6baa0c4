from community_gov.core.documents import RowDocument


class VisitFinding(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case_file: DF.Link | None
		category: DF.Link | None
		description: DF.SmallText
		help_kind: DF.Link | None
		help_request: DF.Link | None
		kind: DF.Literal["Note", "Case", "Help Request"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
