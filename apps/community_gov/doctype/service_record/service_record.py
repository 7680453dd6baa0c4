import frappe

from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.rules import DONE
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.volunteering.services import service_records
from community_gov.volunteering.services.service_stages import SERVICE_STAGE_RULES


class ServiceRecord(StagedDocument):
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
		refuse_unclean_text(self)
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
