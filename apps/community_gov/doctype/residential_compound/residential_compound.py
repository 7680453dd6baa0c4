from frappe.model.document import Document

from community_gov.protection import refuse_odd_values, refuse_unclean_text
from community_gov.registry import places


class ResidentialCompound(Document):
	def before_validate(self):
		refuse_odd_values(self)

	def validate(self):
		refuse_unclean_text(self)
		places.set_compound_place(self)

	def on_trash(self):
		places.refuse_deleting_inhabited(self.doctype, self.name, "compound", "Building")
