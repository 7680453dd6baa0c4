"""A case goes one level up: when its time ran out, or when its holder asks. Re-routed and on a new clock."""

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from community_gov.casework.deadlines import due_times, escalation_levels, escalation_routes
from community_gov.casework.dispatch import dispatching
from community_gov.casework.lifecycle import events, guards, notifications
from community_gov.core.errors import OutOfScopeError

CENTRE = {"Duty Chief", "Community Administrator"}
ESCALATION_STAGES = ("Filed", "Dispatched", "Handling")


def can_escalate(case) -> bool:
	return case.stage in ESCALATION_STAGES and bool(escalation_levels.next_level(case.handling_level))


def escalate(case, reason: str) -> str:
	"""Takes a locked case one level up, once a level; returns the new level.

	Args:
	        reason: why it is escalated, kept in the trace.
	Raises:
	        StageGuardError: wrong stage, no reason, or the highest level already.
	"""
	_needs_escalatable(case, reason)
	level = escalation_levels.raise_level(case)
	events.record(
		case.name,
		"Escalated",
		note=_("Now at level {0}. {1}").format(_(level, context="Case"), reason),
	)
	_restart_clock(case)
	case.save_clock()
	due_times.share_due(case)
	escalation_routes.route_to_level(case, reason)
	_notify_duty_chiefs(case, level)
	return level


def _needs_escalatable(case, reason: str) -> None:
	if case.stage not in ESCALATION_STAGES:
		guards.refuse(
			_("Case {0} is in stage {1}.").format(case.name, _(case.stage, context="Case")),
			_("A case is escalated between filing and answer."),
		)
	if not cstr(reason).strip():
		guards.refuse(
			_("No reason was given for the escalation."), _("Write why this level cannot settle it.")
		)


def _restart_clock(case) -> None:
	"""The level above has the whole limit; that the one below was late stays known."""
	running = case.clock_started_at
	due_times.reset_clock(case)
	if running:
		case.clock_started_at = now_datetime()
		due_times.set_due(case)


def _notify_duty_chiefs(case, level: str) -> None:
	subject = _("Case {0} went up to level {1}. Take it over or route it anew.").format(
		case.name, _(level, context="Case")
	)
	notifications.notify_users(notifications.with_role("Duty Chief"), subject, "Case", case.name)


def refuse_stranger(case) -> None:
	"""The centre asks, or the holder: a handler of a unit with an open dispatch.

	Raises:
	        OutOfScopeError
	"""
	if not CENTRE & set(frappe.get_roles()) and not _handles_case(case):
		frappe.throw(
			_("You do not hold case {0}. Ask the unit that does, or the duty chief.").format(case.name),
			exc=OutOfScopeError,
		)


def _handles_case(case) -> bool:
	return any(
		frappe.session.user in notifications.handlers_of_unit(unit) for unit in dispatching.holders(case)
	)
