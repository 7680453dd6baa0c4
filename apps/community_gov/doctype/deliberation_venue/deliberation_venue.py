from community_gov.core.documents import GuardedDocument, require_scalars


class DeliberationVenue(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address: DF.Data | None
		capacity: DF.Int
		enabled: DF.Check
		grid: DF.Link
		kind: DF.Literal[
			"Collecting Station",
			"Council Hall",
			"Mediation Hall",
			"Service Hall",
			"Compound Hall",
			"Mobile Council",
			"Other",
		]
		latitude: DF.Float
		longitude: DF.Float
		opening_hours: DF.Data | None
		venue_name: DF.Data
	# end: auto-generated types

	def before_validate(self):
		require_scalars(self)
