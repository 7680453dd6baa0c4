import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from community_gov.errors import BadInputError
from community_gov.protection import out_of_history, refuse_odd_values, refuse_unclean_text
from community_gov.registry import numbers, secrets


class Resident(Document):
	def save_version(self):
		with out_of_history(self, secrets.SECRET_FIELDS):
			super().save_version()

	def before_validate(self):
		refuse_odd_values(self)
		self.derive_from_identity()
		secrets.protect_identity(self)
		secrets.protect_mobile(self)

	def validate(self):
		refuse_unclean_text(self)
		self.check_birth_date()
		secrets.refuse_second_person(self)

	def derive_from_identity(self):
		"""Birth date and sex are in the number (GB 11643); what was typed must agree with it."""
		number = self.identity_number
		if self.identity_type != "Identity Card" or not number or numbers.is_masked(number):
			return
		try:
			number = numbers.check_identity_card(number)
		except numbers.BadNumberError:
			return
		if self.birth_date and getdate(self.birth_date) != numbers.birth_date_of(number):
			frappe.throw(
				_("The birth date differs from the identity number. Correct whichever is wrong."),
				exc=BadInputError,
			)
		self.birth_date, self.sex = numbers.birth_date_of(number), numbers.sex_of(number)

	def check_birth_date(self):
		if self.birth_date and getdate(self.birth_date) > getdate():
			frappe.throw(_("The birth date lies in the future. Correct it."), exc=BadInputError)
