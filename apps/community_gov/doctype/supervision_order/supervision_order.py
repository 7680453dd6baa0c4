import frappe
from frappe.utils import now_datetime

from community_gov.casework import supervision
from community_gov.casework.supervision import SUPERVISION_LAW
from community_gov.protection import refuse_unclean_text
from community_gov.workflows.staged import StagedDocument


class SupervisionOrder(StagedDocument):
	law = SUPERVISION_LAW
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
		self.enforce_law()

	def prepare_new(self):
		if self.is_new():
			supervision.prepare(self)
			self.issued_at, self.issued_by = now_datetime(), frappe.session.user
			self.source_key = self.flags.source_key
			self.is_automatic = int(bool(self.source_key))
