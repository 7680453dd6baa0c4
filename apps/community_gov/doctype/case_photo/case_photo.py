from frappe.model.document import Document


class CasePhoto(Document):
	pass
