import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.documents import (
	GuardedDocument,
	out_of_history,
	refuse_submission,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.errors import ConflictError, SeparationOfDutiesError
from community_gov.core.step_context import step_context
from community_gov.registry.identity import account_holders, protected_numbers
from community_gov.search import index
from community_gov.volunteering.registration import registrations, retirement


class Volunteer(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.service_language_item.service_language_item import (
			ServiceLanguageItem,
		)
		from community_gov.community_gov.doctype.service_skill_item.service_skill_item import ServiceSkillItem
		from community_gov.community_gov.doctype.volunteer_availability.volunteer_availability import (
			VolunteerAvailability,
		)

		age_group: DF.Literal["Adult", "Aged 14 to 17", "Under 14"]
		anonymised_on: DF.Date | None
		availability: DF.Table[VolunteerAvailability]
		balance: DF.Float
		full_name: DF.Data
		grid: DF.Link
		held_points: DF.Float
		hours: DF.Float
		is_party_member: DF.Check
		joined_on: DF.Date | None
		languages: DF.TableMultiSelect[ServiceLanguageItem]
		mobile: DF.Data | None
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		no_shows: DF.Int
		note: DF.SmallText | None
		registration: DF.Link | None
		resident: DF.Link | None
		retired_on: DF.Date | None
		skills: DF.TableMultiSelect[ServiceSkillItem]
		stars: DF.Int
		status: DF.Literal["Active", "Paused", "Retired"]
		successor: DF.Link | None
		team: DF.Link | None
		user: DF.Link | None
	# end: auto-generated types

	server_fields = (
		*("balance", "held_points", "hours", "stars", "no_shows"),
		*("registration", "retired_on", "anonymised_on", "resident"),
	)

	def save_version(self):
		with out_of_history(self, protected_numbers.SECRET_FIELDS):
			super().save_version()

	def before_validate(self):
		refuse_submission(self)
		require_scalars(self)
		restore_server_fields(self)
		self.take_origin()
		protected_numbers.protect_mobile(self)

	def validate(self):
		self.check_account()
		self.refuse_second_number()
		registrations.check_availability(self)
		retirement.retire(self)

	def on_update(self):
		account_holders.follow_record(self)
		index.follow(self)

	def on_trash(self):
		self.refuse_deleting_with_entries()
		index.forget(self.doctype, self.name)

	def check_account(self):
		"""Who holds the account holds the points: nobody takes or leaves one, and a held one changes hands above."""
		before = self.get_doc_before_save()
		held, user = before and before.user, frappe.session.user
		if cstr(held) == cstr(self.user) or user == "Administrator":
			return
		if any(account_holders.is_same_holder(user, account) for account in (held, self.user) if account):
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

	def take_origin(self):
		"""What an approved registration brings along; its number is known to nobody in between."""
		self.update(step_context(self).origin or {})
		if source := step_context(self).number_of:
			self.mobile = protected_numbers.plain(source, "mobile")

	def refuse_second_number(self):
		"""One number is one volunteer: points and stars would be split, or earned twice."""
		before = self.get_doc_before_save()
		if before and before.mobile_fingerprint == self.mobile_fingerprint:
			return
		other = registrations.volunteer_of_number(self, self.name)
		if other:
			frappe.throw(
				_("Volunteer {0} has this number already. Open that record instead.").format(other),
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
