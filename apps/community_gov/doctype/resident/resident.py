from community_gov.protection import (
	GuardedDocument,
	out_of_history,
	refuse_odd_values,
	refuse_unclean_text,
	restore_server_fields,
)
from community_gov.registry import guardians, households, people, secrets


class Resident(GuardedDocument):
	server_fields = ("status", "moved_out_on", "moved_to", "deceased_on", "merged_into")

	def save_version(self):
		with out_of_history(self, secrets.SECRET_FIELDS):
			super().save_version()

	def before_validate(self):
		refuse_odd_values(self)
		self.keep_residence()
		people.derive_from_identity(self)
		secrets.protect_identity(self)
		secrets.protect_mobile(self)
		secrets.protect_mobile(self, "guardian_mobile")

	def validate(self):
		refuse_unclean_text(self)
		households.follow_household(self)
		households.keep_relation(self)
		people.check_birth_date(self)
		people.check_arrival(self)
		guardians.check_guardian(self)
		guardians.require_guardian(self)
		secrets.refuse_second_person(self)

	def after_insert(self):
		people.start_residence(self)

	def on_update(self):
		households.count_members(self.household)

	def on_trash(self):
		people.refuse_deleting(self)

	def keep_residence(self):
		"""Status and household change by a step of residence only; see registry/residence.py."""
		if self.flags.by_residence:
			return
		restore_server_fields(self)
		people.keep_household(self)
