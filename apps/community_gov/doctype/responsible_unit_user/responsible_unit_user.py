from frappe.model.document import Document


class ResponsibleUnitUser(Document):
	pass
