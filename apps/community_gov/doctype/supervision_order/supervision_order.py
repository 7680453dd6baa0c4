import frappe
from frappe.utils import now_datetime

from community_gov.casework.deadlines import supervision
from community_gov.casework.deadlines.supervision import SUPERVISION_STAGE_RULES
from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context


class SupervisionOrder(StagedDocument):
	stage_rules = SUPERVISION_STAGE_RULES
	step_fields = frozenset({"answer"})
	server_fields = (
		"case_title",
		"dispatch",
		"grid",
		"is_automatic",
		"issued_at",
		"issued_by",
		"answered_at",
		"answered_by",
		"ended_at",
		"ended_by",
		"breached_at",
		"source_key",
	)

	def validate(self):
		refuse_unclean_text(self)
		self.prepare_new()
		self.enforce_stage_rules()

	def prepare_new(self):
		if self.is_new():
			supervision.prepare(self)
			self.issued_at, self.issued_by = now_datetime(), frappe.session.user
			self.source_key = step_context(self).source_key
			self.is_automatic = int(bool(self.source_key))
