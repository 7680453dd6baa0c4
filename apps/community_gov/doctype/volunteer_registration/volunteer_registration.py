from community_gov.protection import refuse_unclean_text
from community_gov.registry import consents, secrets
from community_gov.volunteering import registrations
from community_gov.volunteering.registration_law import REGISTRATION_LAW
from community_gov.workflows.staged import StagedDocument


class VolunteerRegistration(StagedDocument):
	law = REGISTRATION_LAW
	server_fields = (
		*("consent_text", "consent_version", "consent_given_by", "consented_at"),
		*("same_person", "volunteer", "source", "user", "tracking_code"),
		*("submitted_at", "ended_at", "ended_by"),
	)

	def before_validate(self):
		super().before_validate()
		secrets.protect_mobile(self)
		secrets.protect_mobile(self, "guardian_mobile")

	def validate(self):
		refuse_unclean_text(self)
		registrations.check_availability(self)
		registrations.check_guardian(self)
		self.prepare_new()
		registrations.look_for_same_person(self)
		self.enforce_law()

	def prepare_new(self):
		if self.is_new():
			self.update({"source": "Counter", **(self.flags.origin or {})})
			registrations.prepare(self, consents.newest(registrations.PURPOSE))
		else:
			registrations.keep_consent(self)
