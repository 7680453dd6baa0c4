from community_gov.core.documents import (
	GuardedDocument,
	out_of_history,
	refuse_unclean_text,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context
from community_gov.registry.homes import households
from community_gov.registry.identity import guardians, people, protected_numbers


class Resident(GuardedDocument):
	server_fields = ("status", "moved_out_on", "moved_to", "deceased_on", "merged_into")

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
		refuse_unclean_text(self)
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

	def on_trash(self):
		people.refuse_deleting(self)

	def keep_residence(self):
		"""Status and household change by a step of residence only; see registry/residence.py."""
		if step_context(self).by_residence:
			return
		restore_server_fields(self)
		people.keep_household(self)
