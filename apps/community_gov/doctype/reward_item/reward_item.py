import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt

from community_gov.errors import BadInputError
from community_gov.protection import refuse_odd_values, refuse_unclean_text, restore_server_fields


class RewardItem(Document):
	server_fields = ("held_stock",)

	def before_validate(self):
		refuse_odd_values(self)
		restore_server_fields(self)

	def validate(self):
		refuse_unclean_text(self)
		self.check_numbers()

	def check_numbers(self):
		if flt(self.points, 2) <= 0:
			frappe.throw(_("An item costs points. Enter a number above zero."), exc=BadInputError)
		if (self.stock or 0) < 0:
			frappe.throw(_("The stock cannot be negative. Count the shelf again."), exc=BadInputError)
