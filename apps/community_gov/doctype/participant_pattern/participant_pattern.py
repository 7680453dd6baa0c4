from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument


class ParticipantPattern(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.pattern_seat.pattern_seat import PatternSeat

		description: DF.SmallText | None
		enabled: DF.Check
		pattern_name: DF.Data
		pattern_name_en: DF.Data | None
		seats: DF.Table[PatternSeat]
	# end: auto-generated types

	label_field = "pattern_name"

	def before_validate(self):
		require_scalars(self)
