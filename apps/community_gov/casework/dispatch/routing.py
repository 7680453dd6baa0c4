"""Routing: category × grid × hours → units, with the reason written on the case.

A filed case whose units nobody chose gets those of the best rule. Dispatching stays the duty chief's step.
"""

from datetime import datetime
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cstr, getdate, now_datetime

from community_gov.casework.categories import category_path
from community_gov.casework.deadlines.calendars import calendar_for
from community_gov.casework.dispatch.routing_rules import ANY, Asked, Choice, Rule, choose, tie
from community_gov.casework.dispatch.units import label_of
from community_gov.casework.lifecycle import events, notifications
from community_gov.core.errors import BadInputError, ConflictError, StageGuardError
from community_gov.core.step_context import step_context

ROUTED, NO_RULE, BY_HAND = "Routed", "No Rule", "By Hand"
RULE_FIELDS = [
	"name",
	"category",
	"grid",
	"hours",
	"urgency",
	"priority",
	"from_date",
	"to_date",
	"handling_level",
]


def note_units_by_hand(case) -> None:
	"""Somebody's own choice of units is kept from then on; emptying the table gives it up."""
	if step_context(case).by_router or not _units_changed(case):
		return
	if case.units:
		case.routing_status, case.routing_rule = BY_HAND, None
		case.routing_reason = _reason_by_hand()
	else:
		case.routing_status = case.routing_rule = case.routing_reason = None


def _units_changed(case) -> bool:
	"""Other units or duties than stored; a routed case that is sent its own units with other words stays routed."""
	before = case.get_doc_before_save()
	return _unit_rows(case) != (_unit_rows(before) if before else [])


def _unit_rows(case) -> list[tuple[str, str]]:
	return sorted((cstr(row.unit), cstr(row.duty)) for row in case.units)


def route_when_filed(case) -> None:
	"""Computed on entering Filed, unless people chose the units or the case comes back from its units."""
	if case.units and (case.routing_status != ROUTED or step_context(case).step.from_stage != "Accepted"):
		case.routing_status = case.routing_status or BY_HAND
		return
	_route(case)


def follow_changes(case) -> None:
	"""Another category, place or urgency of a filed case asks for a rule again, unless people chose the units."""
	if step_context(case).step or case.stage != "Filed" or case.routing_status not in (ROUTED, NO_RULE):
		return
	if any(case.has_value_changed(name) for name in ("category", "grid", "urgency")):
		_route(case)


def _route(case) -> None:
	"""Fills units, status, rule and reason of a case in memory; the event is written after the save."""
	moment = now_datetime()
	choice = choose_for(case, moment)
	case.set("units", [_unit_row(row) for row in choice.rule.units] if choice.rule else [])
	case.routing_status = ROUTED if choice.rule else NO_RULE
	case.routing_rule = choice.rule.name if choice.rule else None
	case.routing_reason = _stored_reason(case, choice)
	step_context(case).tell(by_router=True, routed=bool(step_context(case).step) or _says_something_new(case))


def _says_something_new(case) -> bool:
	before = case.get_doc_before_save() or frappe.get_doc("Case", case.name)
	told = ("routing_status", "routing_rule", "routing_reason")
	return _unit_rows(before) != _unit_rows(case) or any(before.get(name) != case.get(name) for name in told)


def _unit_row(row: tuple) -> dict:
	return dict(zip(("unit", "duty", "instruction"), row, strict=True))


def record_routing(case) -> None:
	"""Writes the event of a routing that the save has stored."""
	context = step_context(case)
	routed, context.routed = context.routed, False
	if not routed:
		return
	events.record(case.name, "Routed" if case.routing_rule else "No Routing Rule", note=case.routing_reason)


def route_again(case) -> None:
	"""Asks the rules anew for a filed case, in place of what stands there, and saves.

	Raises:
	        StageGuardError: the case is not filed, or already with its units.
	"""
	if case.stage != "Filed":
		frappe.throw(
			_("Case {0} is in stage {1}. Only a filed case is routed.").format(
				case.name, _(case.stage, context="Case")
			),
			exc=StageGuardError,
		)
	_route(case)
	step_context(case).by_server = True
	case.save()


def preview(case) -> dict:
	"""What the rules would say of a case now; nothing is written.

	Returns:
	        {status, rule, reason, units: [{unit, duty, instruction}]}
	"""
	moment = now_datetime()
	choice = choose_for(case, moment)
	return {
		"status": ROUTED if choice.rule else NO_RULE,
		"rule": choice.rule.name if choice.rule else None,
		"reason": reason_of(case, choice),
		"units": [_unit_row(row) for row in choice.rule.units] if choice.rule else [],
	}


def choose_for(case, moment: datetime) -> Choice:
	path = tuple(category_path(case.category))
	asked = Asked(path, case.grid, case.urgency, moment.date(), case.handling_level)
	return choose(enabled_rules(), asked, lambda unit: _on_duty(unit, moment), is_at_work)


def _on_duty(unit: str, moment: datetime) -> bool:
	"""Whether the unit's calendar, or the default one, has duty time now; a site without calendars always has."""
	calendar = calendar_for(unit)
	return calendar is None or calendar.on_duty(moment)


def is_at_work(unit: str) -> bool:
	return bool(frappe.get_cached_value("Responsible Unit", unit, "enabled"))


def enabled_rules(besides: str | None = None) -> list[Rule]:
	rows = frappe.get_all(
		"Routing Rule",
		filters={"enabled": 1, "name": ["!=", besides or ""]},
		fields=RULE_FIELDS,
		order_by="name asc",
	)
	units: dict[str, list] = {row.name: [] for row in rows}
	for row in frappe.get_all(
		"Case Unit",
		filters={"parenttype": "Routing Rule", "parent": ["in", list(units)]},
		fields=["parent", "unit", "duty", "instruction"],
		order_by="parent asc, idx asc",
	):
		units[row.parent].append((row.unit, row.duty, row.instruction))
	return [Rule(units=tuple(units[row.name]), **row) for row in rows if _has_one_lead(units[row.name])]


def _has_one_lead(units: list[tuple]) -> bool:
	return [duty for _unit, duty, _instruction in units].count("Lead") == 1


def reason_of(case, choice: Choice) -> str:
	"""One readable paragraph: the rule, why it matched, what was passed over."""
	rule = choice.rule
	told = _matched_text(rule) if rule else _unmatched_text(case)
	passed = [
		_("Rule {0} was passed over: unit {1} is disabled.").format(other.name, label_of(unit))
		for other, unit in choice.skipped
	]
	return " ".join([told, *passed])


def _stored_reason(case, choice: Choice) -> str:
	"""What stays on the case is in the language of the site: whoever acted is not who reads it."""
	with notifications.site_language():
		return reason_of(case, choice)


def _reason_by_hand() -> str:
	name = frappe.get_cached_value("User", frappe.session.user, "full_name")
	with notifications.site_language():
		return _("{0} chose the units by hand.").format(name)


def _matched_text(rule: Rule) -> str:
	hours = _(rule.hours, context="Routing Rule") if rule.hours != ANY else _("at any hour")
	return _("Rule {0}: category {1}, place {2}, {3}; lead unit {4}.").format(
		rule.name,
		_title_of("Case Category", rule.category, "category_name") or _("any"),
		_title_of("Grid", rule.grid, "grid_name") or _("everywhere"),
		hours,
		label_of(rule.lead),
	)


def _unmatched_text(case) -> str:
	return _("No routing rule fits category {0} in {1}. The duty chief chooses the units.").format(
		_title_of("Case Category", case.category, "category_name") or _("none"),
		_title_of("Grid", case.grid, "grid_name") or _("none"),
	)


def _title_of(doctype: str, name: str | None, fieldname: str) -> str | None:
	return frappe.get_cached_value(doctype, name, fieldname) if name else None


def check_rule(doc) -> None:
	"""Refuses a rule that cannot route: no single lead, a unit twice or disabled, dates that end before they begin.

	Raises:
	        BadInputError, ConflictError: another rule is exactly as specific, so that chance would decide.
	"""
	names = [row.unit for row in doc.units]
	if [row.duty for row in doc.units].count("Lead") != 1:
		_refuse(_("Rule {0} names no single lead unit. Enter exactly one.").format(doc.rule_name))
	if len(set(names)) != len(names):
		_refuse(_("Rule {0} names a unit twice. Keep one row for each unit.").format(doc.rule_name))
	if doc.from_date and doc.to_date and getdate(doc.to_date) < getdate(doc.from_date):
		_refuse(_("The period ends before it begins. Swap the dates."))
	if doc.enabled:
		_refuse_disabled_units(names)
		_refuse_tie(doc)


def _refuse(message: str) -> NoReturn:
	frappe.throw(message, exc=BadInputError)


def _refuse_disabled_units(names: list[str]) -> None:
	disabled = next((name for name in names if not is_at_work(name)), None)
	if disabled:
		_refuse(
			_("Unit {0} is disabled or unknown. Choose a unit that is at work.").format(label_of(disabled))
		)


def _refuse_tie(doc) -> None:
	own = _rule_of(doc)
	other = next((rule for rule in enabled_rules(besides=doc.name) if tie(own, rule)), None)
	if other:
		frappe.throw(
			_("Rule {0} stands for the same cases with the same priority. Change one of the two.").format(
				other.name
			),
			exc=ConflictError,
		)


def _rule_of(doc) -> Rule:
	"""A Routing Rule document as plain values."""
	return Rule(
		name=doc.name or doc.rule_name,
		units=tuple((row.unit, row.duty, row.instruction) for row in doc.units),
		category=doc.category,
		grid=doc.grid,
		hours=doc.hours,
		urgency=doc.urgency,
		priority=doc.priority or 0,
		from_date=getdate(doc.from_date) if doc.from_date else None,
		to_date=getdate(doc.to_date) if doc.to_date else None,
		handling_level=doc.handling_level,
	)
