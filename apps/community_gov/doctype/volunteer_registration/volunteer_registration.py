from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context
from community_gov.registry.identity import protected_numbers
from community_gov.registry.privacy import consents
from community_gov.volunteering.registration import registrations
from community_gov.volunteering.registration.registration_stages import REGISTRATION_STAGE_RULES


class VolunteerRegistration(StagedDocument):
	stage_rules = REGISTRATION_STAGE_RULES
	server_fields = (
		*("consent_text", "consent_version", "consent_given_by", "consented_at"),
		*("same_person", "volunteer", "source", "user", "tracking_code"),
		*("submitted_at", "ended_at", "ended_by"),
	)

	def before_validate(self):
		super().before_validate()
		protected_numbers.protect_mobile(self)
		protected_numbers.protect_mobile(self, "guardian_mobile")

	def validate(self):
		refuse_unclean_text(self)
		registrations.check_availability(self)
		registrations.check_guardian(self)
		self.prepare_new()
		registrations.look_for_same_person(self)
		self.enforce_stage_rules()

	def prepare_new(self):
		if self.is_new():
			self.update({"source": "Counter", **(step_context(self).origin or {})})
			registrations.prepare(self, consents.newest(registrations.PURPOSE))
		else:
			registrations.keep_consent(self)
