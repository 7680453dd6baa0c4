"""What a stage demands. Each guard takes the document about to enter and raises if something is missing."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.casework.deadlines.due_times import is_overdue
from community_gov.casework.dispatch.dispatching import lead_has_answered
from community_gov.casework.dispatch.units import label_of
from community_gov.casework.lifecycle.participants import handlers_of
from community_gov.core.errors import SeparationOfDutiesError
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import DONE
from community_gov.core.step_context import step_context
from community_gov.registry.identity import account_holders


@asks("grid", when=lambda case: not case.grid)
def needs_grid(case) -> None:
	if not case.grid:
		refuse(_("Case {0} has no grid.").format(case.name), _("Choose the grid or set a position."))


@asks("category", when=lambda case: not case.category)
def needs_category(case) -> None:
	"""A case is filed under a leaf of the catalogue (GB/T 30428.2 / GB/T 47678.5)."""
	if not case.category:
		refuse(_("Case {0} has no category.").format(case.name), _("Choose a category before filing."))


def needs_suspension_left(case) -> None:
	"""A case is suspended at most as often as the settings say, and not to hide that it is late."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	if case.suspensions >= cint(settings.max_suspensions):
		refuse(
			_("Case {0} was suspended {1} times already.").format(case.name, case.suspensions),
			_("Settle it, or reject it with a reason."),
		)
	refuse_if_overdue(case, settings)


def refuse_if_overdue(case, settings) -> None:
	"""Neither extension nor suspension once the time has run out, unless the settings allow it."""
	if is_overdue(case) and not cint(settings.adjust_when_overdue):
		refuse(
			_("Case {0} is overdue since {1}.").format(case.name, str(case.due_at)[:16]),
			_("Answer it; the settings allow no extension or suspension afterwards."),
		)


@asks("reason", when=lambda case: case.stage_category == DONE)
def needs_reason_if_reopened(case) -> None:
	if case.get_doc_before_save().stage_category == DONE:
		needs_reason(case)


def needs_verified(case) -> None:
	"""A verification (核实) that was asked for must have come back and confirmed the report."""
	if case.get_doc_before_save().stage != "Verifying":
		return
	last = _last_check(case.name, "Verification", case.round)
	if not last or last.result != "Passed":
		refuse(
			_("The on-site verification of case {0} has not confirmed the report.").format(case.name),
			_("Wait for its result, or reject the case with a reason."),
		)


@asks("units", when=lambda case: not case.open_dispatches and not case.units)
def needs_units(case) -> None:
	"""One lead unit, each unit once, none disabled; not needed while a dispatch is still open."""
	if case.open_dispatches:
		return
	if [row.duty for row in case.units].count("Lead") != 1:
		refuse(
			_("Case {0} names no single lead unit.").format(case.name),
			_("Enter the units with exactly one lead, then dispatch."),
		)
	names = [row.unit for row in case.units]
	if len(set(names)) != len(names):
		refuse(_("A unit is named twice."), _("Keep one row for each unit."))
	for name in names:
		needs_enabled_unit(name)


def needs_enabled_unit(unit: str) -> None:
	if not frappe.db.get_value("Responsible Unit", unit, "enabled"):
		refuse(
			_("Unit {0} is disabled or unknown.").format(label_of(unit)), _("Choose a unit that is at work.")
		)


def needs_accepted_dispatch(case) -> None:
	if not frappe.db.exists("Case Dispatch", {"case_file": case.name, "accepted_by": ["is", "set"]}):
		refuse(
			_("No unit has accepted case {0} yet.").format(case.name),
			_("Wait until a unit takes its dispatch."),
		)


def needs_answers(case) -> None:
	"""Checking starts when the last open dispatch of the round is answered."""
	needs_no_open_dispatch(case)
	if not lead_has_answered(case):
		refuse(
			_("The lead unit of case {0} has not answered yet.").format(case.name),
			_("Wait for its answer, or dispatch the case to another lead."),
		)


def needs_no_open_dispatch(case) -> None:
	"""Forced closing withdraws what is open itself."""
	if case.open_dispatches and not step_context(case).forced:
		refuse(
			_("Case {0} has {1} open dispatches.").format(case.name, case.open_dispatches),
			_("Wait for the answers or withdraw them first."),
		)


def needs_passed_inspection(case) -> None:
	"""A case closes only on a passed inspection (核查) of its current round, or is forced to and says so."""
	if step_context(case).forced or step_context(case).settled:
		return
	last = _last_check(case.name, "Inspection", case.round)
	if not last or last.result != "Passed":
		refuse(
			_("The inspection of case {0} has not passed.").format(case.name),
			_("Wait for the checker's result; a failed check opens a new round."),
		)


def refuses_handler(case) -> None:
	"""Who handled a case can neither check nor close it."""
	if account_holders.is_among(frappe.session.user, handlers_of(case.name)):
		frappe.throw(
			_("You handled case {0}, so you cannot close it. Ask a colleague who took no part.").format(
				case.name
			),
			exc=SeparationOfDutiesError,
		)


@asks("answer")
def needs_answer_text(dispatch) -> None:
	if not cstr(dispatch.answer).strip():
		refuse(
			_("Dispatch {0} has no answer.").format(dispatch.name),
			_("Write what was done, then answer again."),
		)


def _last_check(case_name: str, kind: str, round_number: int):
	"""The newest check of a kind in a round that was not withdrawn, as {name, result}, or None."""
	rows = frappe.get_all(
		"Case Check",
		filters={"case_file": case_name, "kind": kind, "round": round_number, "result": ["!=", "Withdrawn"]},
		fields=["name", "result"],
		order_by="creation desc",
		limit=1,
	)
	return rows[0] if rows else None


def needs_dispatched_case(case) -> None:
	"""Further units join a case that is already with its units; the first ones come with the step Dispatch."""
	if case.stage not in ("Dispatched", "Handling"):
		refuse(
			_("Case {0} is in stage {1}.").format(case.name, _(case.stage, context="Case")),
			_("Enter the units on the case and take its dispatch step."),
		)
