"""The trace of what people decide together: one event for each step, which nobody edits."""

import frappe
from frappe.utils import now_datetime

from community_gov.core.documents import write_audit_record
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context

DOCTYPE = "Participation Event"


class ParticipationDocument(StagedDocument):
	"""A staged document whose steps leave a Participation Event in the same transaction."""

	def on_update(self):
		super().on_update()
		if step := step_context(self).step:
			record(self, step.event, from_stage=step.from_stage, to_stage=step.to_stage, note=step.note)


def record(doc, event: str, **values) -> str:
	"""Writes an event of a document and returns its name.

	Args:
	        values: from_stage, to_stage, note.
	"""
	subject = {"subject_doctype": doc.doctype, "subject": doc.name, "grid": doc.get("grid")}
	stamp = {"happened_at": now_datetime(), "user": frappe.session.user}
	return write_audit_record(DOCTYPE, {**subject, "event": event, **stamp, **values}).name
