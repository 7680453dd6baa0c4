from community_gov.core.documents import RowDocument


class NoticeAudienceRule(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		building: DF.Link | None
		care_tag: DF.Link | None
		compound: DF.Link | None
		grid: DF.Link | None
		household_kind: DF.Literal["", "Family", "Collective"]
		max_age: DF.Int
		min_age: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		residence_kind: DF.Literal["", "Registered", "Floating", "Elsewhere"]
	# end: auto-generated types
