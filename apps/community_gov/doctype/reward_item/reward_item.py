import frappe
from frappe import _
from frappe.model.document import Document

from community_gov.errors import BadInputError
from community_gov.protection import restore_server_fields


class RewardItem(Document):
	server_fields = ("held_stock",)

	def before_validate(self):
		restore_server_fields(self)

	def validate(self):
		self.check_numbers()

	def check_numbers(self):
		if (self.points or 0) <= 0:
			frappe.throw(_("An item costs points. Enter a number above zero."), exc=BadInputError)
		if (self.stock or 0) < 0:
			frappe.throw(_("The stock cannot be negative. Count the shelf again."), exc=BadInputError)
