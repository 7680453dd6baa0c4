from frappe.model.document import Document


class CalendarException(Document):
	pass
