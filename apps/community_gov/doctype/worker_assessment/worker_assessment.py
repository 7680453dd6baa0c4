import frappe

from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.stages.steps import PlannedStep, refuse_other_values
from community_gov.core.step_context import step_context
from community_gov.team import assessments
from community_gov.team.assessment_stages import ASSESSMENT_STAGE_RULES


class WorkerAssessment(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.worker_assessment_item.worker_assessment_item import (
			WorkerAssessmentItem,
		)

		announced_at: DF.Datetime | None
		announced_by: DF.Link | None
		computed_at: DF.Datetime | None
		computed_score: DF.Float
		ended_at: DF.Datetime | None
		ended_by: DF.Link | None
		formula_version: DF.Int
		grade: DF.Literal["", "Excellent", "Good", "Qualified", "Unqualified"]
		grid: DF.Link | None
		is_scored: DF.Check
		items: DF.Table[WorkerAssessmentItem]
		month: DF.Date | None
		objected_at: DF.Datetime | None
		objection: DF.SmallText | None
		remarks: DF.SmallText | None
		ruling: DF.SmallText | None
		score: DF.Float
		source_key: DF.Data | None
		stage: DF.Literal["", "Computed", "Announced", "Objected", "Final"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		worker: DF.Link | None
		worker_name: DF.Data | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = ASSESSMENT_STAGE_RULES
	server_fields = (
		"worker",
		"worker_name",
		"grid",
		"month",
		"items",
		"score",
		"is_scored",
		"computed_score",
		"grade",
		"formula_version",
		"source_key",
		"objection",
		"ruling",
		"computed_at",
		"announced_at",
		"announced_by",
		"objected_at",
		"ended_at",
		"ended_by",
	)

	def offers_step(self, stage: str) -> bool:
		"""Who is assessed may only object, and nobody may object for them."""
		return (stage == "Objected") == (self.worker == frappe.session.user)

	def prepare_step(self, step: PlannedStep):
		"""A ruling may set another score than the computed one."""
		refuse_other_values(step.values, frozenset({"score"}))
		step_context(self).ruled_score = step.values.get("score")

	def before_validate(self):
		assessments.refuse_typed(self)
		super().before_validate()
		assessments.take_computed(self)

	def validate(self):
		self.enforce_stage_rules()
