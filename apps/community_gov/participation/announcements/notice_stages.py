"""What the stages of a community notice demand and do."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, getdate, now_datetime

from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.participation.announcements import (
	approvals,
	audience,
	deliveries,
	quiet_hours,
	reach,
	sending,
)
from community_gov.participation.announcements.community_notices import DOCTYPE, WAYS, WITH_SOURCE
from community_gov.participation.announcements.notice_settings import quiet

UNDER_WAY = ("Sent", "Chased")


@asks("reason")
def _needs_reason_to_return(notice) -> None:
	if notice.get_doc_before_save():
		needs_reason(notice)


def _needs_words(notice) -> None:
	if not cstr(notice.plain_summary).strip() or not cstr(notice.body).strip():
		refuse(
			_("The notice has no text, or nothing in plain words."),
			_("Write both: residents read these first."),
		)
	if notice.kind in WITH_SOURCE and not all(
		cstr(notice.get(name)).strip() for name in ("issuing_body", "document_number", "source_link")
	):
		refuse(
			_("A law or policy names its source."), _("Fill in issuing body, document number and address.")
		)


def _needs_validity(notice) -> None:
	start = max(get_datetime(notice.scheduled_for or now_datetime()), now_datetime())
	if not notice.valid_until or getdate(notice.valid_until) < getdate(start):
		refuse(_("The notice ends before it is sent."), _("Set until when it is valid."))


def _needs_way(notice) -> None:
	if not any(cint(notice.get(name)) for name in WAYS):
		refuse(_("Nobody would be told in any way."), _("Choose at least one way."))


def _needs_audience(notice) -> None:
	"""Counted anew each time, as people move."""
	if not audience.count(notice):
		refuse(_("The audience holds nobody."), _("Correct its rows."))
	if notice.is_restricted and not cstr(notice.neutral_reason).strip():
		refuse(
			_("Recipients would not learn why they are told."), _("Write a reason that names no care tag.")
		)


def _needs_standing_notice(notice) -> None:
	if not notice.supersedes:
		return
	stage = frappe.db.get_value(DOCTYPE, notice.supersedes, "stage")
	if stage not in UNDER_WAY:
		refuse(
			_("Notice {0} is not in force, so nothing supersedes it.").format(notice.supersedes),
			_("Choose one that was sent, or none."),
		)


def _needs_other_approver(notice) -> None:
	approvals.require_approver(notice)


def _needs_approval(notice) -> None:
	approvals.require_approved(notice)


@asks("scheduled_for")
def _set_time(notice) -> None:
	"""Without a time, or with one that has passed, at once after the quiet hours; an emergency disturbs."""
	hours = quiet()
	now, wanted = now_datetime(), notice.scheduled_for and get_datetime(notice.scheduled_for)
	if notice.kind == approvals.EMERGENCY:
		notice.scheduled_for = max(wanted or now, now)
		return
	if not wanted or wanted <= now:
		notice.scheduled_for = quiet_hours.next_loud(now, *hours)
	elif quiet_hours.is_quiet(wanted, *hours):
		refuse(
			_("At {0} nobody is disturbed.").format(cstr(wanted)[11:16]),
			_("Choose a time between {0}:00 and {1}:00.").format(hours[1], hours[0]),
		)


def _needs_permit(notice) -> None:
	"""What was not scheduled is sent at once: an emergency, by the command centre."""
	before = notice.get_doc_before_save()
	if before and before.stage == "Scheduled":
		approvals.require_approved(notice)
	else:
		approvals.begin_emergency(notice)


def _begin_sending(notice) -> None:
	notice.sending, notice.progress_at = "Preparing", now_datetime()


def _take_quota(notice) -> None:
	approvals.take_quota(notice)


def _give_back(notice) -> None:
	approvals.give_back(notice)


def _clear_draft(notice) -> None:
	if notice.get_doc_before_save():
		approvals.give_back(notice)


def _stop_sending(notice) -> None:
	"""What has ended is told to nobody any more; its emergency waits for no approval."""
	if not notice.sent_at:
		approvals.give_back(notice)
	notice.sending = "Done" if notice.sent_at else None
	notice.approve_due_at = None


def _end_deliveries(notice) -> None:
	deliveries.end_waiting(notice.name)
	reach.refresh(notice.name)


def _tell_approvers(notice) -> None:
	text = _("Notice {0} waits for your approval.").format(notice.title)
	notify_users(approvers_of(notice) - approvals.writers_of(notice), text, DOCTYPE, notice.name)


def approvers_of(notice) -> set[str]:
	"""Managers on the teams of the place and of those above it."""
	codes = [notice.grid[:length] for length in (9, 12, 15, 17) if length <= len(notice.grid)]
	filters = {"parent": ("in", codes), "parenttype": "Grid", "team_role": "Community Manager"}
	return set(
		frappe.get_all(
			"Grid Team Member", {**filters, "user": ("is", "set")}, pluck="user", order_by="name asc"
		)
	)


def _start(notice) -> None:
	if notice.supersedes:
		_supersede(notice)
	sending.enqueue(notice)


def _supersede(notice) -> None:
	"""The older notice ends with this one; what was withdrawn or archived meanwhile stays so."""
	old = frappe.get_doc(DOCTYPE, notice.supersedes, for_update=True)
	if old.stage in UNDER_WAY:
		old.move_to_stage("Superseded", "Supersede", _("By notice {0}").format(notice.name))


CHECKED = (_needs_words, _needs_validity, _needs_way, _needs_audience, _needs_standing_notice)

NOTICE_STAGE_RULES = {
	"Drafted": StageRule(guards=(_needs_reason_to_return,), computes=(_clear_draft,)),
	"Submitted": StageRule(
		"submitted_at", "submitted_by", guards=CHECKED, computes=(_give_back,), effects=(_tell_approvers,)
	),
	"Approved": StageRule(
		"approved_at",
		"approved_by",
		guards=(_needs_other_approver, *CHECKED),
		computes=(_take_quota,),
	),
	"Scheduled": StageRule(guards=(_needs_approval, *CHECKED), computes=(_set_time, _take_quota)),
	"Sent": StageRule(
		"sent_at", None, guards=(*CHECKED, _needs_permit), computes=(_begin_sending,), effects=(_start,)
	),
	"Chased": StageRule("chased_at"),
	"Archived": StageRule("ended_at", "ended_by", computes=(_stop_sending,), effects=(_end_deliveries,)),
	"Withdrawn": StageRule(
		"ended_at", "ended_by", guards=(needs_reason,), computes=(_stop_sending,), effects=(_end_deliveries,)
	),
	"Superseded": StageRule("ended_at", "ended_by", computes=(_stop_sending,), effects=(_end_deliveries,)),
}
