from community_gov.core.documents import require_scalars, restore_server_fields
from community_gov.core.exact import ExactDocument
from community_gov.registry.care import care_tags


class ResidentCareTag(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		care_tag: DF.Link
		from_date: DF.Date
		grid: DF.Link | None
		note: DF.SmallText | None
		resident: DF.Link
		source: DF.Literal["The Person", "Visit", "Neighbour", "List of a Department", "Own Register"]
		to_date: DF.Date | None
	# end: auto-generated types

	server_fields = ("grid",)

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)

	def validate(self):
		care_tags.check_tag(self)
