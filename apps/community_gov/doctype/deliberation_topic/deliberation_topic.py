from community_gov.core.step_context import step_context
from community_gov.participation.deliberation import topics
from community_gov.participation.deliberation.topics import TOPIC_STAGE_RULES
from community_gov.participation.events import ParticipationDocument


class DeliberationTopic(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.topic_source.topic_source import TopicSource

		call_due_at: DF.Datetime | None
		case_category: DF.Link | None
		case_file: DF.Link | None
		collected_at: DF.Datetime | None
		collected_by: DF.Link | None
		concluded_at: DF.Datetime | None
		concluded_by: DF.Link | None
		description: DF.Text
		done_at: DF.Datetime | None
		grid: DF.Link
		is_about_person: DF.Check
		is_wanted: DF.Check
		opinion_theme: DF.Link | None
		origin: DF.Literal["Resident", "Grid Worker", "Unit", "Committee", "Opinion Theme", "Similar Cases"]
		owner_unit: DF.Link | None
		pattern: DF.Link | None
		review: DF.Text | None
		reviewed_at: DF.Datetime | None
		reviewed_by: DF.Link | None
		rule: DF.Link | None
		sort_due_at: DF.Datetime | None
		sorted_at: DF.Datetime | None
		sorted_by: DF.Link | None
		sources: DF.Table[TopicSource]
		stage: DF.Literal[
			"",
			"Collected",
			"Sorted",
			"Called",
			"Held",
			"Concluded",
			"On Show",
			"In Force",
			"Done",
			"Reviewed",
			"Handed to Unit",
			"Not Taken Up",
		]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		supports: DF.Int
		theme: DF.Data | None
		threshold_supports: DF.Int
		title: DF.Data
		track: DF.Literal["", "Instant", "In Depth", "Matter of Owners", "Government Duty", "Not Taken Up"]
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = TOPIC_STAGE_RULES
	step_fields = frozenset({"track", "pattern", "owner_unit", "review"})
	server_fields = (
		"supports",
		"is_wanted",
		"case_file",
		"opinion_theme",
		"case_category",
		"collected_at",
		"collected_by",
		"sort_due_at",
		"sorted_at",
		"sorted_by",
		"call_due_at",
		"concluded_at",
		"concluded_by",
		"done_at",
		"reviewed_at",
		"reviewed_by",
	)

	def validate(self):
		if not step_context(self).by_server:
			topics.prepare(self)
		self.enforce_stage_rules()
