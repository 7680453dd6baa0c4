from community_gov.core.documents import (
	GuardedDocument,
	out_of_history,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context
from community_gov.registry.homes import households
from community_gov.registry.identity import account_holders, guardians, people, protected_numbers
from community_gov.search import index


class Resident(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address: DF.Data | None
		anonymised_on: DF.Date | None
		birth_date: DF.Date | None
		deceased_on: DF.Date | None
		full_name: DF.Data
		grid: DF.Link | None
		guardian: DF.Link | None
		guardian_mobile: DF.Data | None
		guardian_mobile_fingerprint: DF.Data | None
		guardian_mobile_secret: DF.SmallText | None
		guardian_name: DF.Data | None
		household: DF.Link | None
		identity_fingerprint: DF.Data | None
		identity_number: DF.Data | None
		identity_secret: DF.SmallText | None
		identity_type: DF.Literal[
			"Identity Card",
			"Passport",
			"Foreign Permanent Resident ID",
			"Residence Permit for Hong Kong, Macao and Taiwan",
			"Mainland Travel Permit",
			"Other",
		]
		merged_into: DF.Link | None
		mobile: DF.Data | None
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		moved_in_on: DF.Date | None
		moved_out_on: DF.Date | None
		moved_to: DF.Data | None
		nationality: DF.Data | None
		registered_place: DF.Data | None
		relation_to_head: DF.Literal[
			"",
			"Head",
			"Spouse",
			"Son or Daughter",
			"Child-in-law",
			"Grandchild",
			"Father or Mother",
			"Parent-in-law",
			"Grandparent",
			"Sibling",
			"Other Relative",
			"Not Related",
		]
		residence_kind: DF.Literal["Registered", "Floating", "Elsewhere"]
		sex: DF.Literal["", "Male", "Female", "Unknown", "Not Stated"]
		status: DF.Literal["Present", "Moved Out", "Deceased", "Merged"]
	# end: auto-generated types

	server_fields = ("status", "moved_out_on", "moved_to", "deceased_on", "merged_into", "anonymised_on")

	def save_version(self):
		with out_of_history(self, protected_numbers.SECRET_FIELDS):
			super().save_version()

	def before_validate(self):
		require_scalars(self)
		self.keep_residence()
		people.derive_from_identity(self)
		protected_numbers.protect_identity(self)
		protected_numbers.protect_mobile(self)
		protected_numbers.protect_mobile(self, "guardian_mobile")

	def validate(self):
		households.follow_household(self)
		households.keep_relation(self)
		people.check_birth_date(self)
		people.check_arrival(self)
		guardians.check_guardian(self)
		guardians.require_guardian(self)
		protected_numbers.refuse_second_person(self)

	def after_insert(self):
		people.start_residence(self)

	def on_update(self):
		households.count_members(self.household)
		account_holders.follow_record(self)
		index.follow(self)

	def on_trash(self):
		people.refuse_deleting(self)
		index.forget(self.doctype, self.name)

	def keep_residence(self):
		"""Status and household change by a step of residence only; see registry/residence.py."""
		if step_context(self).by_residence:
			return
		restore_server_fields(self)
		people.keep_household(self)
