from frappe.model.document import Document


class CommunityGovSettings(Document):
	pass
