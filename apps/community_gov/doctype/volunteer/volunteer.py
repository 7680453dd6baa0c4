import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr

from community_gov.errors import ConflictError, SeparationOfDutiesError
from community_gov.protection import (
	out_of_history,
	refuse_odd_values,
	refuse_unclean_text,
	restore_server_fields,
)
from community_gov.registry import secrets


class Volunteer(Document):
	server_fields = ("balance", "held_points")

	def save_version(self):
		with out_of_history(self, secrets.SECRET_FIELDS):
			super().save_version()

	def before_validate(self):
		refuse_odd_values(self)
		restore_server_fields(self)
		secrets.protect_mobile(self)

	def validate(self):
		refuse_unclean_text(self)
		self.check_account()
		self.refuse_retiring_with_hold()

	def on_trash(self):
		self.refuse_deleting_with_entries()

	def check_account(self):
		"""Who holds the account holds the points: nobody takes or leaves one, and a held one changes hands above."""
		before = self.get_doc_before_save()
		held, user = before and before.user, frappe.session.user
		if cstr(held) == cstr(self.user) or user == "Administrator":
			return
		if user in (held, self.user):
			frappe.throw(
				_("Nobody links the own account to a volunteer. Ask another coordinator."),
				exc=SeparationOfDutiesError,
			)
		if held and "Community Administrator" not in frappe.get_roles():
			frappe.throw(
				_("{0} has an account already. Ask a community administrator to change it.").format(
					self.full_name
				),
				exc=SeparationOfDutiesError,
			)

	def refuse_retiring_with_hold(self):
		if self.status == "Retired" and self.held_points:
			frappe.throw(
				_("{0} still has points on hold. Hand over or release the redemption first.").format(
					self.full_name
				),
				exc=ConflictError,
			)

	def refuse_deleting_with_entries(self):
		if frappe.db.exists("Point Entry", {"volunteer": self.name}):
			frappe.throw(
				_("{0} has a points history. Set the status to Retired instead of deleting.").format(
					self.full_name
				),
				exc=ConflictError,
			)
