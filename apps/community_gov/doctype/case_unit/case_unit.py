from frappe.model.document import Document


class CaseUnit(Document):
	pass
