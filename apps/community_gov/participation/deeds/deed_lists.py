"""Lists of livelihood deeds 民生实事清单: a year's proposals collected, put to a vote, shown, done.

The steps are those of deed voting by people's congresses and streets (征集、初定、票决、公示、实施、评议).
"""

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, getdate

from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.participation.notices import public_notices

DOCTYPE, DEED = "Deed List", "Livelihood Deed"
NOTICE_KIND = "Livelihood Deed"
# What people choose among stays as they were told.
ANNOUNCED = ("title", "list_year", "budget", "seats", "service_cap", "works_cap")
MOST_SEATS = 99


def check(deed_list) -> None:
	"""
	Raises:
	        BadInputError: no budget, nothing or too much to choose, or figures that people were told already.
	"""
	if not 2000 <= cint(deed_list.list_year) <= getdate().year + 2:
		_refuse_input(_("{0} is no year for a list. Correct it.").format(cint(deed_list.list_year)))
	if flt(deed_list.budget) <= 0:
		_refuse_input(_("The list has no budget. Write what may be spent in all."))
	if not 1 <= cint(deed_list.seats) <= MOST_SEATS:
		_refuse_input(_("Of a list 1 to {0} deeds are chosen. Correct the number.").format(MOST_SEATS))
	before = deed_list.get_doc_before_save()
	told = before and before.stage not in ("Collecting", "Shortlisted")
	if told and any(cstr(before.get(name)) != cstr(deed_list.get(name)) for name in ANNOUNCED):
		_refuse_input(_("People were told these figures, so they stay. Start another list."))


def lock(name: str) -> frappe._dict:
	"""The row of a list under a lock: all who add, number and move its deeds come one after the other."""
	fields = ["name", "grid", "stage", "collected_until", "service_cap", "works_cap", "list_year"]
	row = frappe.db.get_value(DOCTYPE, name, fields, as_dict=True, for_update=True)
	if not row:
		_refuse_input(_("There is no list {0}. Choose one that exists.").format(name))
	return row


def deeds_of(name: str, *stages: str) -> list:
	"""Deeds of a list in these stages, by their number, as documents that are locked."""
	filters = {"deed_list": name, "stage": ("in", stages)}
	# The step on the list was checked; its deeds follow.
	names = frappe.get_all(DEED, filters, pluck="name", order_by="number asc, name asc")
	return [frappe.get_doc(DEED, found, for_update=True) for found in names]


def _count(deed_list, *stages: str) -> int:
	return count_locked(DEED, {"deed_list": deed_list.name, "stage": ("in", stages)})


def _came_from(deed_list, *stages: str) -> bool:
	before = deed_list.get_doc_before_save()
	return bool(before) and before.stage in stages


def _needs_screened(deed_list) -> None:
	if not _came_from(deed_list, "Collecting"):
		return
	if waiting := _count(deed_list, "Collected"):
		refuse(
			_("{0} proposals were not looked at.").format(waiting),
			_("Shortlist each, or set it aside with a reason."),
		)
	found = _count(deed_list, "Shortlisted", "Deliberated")
	if found <= cint(deed_list.seats):
		refuse(
			_("{0} deeds stand for {1} to choose.").format(found, cint(deed_list.seats)),
			_("Shortlist more, or let fewer be chosen."),
		)


@asks("reason", when=lambda deed_list: deed_list.stage == "Voting")
def _needs_reason_to_vote_again(deed_list) -> None:
	if _came_from(deed_list, "Voting"):
		needs_reason(deed_list)


@asks("reason", when=lambda deed_list: deed_list.stage == "On Show")
def _needs_reason_to_correct(deed_list) -> None:
	if _came_from(deed_list, "On Show"):
		needs_reason(deed_list)


def _needs_void_poll(deed_list) -> None:
	"""A vote is repeated only when the first one counts no more, or ended in a tie."""
	if not (_came_from(deed_list, "Voting") and deed_list.poll):
		return
	poll = frappe.db.get_value("Poll", deed_list.poll, ["stage", "outcome"], as_dict=True)
	if poll.stage != "Void" and not (poll.stage == "Confirmed" and poll.outcome != "Chosen"):
		refuse(_("Poll {0} counts.").format(deed_list.poll), _("Declare it void first, with the reason."))


@asks("roll")
def _needs_roll(deed_list) -> None:
	if not deed_list.roll:
		refuse(_("Nobody knows who votes."), _("Choose a frozen roll."))


@asks("opens_at")
@asks("closes_at")
def _needs_times(deed_list) -> None:
	if not (deed_list.opens_at and deed_list.closes_at):
		refuse(_("The poll has no time."), _("Write when it opens and closes."))


def _needs_deliberated(deed_list) -> None:
	if waiting := _count(deed_list, "Collected", "Shortlisted"):
		refuse(_("{0} deeds were not deliberated on.").format(waiting), _("Note their session first."))


def _needs_payable(deed_list) -> None:
	"""Whatever people choose must be payable: the dearest choice fits the budget."""
	budgets = sorted((flt(deed.budget) for deed in deeds_of(deed_list.name, "Deliberated")), reverse=True)
	dearest = sum(budgets[: cint(deed_list.seats)])
	if dearest > flt(deed_list.budget):
		refuse(
			_("The dearest choice would cost {0} of {1}.").format(dearest, flt(deed_list.budget)),
			_("Let fewer be chosen, or raise the budget."),
		)


def _put_to_vote(deed_list) -> None:
	"""Drafts the poll; the clerk looks at it and opens it."""
	poll = frappe.new_doc("Poll")
	times = {"opens_at": deed_list.opens_at, "closes_at": deed_list.closes_at, "is_online": 1}
	poll.update({"title": deed_list.title, "roll": deed_list.roll, "kind": "Selection", **times})
	poll.update({"seats": deed_list.seats, "max_choices": deed_list.seats, "is_secret_ballot": 1})
	poll.update({"subject_doctype": DOCTYPE, "subject": deed_list.name})
	for deed in deeds_of(deed_list.name, "Deliberated"):
		text = f"{deed.number}. {deed.title}"[:140]
		source = {"source_doctype": DEED, "source_name": deed.name}
		poll.append("options", {"option_text": text, "detail": deed.target, "cost": deed.budget, **source})
	deed_list.db_set("poll", poll.insert().name, update_modified=False)


def _needs_result(deed_list) -> None:
	if not _came_from(deed_list, "Voting"):
		return
	poll = frappe.db.get_value("Poll", deed_list.poll, ["stage", "outcome"], as_dict=True)
	if not poll or poll.stage != "Confirmed" or poll.outcome != "Chosen":
		refuse(_("The poll has chosen nothing, or is not confirmed."), _("Finish it, or vote again."))


def _take_result(deed_list) -> None:
	if _came_from(deed_list, "On Show"):
		return _take_back(deed_list)
	filters = {"parent": deed_list.poll, "parenttype": "Poll", "is_taken": 1}
	taken = set(frappe.get_all("Poll Option", filters, pluck="source_name", order_by="idx asc"))
	for deed in deeds_of(deed_list.name, "Deliberated"):
		deed.move_to_stage("Chosen" if deed.name in taken else "Not Chosen", "Take Result")


def _take_back(deed_list) -> None:
	if name := public_notices.open_notice(DOCTYPE, deed_list.name):
		notice = frappe.get_doc(public_notices.DOCTYPE, name, for_update=True)
		notice.move_to_stage("Withdrawn", "Withdraw", _("The list is being corrected."))
	for deed in deeds_of(deed_list.name, "On Show"):
		deed.move_to_stage("Chosen", "Correct List")


def _needs_something_new(deed_list) -> None:
	if not _count(deed_list, "Chosen"):
		refuse(_("No deed waits to be shown."), _("Take the result of the vote, or exchange a deed first."))


def _show(deed_list) -> None:
	"""The notice begins with the step; every deed that was not shown goes along."""
	deeds = deeds_of(deed_list.name, "Chosen")
	days = max(cint(deed_list.notice_days), 1)
	notice = public_notices.draft(deed_list, NOTICE_KIND, deed_list.title, _body(deeds), days)
	notice.move_to_stage("On Show", "Put on Show")
	deed_list.db_set("notice", notice.name, update_modified=False)
	for deed in deeds:
		deed.move_to_stage("On Show", "Put on Show")


def _body(deeds: list) -> str:
	lines = []
	for deed in deeds:
		place = f"({deed.place})" if deed.place else ""
		lines.append(f"{deed.number}. {deed.title}{place}: {cstr(deed.target)}")
		if deed.replaces:
			lines.append(_("In the place of: {0}").format(frappe.db.get_value(DEED, deed.replaces, "title")))
	return "\n".join(lines)


def _needs_shown_to_the_end(deed_list) -> None:
	stage = frappe.db.get_value(public_notices.DOCTYPE, deed_list.notice, "stage")
	if stage != "Passed":
		refuse(_("The list was not shown to the end."), _("End its notice first."))


def _start(deed_list) -> None:
	for deed in deeds_of(deed_list.name, "On Show"):
		deed.move_to_stage("Doing", "Start")


def _needs_all_accepted(deed_list) -> None:
	if waiting := _count(deed_list, "Chosen", "On Show", "Doing", "Delivered"):
		refuse(_("{0} deeds are not accepted yet.").format(waiting), _("Accept or exchange each first."))


def _discard(deed_list) -> None:
	if name := public_notices.open_notice(DOCTYPE, deed_list.name):
		notice = frappe.get_doc(public_notices.DOCTYPE, name, for_update=True)
		notice.move_to_stage("Withdrawn", "Withdraw", _("The list was discarded."))
	for deed in deeds_of(deed_list.name, "Collected", "Shortlisted", "Deliberated", "Chosen", "On Show"):
		deed.move_to_stage("Set Aside", "Discard", _("The list was discarded."))


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


LIST_STAGE_RULES = {
	"Collecting": StageRule(),
	"Shortlisted": StageRule(
		"shortlisted_at",
		"shortlisted_by",
		guards=(_needs_screened, _needs_reason_to_vote_again, _needs_void_poll),
	),
	"Voting": StageRule(
		guards=(_needs_roll, _needs_times, _needs_deliberated, _needs_payable), effects=(_put_to_vote,)
	),
	"Chosen": StageRule(guards=(_needs_result, _needs_reason_to_correct), effects=(_take_result,)),
	"On Show": StageRule("shown_at", guards=(_needs_something_new,), effects=(_show,)),
	"Under Way": StageRule(guards=(_needs_shown_to_the_end,), effects=(_start,)),
	"Completed": StageRule("completed_at", guards=(_needs_all_accepted,)),
	"Discarded": StageRule(guards=(needs_reason,), effects=(_discard,)),
}
