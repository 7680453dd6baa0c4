import frappe
from frappe.utils import now_datetime

from community_gov.casework.deadlines import supervision
from community_gov.casework.deadlines.supervision import SUPERVISION_STAGE_RULES
from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument


class SupervisionOrder(StagedDocument):
	stage_rules = SUPERVISION_STAGE_RULES
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
			self.source_key = self.flags.source_key
			self.is_automatic = int(bool(self.source_key))
