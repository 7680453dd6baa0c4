import frappe
from frappe import _
from frappe.utils import cint, cstr, strip_html

from community_gov.casework.deadlines import due_times
from community_gov.casework.dispatch import routing
from community_gov.casework.intake import emergencies, hotline, photos, reporting, tracking_codes
from community_gov.casework.lifecycle import acting, events, merging
from community_gov.casework.lifecycle.stages import CASE_STAGE_RULES
from community_gov.core.anonymity import GUEST, without_account
from community_gov.core.errors import ImmutableError
from community_gov.core.stages.rules import CASE_STAGES, DONE
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context
from community_gov.search import index

CLOCK_FIELDS = (
	"extended_by",
	"extensions",
	"suspensions",
	"resume_on",
	"stage_due_at",
	"accept_due_at",
	"file_due_at",
	"dispatch_due_at",
	"close_due_at",
	"warn_at",
	"reminded_at",
	"breached_at",
	"first_breached_at",
	"clock_stopped_at",
	"used_hours",
	"limit_hours",
)


class Case(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.case_photo.case_photo import CasePhoto
		from community_gov.community_gov.doctype.case_unit.case_unit import CaseUnit

		accept_due_at: DF.Datetime | None
		accepted_at: DF.Datetime | None
		address: DF.Data | None
		breached_at: DF.Datetime | None
		category: DF.Link | None
		checking_at: DF.Datetime | None
		clock_started_at: DF.Datetime | None
		clock_stopped_at: DF.Datetime | None
		close_due_at: DF.Datetime | None
		closed_at: DF.Datetime | None
		description: DF.Text
		dispatch_due_at: DF.Datetime | None
		dispatched_at: DF.Datetime | None
		due_at: DF.Datetime | None
		duplicate_of: DF.Link | None
		escalation_count: DF.Int
		extended_by: DF.Float
		extensions: DF.Int
		file_due_at: DF.Datetime | None
		filed_at: DF.Datetime | None
		filing_condition: DF.Literal
		first_breached_at: DF.Datetime | None
		followers: DF.Int
		forced_closed: DF.Check
		grid: DF.Link | None
		handling_at: DF.Datetime | None
		handling_level: DF.Literal["", "Building", "Grid", "Community", "Street", "City"]
		hotline_answer: DF.SmallText | None
		hotline_answered_at: DF.Datetime | None
		is_anonymous: DF.Check
		is_appealed: DF.Check
		is_confidential: DF.Check
		latitude: DF.Float
		lead_answered_round: DF.Int
		lead_unit: DF.Link | None
		level_since: DF.Datetime | None
		limit_hours: DF.Float
		limit_unit: DF.Literal["", "Emergency Hours", "Duty Hours", "Working Days", "Natural Days"]
		limit_value: DF.Float
		longitude: DF.Float
		missed_by_patrol: DF.Check
		nearest_due_at: DF.Datetime | None
		observed_at: DF.Datetime | None
		open_dispatches: DF.Int
		photos: DF.Table[CasePhoto]
		rated_at: DF.Datetime | None
		rating: DF.Literal["", "Satisfied", "Basically Satisfied", "Dissatisfied"]
		reception_record: DF.Link | None
		rejected_at: DF.Datetime | None
		reminded_at: DF.Datetime | None
		reopenings: DF.Int
		reported_at: DF.Datetime | None
		reporter: DF.Link | None
		reporter_name: DF.Data | None
		reporter_phone: DF.Data | None
		resolution: DF.SmallText | None
		resume_on: DF.Date | None
		reworks: DF.Int
		round: DF.Int
		routing_reason: DF.SmallText | None
		routing_rule: DF.Link | None
		routing_status: DF.Literal["", "Routed", "No Rule", "By Hand"]
		self_settled: DF.Check
		sent_position: DF.Data | None
		settled_by: DF.Link | None
		shared_outcome: DF.SmallText | None
		shared_photos: DF.SmallText | None
		shared_words: DF.SmallText | None
		source: DF.Literal[
			"Patrol",
			"Snapshot",
			"Hotline",
			"Secretary Studio",
			"Visit",
			"Deliberation",
			"Video",
			"Help Request",
			"Other System",
		]
		stage: DF.Literal[
			"",
			"Reported",
			"Verifying",
			"Accepted",
			"Filed",
			"Dispatched",
			"Handling",
			"Checking",
			"Closed",
			"Rejected",
			"Suspended",
		]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		stage_due_at: DF.Datetime | None
		stage_since: DF.Datetime | None
		step_note: DF.SmallText | None
		suspended_at: DF.Datetime | None
		suspensions: DF.Int
		title: DF.Data | None
		tracking_code_fingerprint: DF.Data | None
		tracking_code_shown_to: DF.Link | None
		units: DF.Table[CaseUnit]
		upstream_category: DF.Data | None
		upstream_due_at: DF.Datetime | None
		upstream_key: DF.Data | None
		upstream_number: DF.Data | None
		urgency: DF.Literal["Normal", "Urgent"]
		used_hours: DF.Float
		verifying_at: DF.Datetime | None
		warn_at: DF.Datetime | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = CASE_STAGE_RULES
	step_fields = acting.ACTABLE_FIELDS
	server_fields = (
		*("shared_words", "shared_outcome", "shared_photos"),
		"stage_since",
		"round",
		"reworks",
		"reopenings",
		"open_dispatches",
		"lead_answered_round",
		"lead_unit",
		"sent_position",
		"upstream_number",
		"upstream_key",
		"upstream_due_at",
		"nearest_due_at",
		"hotline_answered_at",
		"self_settled",
		"settled_by",
		"reception_record",
		"duplicate_of",
		"followers",
		"routing_status",
		"routing_rule",
		"routing_reason",
		"reporter",
		"tracking_code_fingerprint",
		"tracking_code_shown_to",
		"limit_value",
		"limit_unit",
		"clock_started_at",
		"due_at",
		"forced_closed",
		"rating",
		"rated_at",
		"is_appealed",
		*CLOCK_FIELDS,
		"handling_level",
		"level_since",
		"escalation_count",
		*(f"{stage.lower()}_at" for stage in CASE_STAGES),
	)
	always_editable = ("resolution", "hotline_answer")

	def insert(self, ignore_permissions=None, **kwargs):
		"""An anonymous report is stored without the account that files it, whose rights are asked before."""
		if not cint(self.is_anonymous) or frappe.session.user == GUEST:
			return super().insert(ignore_permissions=ignore_permissions, **kwargs)
		trusted = self.flags.ignore_permissions if ignore_permissions is None else ignore_permissions
		if not trusted:
			self.ask_rights_of_account()
		try:
			with without_account():
				# Guest holds no right to write cases; that of the account was asked above.
				return super().insert(ignore_permissions=True, **kwargs)
		finally:
			self.flags.ignore_permissions = trusted

	def ask_rights_of_account(self):
		step_context(self).filed_by = frappe.session.user
		self.set("__islocal", True)
		self.check_permission("create")
		self.validate_higher_perm_levels()

	def onload(self):
		self.set_onload("may_correct", reporting.may_correct(self, frappe.session.user))

	def before_insert(self):
		self.set_title_from_description()
		emergencies.mark_urgent(self)

	def before_validate(self):
		super().before_validate()
		self.keep_origin()
		self.set_reporter()
		self.count_reopening()

	def validate(self):
		reporting.check_description(self)
		reporting.refuse_late_anonymity(self)
		self.check_category_if_changed()
		self.check_place_if_changed()
		photos.check_rows_if_changed(self)
		routing.note_units_by_hand(self)
		self.enforce_stage_rules()
		routing.follow_changes(self)
		self.lead_unit = due_times.lead_unit(self)
		hotline.stamp_answer(self)
		hotline.nearest_due(self)

	def after_insert(self):
		self.attach_new_photos()
		tracking_codes.tell_on_desk(self)

	def on_update(self):
		self.record_step()
		routing.record_routing(self)
		merging.record_undoing(self)
		index.follow(self)
		self.take_effects()

	def before_rename(self, *args, **kwargs):
		frappe.throw(_("A case keeps its number. Write a note instead."), exc=ImmutableError)

	def set_title_from_description(self):
		"""Markup goes before the cut: half a tag would slip past Frappe's cleaning into the list."""
		first_line = strip_html(cstr(self.description)).strip().split("\n")[0]
		self.title = cstr(self.title).strip() or first_line[:60] or "—"

	def keep_origin(self):
		"""The hotline's order or the reception that a new case comes from; clients cannot name one."""
		hotline.keep_upstream(self)
		if self.is_new() and step_context(self).reception_record:
			self.reception_record = step_context(self).reception_record

	def set_reporter(self):
		if self.is_new():
			self.reporter = frappe.session.user
			self.round = 1
			tracking_codes.prepare(self)

	def count_reopening(self):
		"""A reopened case starts a new round, so an old inspection cannot close it again."""
		before = self.get_doc_before_save()
		if before and before.stage_category == DONE and self.stage_category != DONE:
			self.round, self.reopenings = before.round + 1, before.reopenings + 1
			self.forced_closed = self.self_settled = 0
		merging.undo_if_reopened(self)

	def check_category_if_changed(self):
		if self.is_new() or self.has_value_changed("category") or self.has_value_changed("filing_condition"):
			reporting.check_category(self)
			due_times.set_limit(self)
			due_times.set_due(self)

	def check_place_if_changed(self):
		if self.is_new() or self.has_value_changed("observed_at"):
			reporting.check_observed_at(self)
		if self.is_new() or any(self.has_value_changed(f) for f in ("grid", "latitude", "longitude")):
			reporting.check_position(self)
			reporting.set_grid_by_position(self)
			reporting.check_grid_enabled(self)
			self.check_scope()

	def save_clock(self):
		"""Stores what the clock's own code set on the document; no step is taken."""
		hotline.nearest_due(self)
		limits = ("limit_value", "limit_unit", "clock_started_at", "due_at", "nearest_due_at")
		names = (*limits, *CLOCK_FIELDS, "handling_level", "level_since", "escalation_count")
		self.db_set({name: self.get(name) for name in names}, notify=True)

	def check_scope(self):
		"""The grid may have come from the position, so the right to report there is asked again."""
		if step_context(self).filed_by or not self.flags.ignore_permissions:
			reporting.refuse_out_of_scope(self, "create" if self.is_new() else "write")

	def attach_new_photos(self):
		if step_context(self).new_photos:
			photos.attach_to_stored(self, step_context(self).new_photos)

	def record_step(self):
		if step_context(self).step:
			values = {"photos": [row.image for row in self.photos]} if self.flags.in_insert else {}
			events.record_step(self, self.name, **values)


INDEXES = {
	# What was closed lately: counts of a day, and the public map.
	"case_closed_place": ("closed_at", "latitude", "longitude"),
	# The watch: clocks that run and are about to run out, or have.
	"stage_warn_at_index": ("stage", "warn_at"),
	"stage_due_at_index": ("stage", "due_at"),
	# What is open: lists newest first, overdue ones, the wall's most urgent and counts, maps and cases alike.
	"stage_category_modified_index": ("stage_category", "modified"),
	"case_open_overdue": ("stage_category", "first_breached_at"),
	"case_open_due": ("stage_category", "due_at", "stage"),
	"case_open_place": ("stage_category", "latitude", "longitude", "due_at", "is_confidential"),
	# What somebody reported.
	"owner_modified_index": ("owner", "modified"),
}


def on_doctype_update():
	"""Indexes over several columns; tests/site/test_indexes.py has the queries that need them."""
	for name, columns in INDEXES.items():
		frappe.db.add_index("Case", list(columns), name)
