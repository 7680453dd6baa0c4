from frappe.model.document import Document

from community_gov.core.documents import refuse_unclean_text, require_scalars
from community_gov.registry.homes import places


class Building(Document):
	def before_validate(self):
		require_scalars(self)

	def validate(self):
		refuse_unclean_text(self)
		places.set_building_place(self)

	def on_update(self):
		if self.has_value_changed("grid") or self.has_value_changed("building_title"):
			places.take_along(self)

	def on_trash(self):
		places.refuse_deleting_inhabited(self.doctype, self.name, "building", "Household")
