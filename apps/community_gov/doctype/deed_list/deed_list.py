from community_gov.core.step_context import step_context
from community_gov.participation.deeds import deed_lists
from community_gov.participation.deeds.deed_lists import LIST_STAGE_RULES
from community_gov.participation.events import ParticipationDocument


class DeedList(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		budget: DF.Currency
		closes_at: DF.Datetime | None
		collected_until: DF.Date
		completed_at: DF.Datetime | None
		description: DF.Text | None
		grid: DF.Link
		list_year: DF.Int
		notice: DF.Link | None
		notice_days: DF.Int
		opens_at: DF.Datetime | None
		poll: DF.Link | None
		roll: DF.Link | None
		seats: DF.Int
		service_cap: DF.Currency
		shortlisted_at: DF.Datetime | None
		shortlisted_by: DF.Link | None
		shown_at: DF.Datetime | None
		stage: DF.Literal[
			"",
			"Collecting",
			"Shortlisted",
			"Voting",
			"Chosen",
			"On Show",
			"Under Way",
			"Completed",
			"Discarded",
		]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		title: DF.Data
		workflow_state: DF.Link | None
		works_cap: DF.Currency
	# end: auto-generated types

	stage_rules = LIST_STAGE_RULES
	step_fields = frozenset({"roll", "opens_at", "closes_at"})
	server_fields = ("poll", "notice", "shortlisted_at", "shortlisted_by", "shown_at", "completed_at")

	def validate(self):
		if not step_context(self).by_server:
			deed_lists.check(self)
		self.enforce_stage_rules()
