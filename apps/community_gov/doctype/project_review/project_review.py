from community_gov.core.documents import (
	refuse_change,
	refuse_client_insert,
	require_scalars,
	require_storable_texts,
)
from community_gov.core.exact import ExactDocument
from community_gov.core.step_context import step_context


class ProjectReview(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.project_review_score.project_review_score import (
			ProjectReviewScore,
		)

		asked_at: DF.Datetime | None
		beneficiaries: DF.Int
		budget_text: DF.SmallText | None
		comment: DF.Text | None
		conflict_reason: DF.SmallText | None
		grid: DF.Link | None
		has_conflict: DF.Check
		is_outlier: DF.Check
		need: DF.Text | None
		outcome_measure: DF.SmallText | None
		outlier_by: DF.Link | None
		outlier_reason: DF.SmallText | None
		outlier_ruling: DF.Literal["", "Counts", "Set Aside"]
		plan: DF.Text | None
		project: DF.Link | None
		project_title: DF.Data | None
		requested: DF.Currency
		reviewer: DF.Link | None
		scores: DF.Table[ProjectReviewScore]
		slot: DF.Data | None
		submitted_at: DF.Datetime | None
		total: DF.Int
	# end: auto-generated types

	def before_insert(self):
		refuse_client_insert(self)

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		if not self.is_new() and not step_context(self).by_writer:
			refuse_change(self)
		require_storable_texts(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
