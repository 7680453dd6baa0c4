from community_gov.core.documents import (
	GuardedDocument,
	changed_fields,
	out_of_history,
	refuse_change,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context
from community_gov.portal import family_proxies
from community_gov.registry.identity import protected_numbers
from community_gov.registry.privacy import consents
from community_gov.registry.privacy.consent_givers import GUARDIAN_FIELDS


class Consent(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		consent_text: DF.Link
		evidence: DF.Attach | None
		form: DF.Literal["Written", "Spoken", "Electronic"]
		given_by: DF.Literal["The Person", "Guardian"]
		given_on: DF.Date
		grid: DF.Link | None
		guardian: DF.Link | None
		guardian_mobile_fingerprint: DF.Data | None
		guardian_mobile_secret: DF.SmallText | None
		guardian_name: DF.Data | None
		needs_renewal: DF.Check
		purpose: DF.Literal[
			"Register and Contact",
			"Visits and Care",
			"Help by Volunteers",
			"Photographs",
			"Sharing with Units",
			"Family Proxy",
			"Volunteer Registration",
		]
		resident: DF.Link | None
		status: DF.Literal["Given", "Withdrawn", "Replaced"]
		volunteer: DF.Link | None
		withdrawn_on: DF.Date | None
		withdrawn_reason: DF.Data | None
	# end: auto-generated types

	server_fields = (
		"purpose",
		"grid",
		"status",
		"given_by",
		*GUARDIAN_FIELDS,
		"withdrawn_on",
		"withdrawn_reason",
		"needs_renewal",
	)

	def save_version(self):
		with out_of_history(self, protected_numbers.SECRET_FIELDS):
			super().save_version()

	def before_validate(self):
		require_scalars(self)
		if not step_context(self).by_registry:
			restore_server_fields(self)

	def validate(self):
		if self.is_new():
			consents.take_consent(self)
		elif "given_on" in changed_fields(self):
			refuse_change(self)

	def after_insert(self):
		consents.retire_older(self)

	def on_update(self):
		if self.purpose == consents.PROXY and self.status == consents.WITHDRAWN and self.resident:
			family_proxies.end_of_resident(self.resident)

	def on_trash(self):
		refuse_change(self)
