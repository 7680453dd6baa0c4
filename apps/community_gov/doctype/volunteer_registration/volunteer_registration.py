from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context
from community_gov.registry.identity import protected_numbers
from community_gov.registry.privacy import consents
from community_gov.volunteering.registration import registrations
from community_gov.volunteering.registration.registration_stages import REGISTRATION_STAGE_RULES


class VolunteerRegistration(StagedDocument):
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
		availability: DF.Table[VolunteerAvailability]
		consent_given_by: DF.Literal["", "The Person", "Guardian"]
		consent_text: DF.Link | None
		consent_version: DF.Int
		consented_at: DF.Datetime | None
		consents: DF.Check
		ended_at: DF.Datetime | None
		ended_by: DF.Link | None
		full_name: DF.Data
		grid: DF.Link
		guardian_consents: DF.Check
		guardian_mobile: DF.Data | None
		guardian_mobile_fingerprint: DF.Data | None
		guardian_mobile_secret: DF.SmallText | None
		guardian_name: DF.Data | None
		is_party_member: DF.Check
		languages: DF.TableMultiSelect[ServiceLanguageItem]
		mobile: DF.Data
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		note: DF.SmallText | None
		same_person: DF.Link | None
		skills: DF.TableMultiSelect[ServiceSkillItem]
		source: DF.Literal["Counter", "Public Form", "Own Account"]
		stage: DF.Literal["", "Submitted", "Approved", "Declined", "Withdrawn"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		submitted_at: DF.Datetime | None
		tracking_code_fingerprint: DF.Data | None
		user: DF.Link | None
		volunteer: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = REGISTRATION_STAGE_RULES
	server_fields = (
		*("consent_text", "consent_version", "consent_given_by", "consented_at"),
		*("same_person", "volunteer", "source", "user", "tracking_code_fingerprint"),
		*("submitted_at", "ended_at", "ended_by"),
	)

	def before_validate(self):
		super().before_validate()
		protected_numbers.protect_mobile(self)
		protected_numbers.protect_mobile(self, "guardian_mobile")

	def validate(self):
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
