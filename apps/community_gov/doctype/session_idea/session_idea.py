from community_gov.core.documents import RowDocument


class SessionIdea(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.SmallText | None
		idea: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		pseudonym: DF.Data
	# end: auto-generated types
