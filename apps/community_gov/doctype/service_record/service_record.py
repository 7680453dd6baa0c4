import frappe

from community_gov.core.stages.rules import DONE
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.volunteering.services import service_records
from community_gov.volunteering.services.service_stages import SERVICE_STAGE_RULES


class ServiceRecord(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		break_minutes: DF.Int
		confirmed_through: DF.Literal["", "Organiser", "Person Served"]
		content: DF.SmallText | None
		corrected_by: DF.SmallText | None
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		disputed_at: DF.Datetime | None
		ended_at: DF.Datetime
		evidence: DF.Attach | None
		grid: DF.Link | None
		help_request: DF.Link | None
		hours: DF.Float
		intensity: DF.Link | None
		is_late: DF.Check
		needs_word: DF.Check
		point_rule: DF.Link | None
		points: DF.Float
		points_per_hour: DF.Float
		project: DF.Link | None
		recorded_at: DF.Datetime | None
		revoked_at: DF.Datetime | None
		revoked_by: DF.Link | None
		role: DF.Data | None
		served_hours: DF.Float
		source: DF.Literal["", "Check-in", "By Hand"]
		source_doctype: DF.Link | None
		source_key: DF.Data | None
		source_name: DF.DynamicLink | None
		stage: DF.Literal["", "Recorded", "Returned", "Disputed", "Confirmed", "Rejected", "Revoked"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		started_at: DF.Datetime
		step_note: DF.SmallText | None
		travel_minutes: DF.Int
		volunteer: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = SERVICE_STAGE_RULES
	server_fields = (
		"served_hours",
		"hours",
		"is_late",
		"points",
		"points_per_hour",
		"point_rule",
		"recorded_at",
		"decided_at",
		"decided_by",
		"disputed_at",
		"revoked_at",
		"revoked_by",
		"corrected_by",
		"needs_word",
		"confirmed_through",
		"source",
		"grid",
		"source_doctype",
		"source_name",
		"source_key",
	)

	def before_validate(self):
		super().before_validate()
		service_records.keep_facts(self)

	def validate(self):
		service_records.check_evidence(self)
		self.prepare_open()
		self.enforce_stage_rules()

	def prepare_open(self):
		"""Hours and points are computed until the confirmation and fixed from then on."""
		before = self.get_doc_before_save()
		if not before or before.stage_category != DONE:
			service_records.prepare(self)


def on_doctype_update():
	frappe.db.add_index("Service Record", ["volunteer", "started_at"], "volunteer_started_at")
	frappe.db.add_index("Service Record", ["point_rule", "started_at"], "point_rule_started_at")
