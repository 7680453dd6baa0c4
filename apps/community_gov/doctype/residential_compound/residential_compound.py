from community_gov.core.documents import require_scalars
from community_gov.core.exact import ExactDocument
from community_gov.registry.homes import places


class ResidentialCompound(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address: DF.Data | None
		built_year: DF.Int
		compound_name: DF.Data
		grid: DF.Link
		latitude: DF.Float
		longitude: DF.Float
		note: DF.SmallText | None
		property_unit: DF.Link | None
	# end: auto-generated types

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		places.set_compound_place(self)

	def on_trash(self):
		places.refuse_deleting_inhabited(self.doctype, self.name, "compound", "Building")
