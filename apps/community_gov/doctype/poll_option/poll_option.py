from community_gov.core.documents import RowDocument


class PollOption(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area: DF.Float
		cost: DF.Currency
		detail: DF.SmallText | None
		is_abstention: DF.Check
		is_taken: DF.Check
		option_text: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		source_doctype: DF.Link | None
		source_name: DF.DynamicLink | None
		votes: DF.Int
		votes_on_paper: DF.Int
		votes_online: DF.Int
	# end: auto-generated types
