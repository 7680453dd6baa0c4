from frappe.model.document import Document


class GridTeamMember(Document):
	pass
