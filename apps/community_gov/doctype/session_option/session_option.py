from community_gov.core.documents import RowDocument


class SessionOption(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		abstentions: DF.Int
		cost: DF.Currency
		option_text: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		payer: DF.Data | None
		votes_against: DF.Int
		votes_for: DF.Int
	# end: auto-generated types
