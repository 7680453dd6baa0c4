import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.casework.intake import photos, reporting
from community_gov.casework.quality import check_tasks, checking
from community_gov.core.documents import (
	refuse_change,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.errors import ConflictError, StageGuardError
from community_gov.core.exact import ExactDocument
from community_gov.core.step_context import step_context
from community_gov.search import index


class CaseCheck(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.case_photo.case_photo import CasePhoto

		answered_at: DF.Datetime | None
		answered_by: DF.Link | None
		assigned_at: DF.Datetime | None
		assigned_by: DF.Link | None
		assignee: DF.Link | None
		breached_at: DF.Datetime | None
		case_file: DF.Link
		case_title: DF.Data | None
		distance: DF.Float
		due_at: DF.Datetime | None
		grid: DF.Link | None
		kind: DF.Literal["Verification", "Inspection"]
		latitude: DF.Float
		longitude: DF.Float
		note: DF.Text | None
		photos: DF.Table[CasePhoto]
		requested_at: DF.Datetime | None
		requested_by: DF.Link | None
		result: DF.Literal["Pending", "Passed", "Failed", "Withdrawn"]
		round: DF.Int
	# end: auto-generated types

	server_fields = (
		"case_title",
		"round",
		"grid",
		"requested_at",
		"requested_by",
		"assigned_at",
		"assigned_by",
		"answered_at",
		"answered_by",
		"due_at",
		"distance",
		"breached_at",
	)

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)

	def validate(self):
		step_context(self).answered = False
		if self.is_new():
			self.open_check()
		else:
			self.check_answer()
		check_tasks.stamp_assignment(self)
		photos.check_rows_if_changed(self)

	def on_update(self):
		if step_context(self).answered:
			checking.take_result(self)
		if step_context(self).assigned:
			index.refresh("Case", [self.case_file])
			check_tasks.tell_assignee(self)

	def on_trash(self):
		refuse_change(self)

	def open_check(self):
		checking.check_may_be_asked(self)
		case = frappe.db.get_value(
			"Case", self.case_file, ["title", "grid", "round", "urgency"], as_dict=True
		)
		self.due_at = check_tasks.due_by(self.kind, case.urgency)
		self.case_title, self.grid, self.round = case.title, case.grid, case.round
		self.result = "Pending"
		self.requested_at, self.requested_by = now_datetime(), frappe.session.user

	def check_answer(self):
		stored = self.get_doc_before_save().result
		if stored != "Pending":
			frappe.throw(
				_(
					"Check {0} is already answered. Ask for a new check if the place must be seen again."
				).format(self.name),
				exc=ConflictError,
			)
		if self.result == "Pending" or step_context(self).by_case:
			return
		self.take_answer()

	def take_answer(self):
		if self.result not in ("Passed", "Failed"):
			frappe.throw(
				_("A checker cannot withdraw check {0}. Answer Passed or Failed.").format(self.name),
				exc=StageGuardError,
			)
		checking.check_may_be_asked(self)
		checking.refuse_involved(self)
		reporting.check_position(self)
		check_tasks.needs_evidence(self)
		self.distance = check_tasks.distance_to_case(self)
		checking.stamp_answer(self)
		check_tasks.note_breach(self)
		step_context(self).answered = True


def on_doctype_update():
	"""Checkers ask for what is theirs to do and for the cases they were sent to; the watch for what is late;
	figures for what was asked in a period."""
	frappe.db.add_index("Case Check", ["assignee", "result", "case_file"])
	frappe.db.add_index("Case Check", ["result", "due_at"])
	frappe.db.add_index("Case Check", ["requested_at", "assignee"])
