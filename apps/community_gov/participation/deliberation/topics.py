"""Topics 议题: collected from everywhere, sorted within days, deliberated, decided, shown, done, reviewed.

The steps are those of DB3306/T 075-2025 (Shaoxing), the tracks those of 小事速办、大事共议, government duties and owners' matters.
"""

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from community_gov.casework.deadlines.working_time import in_working_days
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.participation.deliberation import sources
from community_gov.participation.tasks.action_items import open_items

DOCTYPE = "Deliberation Topic"
INSTANT, IN_DEPTH, OWNERS, DUTY, NOT_TAKEN = (
	*("Instant", "In Depth", "Matter of Owners"),
	*("Government Duty", "Not Taken Up"),
)
SORT_DAYS, CALL_DAYS = 5, 10
LONGEST = 10_000


def prepare(topic) -> None:
	"""Times of a new topic.

	Raises:
	        BadInputError: no words, or too many.
	"""
	if not 0 < len(cstr(topic.description).strip()) <= LONGEST:
		frappe.throw(
			_("A topic is described in 1 to {0} characters. Shorten it, and attach what is longer.").format(
				LONGEST
			),
			exc=BadInputError,
		)
	if topic.is_new():
		topic.collected_at, topic.collected_by = now_datetime(), frappe.session.user
		topic.sort_due_at = in_working_days(SORT_DAYS)
		topic.update(step_context(topic).origin or {})
	sources.check(topic)


@asks("track")
def _needs_track(topic) -> None:
	if topic.track not in (INSTANT, IN_DEPTH, OWNERS):
		refuse(_("The topic has no track."), _("Choose how it is deliberated, hand it over, or decline it."))


def _refuses_person(topic) -> None:
	if topic.is_about_person:
		refuse(
			_("The topic is about a private person, whom nobody deliberates on in public."),
			_("Decline it, and settle it with those concerned."),
		)


def _needs_pattern(topic) -> None:
	if topic.track == IN_DEPTH and not topic.pattern:
		refuse(_("Nobody knows who takes part."), _("Choose a pattern of participants."))


def _start_call_clock(topic) -> None:
	topic.call_due_at = in_working_days(CALL_DAYS)


def _needs_session_unless_instant(topic) -> None:
	"""What is settled at once needs no session; everything else has one behind it."""
	before = topic.get_doc_before_save()
	if before and before.stage == "Sorted" and topic.track != INSTANT:
		refuse(_("Only an instant matter is concluded without a session."), _("Call a session first."))


def _needs_resolution(topic) -> None:
	if not resolution_of(topic.name):
		refuse(_("Nothing was resolved yet."), _("Record the resolution first."))


def resolution_of(topic: str) -> str | None:
	"""The resolution of a topic that was not overturned."""
	return frappe.db.get_value(
		"Resolution", {"topic": topic, "stage": ("!=", "Overturned")}, order_by="creation desc"
	)


def has_been_shown(resolution: str) -> bool:
	"""Whether the notice that the step began ended without a successful objection; any other one about it counts nothing."""
	notice = frappe.db.get_value("Resolution", resolution, "notice")
	return bool(notice) and frappe.db.get_value("Public Notice", notice, "stage") == "Passed"


def _needs_notice_passed(topic) -> None:
	resolution = resolution_of(topic.name)
	if not resolution or not has_been_shown(resolution):
		refuse(_("The resolution was not shown to the end."), _("End its notice first."))


def _needs_tasks_done(topic) -> None:
	resolution = resolution_of(topic.name)
	waiting = [
		*open_items(DOCTYPE, topic.name),
		*(open_items("Resolution", resolution) if resolution else []),
	]
	if waiting:
		refuse(
			_("{0} tasks are not accepted yet.").format(len(waiting)), _("Have them done and accepted first.")
		)


@asks("review")
def _needs_review(topic) -> None:
	if not cstr(topic.review).strip():
		refuse(_("Nothing says what came of it."), _("Write the review, with what people say now."))


def _set_declined(topic) -> None:
	topic.track = NOT_TAKEN


@asks("owner_unit")
def _needs_unit(topic) -> None:
	if not topic.owner_unit:
		refuse(_("Nobody knows whose duty it is."), _("Choose the unit to which it is handed."))


def _set_duty(topic) -> None:
	topic.track = DUTY


def _make_case(topic) -> None:
	"""A duty of the government is a case, which its own clocks follow."""
	if topic.case_file:
		return
	case = frappe.new_doc("Case")
	case.update({"title": topic.title, "description": topic.description, "grid": topic.grid})
	# Whoever hands a topic over need not be allowed to report cases.
	case.insert(ignore_permissions=True)
	topic.db_set("case_file", case.name, update_modified=False)


def _tell_sources(topic) -> None:
	sources.tell(topic)


def _tell_collector(topic) -> None:
	stage = _(topic.stage, context=DOCTYPE)
	notify_users({topic.collected_by}, _("Topic {0}: {1}.").format(topic.title, stage), DOCTYPE, topic.name)


def follow(topic: str, stage: str, event: str) -> None:
	"""Takes a topic along when its session or resolution gets on; one that is there already stays.

	Raises:
	        ConflictError: it has been declined or handed over meanwhile.
	"""
	doc = frappe.get_doc(DOCTYPE, topic, for_update=True)
	if doc.stage == stage:
		return
	if doc.stage_category == "Done":
		frappe.throw(
			_("Topic {0} has ended meanwhile. Open it to see why.").format(doc.title), exc=ConflictError
		)
	doc.move_to_stage(stage, event)


TOPIC_STAGE_RULES = {
	"Collected": StageRule(),
	"Sorted": StageRule(
		"sorted_at",
		"sorted_by",
		guards=(_refuses_person, _needs_track, _needs_pattern),
		computes=(_start_call_clock,),
		effects=(_tell_collector,),
	),
	"Called": StageRule(guards=(_refuses_person,)),
	"Held": StageRule(),
	"Concluded": StageRule(
		"concluded_at",
		"concluded_by",
		guards=(_needs_session_unless_instant, _needs_resolution),
	),
	"On Show": StageRule(guards=(_needs_resolution,)),
	"In Force": StageRule(guards=(_needs_notice_passed,), effects=(_tell_sources,)),
	"Done": StageRule("done_at", guards=(_needs_tasks_done,), effects=(_tell_sources,)),
	"Reviewed": StageRule("reviewed_at", "reviewed_by", guards=(_needs_review,)),
	"Handed to Unit": StageRule(
		guards=(_refuses_person, _needs_unit),
		computes=(_set_duty,),
		effects=(_make_case, _tell_sources, _tell_collector),
	),
	"Not Taken Up": StageRule(
		guards=(needs_reason,), computes=(_set_declined,), effects=(_tell_sources, _tell_collector)
	),
}
