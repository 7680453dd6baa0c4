from frappe.model.document import Document


class FilingCondition(Document):
	pass
