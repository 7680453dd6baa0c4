from community_gov.core.documents import require_scalars
from community_gov.core.exact import ExactDocument
from community_gov.registry.homes import places


class Building(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		building_number: DF.Data
		building_title: DF.Data | None
		compound: DF.Link
		enabled: DF.Check
		floor_count: DF.Int
		grid: DF.Link
		latitude: DF.Float
		longitude: DF.Float
		place_key: DF.Data | None
		unit_count: DF.Int
	# end: auto-generated types

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		places.set_building_place(self)

	def on_update(self):
		if self.has_value_changed("grid") or self.has_value_changed("building_title"):
			places.take_along(self)

	def on_trash(self):
		places.refuse_deleting_inhabited(self.doctype, self.name, "building", "Household")
