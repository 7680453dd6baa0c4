"""Calls for micro-projects: which area, what is paid, how much, until when, judged by what."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, now_datetime

from community_gov.core.counting import count_locked
from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.rules import StageRule
from community_gov.participation.micro_projects import money

DOCTYPE, PROJECT = "Project Call", "Micro-project"
LEAST_REVIEWERS, MOST_REVIEWERS, MOST_CRITERIA, LONGEST = 3, 15, 20, 5000
# What stays as people have read it; times may be put off, the total raised.
FIXED = ("grid", "kinds", "paid_for", "excluded", "cap", "reviewers", "max_score", "criteria", "opens_at")
BEFORE_MONEY = ("Applied", "Checked", "Scored", "On Show")


def prepare(call) -> None:
	"""
	Raises:
	        BadInputError: money, times, reviewers or criteria that do not fit; a fixed field of a call under way.
	"""
	money.settle(call, "total", "cap")
	if not call.is_new():
		# Locked and as committed now: a save that began before a grant does not undo it.
		call.promised = frappe.db.get_value(DOCTYPE, call.name, "promised", for_update=True)
	if not 0 < money.fen(call.cap) <= money.fen(call.total):
		_refuse(_("A project may cost more than all of them, or nothing. Correct the amounts."))
	for fieldname in ("kinds", "paid_for", "excluded"):
		if len(cstr(call.get(fieldname))) > LONGEST:
			_refuse(_("A text has more than {0} characters. Shorten it.").format(LONGEST))
	_check_times(call)
	_check_review(call)
	if call.stage != "Drafted" and set(changed_fields(call)) & set(FIXED):
		_refuse(
			_("The call is public, so what it says of money and criteria stays. Call it off and call anew.")
		)
	if money.fen(call.total) < money.fen(call.promised):
		_refuse(_("More is granted already than the total. Enter a higher total."))


def _check_times(call) -> None:
	times = [get_datetime(call.get(name)) for name in ("opens_at", "closes_at", "reviews_until")]
	if not times[0] < times[1] < times[2]:
		_refuse(_("The times are in no order. A call opens, closes, and then reviews end."))


def _check_review(call) -> None:
	if not LEAST_REVIEWERS <= cint(call.reviewers) <= MOST_REVIEWERS:
		_refuse(
			_("{0} to {1} reviewers judge a project. Correct the number.").format(
				LEAST_REVIEWERS, MOST_REVIEWERS
			)
		)
	if not 1 <= cint(call.max_score) <= 100 or not 1 <= cint(call.outlier_percent) <= 100:
		_refuse(_("The highest score and the outlier go from 1 to 100. Correct them."))
	if not 1 <= cint(call.notice_days) <= 180 or cint(call.pitch_count) < 0:
		_refuse(_("The days on show go from 1 to 180. Correct them."))
	names = [cstr(row.criterion).strip() for row in call.criteria]
	weights = [cint(row.weight) for row in call.criteria]
	if len(set(names)) != len(names) or not 1 <= len(names) <= MOST_CRITERIA:
		_refuse(
			_("A call has 1 to {0} criteria, each with another name. Correct them.").format(MOST_CRITERIA)
		)
	if min(weights) < 1 or sum(weights) != 100:
		_refuse(_("The weights make {0} percent. Let them make 100.").format(sum(weights)))


def highest_total(call) -> int:
	"""The highest total that a review can give."""
	return cint(call.max_score) * 100


def require_open(name: str):
	"""The call, if it takes applications now.

	Raises:
	        BadInputError: there is none, or it is closed.
	"""
	call = frappe.get_doc(DOCTYPE, name) if frappe.db.exists(DOCTYPE, name) else None
	now = now_datetime()
	if (
		not call
		or call.stage != "Open for Applications"
		or not get_datetime(call.opens_at) <= now <= get_datetime(call.closes_at)
	):
		_refuse(_("This call takes no applications now. Choose one that is open."))
	return call


def _needs_time_ahead(call) -> None:
	if get_datetime(call.closes_at) <= now_datetime():
		refuse(_("The call would be closed already."), _("Choose a later time."))


def _needs_decisions(call) -> None:
	waiting = count_locked(PROJECT, {"project_call": call.name, "stage": ["in", BEFORE_MONEY]})
	if waiting:
		refuse(_("{0} projects are not decided.").format(waiting), _("Fund them, or say why not."))


def _needs_no_money(call) -> None:
	if money.fen(call.promised):
		refuse(_("Money was granted in this call."), _("End the call instead."))


def grant(name: str, amount: int) -> None:
	"""Takes fen out of the total of a call, which is locked until the decision is stored.

	Raises:
	        ConflictError: so much is not left.
	"""
	row = frappe.db.get_value(DOCTYPE, name, ["total", "promised"], as_dict=True, for_update=True)
	promised = money.fen(row.promised) + amount
	if promised > money.fen(row.total):
		left = money.written(money.fen(row.total) - money.fen(row.promised))
		frappe.throw(
			_("The call has {0} yuan left, which is less. Grant less, or raise the total first.").format(
				left
			),
			exc=ConflictError,
		)
	frappe.db.set_value(DOCTYPE, name, "promised", promised / 100, update_modified=False)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


CALL_STAGE_RULES = {
	"Drafted": StageRule(),
	"Open for Applications": StageRule("called_at", guards=(_needs_time_ahead,)),
	"Call Ended": StageRule(guards=(_needs_decisions,)),
	"Called Off": StageRule(guards=(needs_reason, _needs_no_money)),
}
