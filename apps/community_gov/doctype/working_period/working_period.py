from frappe.model.document import Document


class WorkingPeriod(Document):
	pass
