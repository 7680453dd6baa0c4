from community_gov.core.documents import RowDocument


class ProjectReviewScore(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		criterion: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		score: DF.Int
		weight: DF.Int
	# end: auto-generated types
