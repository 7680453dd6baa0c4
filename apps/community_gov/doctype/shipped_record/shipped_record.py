from frappe.model.document import Document


class ShippedRecord(Document):
	pass
