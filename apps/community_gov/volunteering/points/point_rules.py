"""Point rules: points per hour by project, role, intensity and period; what was used stays as it was used.

Points = hours x points per hour (积分系数), as DB3205/T 1001-2020 and T/UNP 36-2023 reckon.
"""

from datetime import date
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cstr, flt, formatdate, getdate

from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.labels import label_of
from community_gov.volunteering.points.point_rule_choice import Rule, best, clash, plain

HIGHEST_RATE = 1_000
FIXED = ("points_per_hour", "valid_from", "project", "role", "intensity")
FIELDS = ("name", "points_per_hour", "valid_from", "valid_until", "project", "role", "intensity")


def rule_for(day: date | str, project: str | None, role: str | None, intensity: str | None) -> Rule | None:
	"""The rule by which a service of that day is credited, or None: then its hours count and bring no points.

	Args:
	        day: the day on which the service began.
	        role: as the service names it; spaces and capitals do not matter.
	"""
	return best(_rules_of(getdate(day)), getdate(day), project, role, intensity)


def _rules_of(day: date) -> list[Rule]:
	"""Every rule that holds on a day."""
	# Read on behalf of the system: the rate of a service does not depend on who looks at it.
	rows = frappe.get_all(
		"Point Rule", filters={"valid_from": ["<=", day]}, fields=list(FIELDS), order_by="name asc"
	)
	return [rule for rule in map(_as_rule, rows) if rule.covers(day)]


def _as_rule(row) -> Rule:
	return Rule(
		row.name or "",
		flt(row.points_per_hour, 2),
		getdate(row.valid_from),
		getdate(row.valid_until) if row.valid_until else None,
		row.project,
		row.role,
		row.intensity,
	)


def check_project(doc) -> None:
	"""Raises BadInputError where a project ends before it starts."""
	if doc.starts_on and doc.ends_on and getdate(doc.ends_on) < getdate(doc.starts_on):
		_refuse_period()


def check_values(doc) -> None:
	"""Raises BadInputError: a rate below zero or beyond reason, or a period that ends before it begins."""
	doc.role = cstr(doc.role).strip()
	doc.points_per_hour = flt(doc.points_per_hour, 2)
	if not 0 <= doc.points_per_hour <= HIGHEST_RATE:
		frappe.throw(
			_("{0} points per hour are not possible. Enter a number from 0 to {1}.").format(
				doc.points_per_hour, HIGHEST_RATE
			),
			exc=BadInputError,
		)
	if doc.valid_until and getdate(doc.valid_until) < getdate(doc.valid_from):
		_refuse_period()


def _refuse_period() -> NoReturn:
	frappe.throw(_("The last day lies before the first. Correct one of them."), exc=BadInputError)


def refuse_overlap(doc) -> None:
	"""Two rules for the same scope on one day would leave the choice to their names.

	Raises:
	        ConflictError
	"""
	own = _as_rule(doc)
	table = frappe.qb.DocType("Point Rule")
	# A locking read: of two rules written at once the second sees the first.
	rows = frappe.qb.from_(table).select(*(table[name] for name in FIELDS)).for_update().run(as_dict=True)
	other = next((row for row in rows if row.name != doc.name and clash(own, _as_rule(row))), None)
	if other:
		frappe.throw(
			_(
				"Rule {0} is for the same services at the same time. End it first or choose other days."
			).format(other.name),
			exc=ConflictError,
		)


def refuse_changing_used(doc) -> None:
	"""Rate and scope of a used rule stay; its last day may be set, but not before a service that used it.

	Raises:
	        ConflictError
	"""
	used_on = None if doc.is_new() else _last_use(doc.name)
	if not used_on:
		return
	changed = [name for name in changed_fields(doc) if name in FIXED and not _same_role(doc, name)]
	if changed:
		frappe.throw(
			_("Rule {0} was used and keeps its {1}. End it and write a new one.").format(
				doc.name, ", ".join(label_of(doc.meta, name) for name in changed)
			),
			exc=ConflictError,
		)
	if doc.valid_until and getdate(doc.valid_until) < used_on:
		frappe.throw(
			_("Rule {0} was used for a service on {1}. Let it end on that day or later.").format(
				doc.name, formatdate(used_on)
			),
			exc=ConflictError,
		)


def _same_role(doc, fieldname: str) -> bool:
	return fieldname == "role" and plain(doc.role) == plain(doc.get_doc_before_save().role)


def refuse_deleting_used(doc) -> None:
	if _last_use(doc.name):
		frappe.throw(
			_("Rule {0} was used and is kept. Give it a last day instead.").format(doc.name),
			exc=ConflictError,
		)


def _last_use(rule: str) -> date | None:
	"""The last day of a service that was confirmed by a rule; the record keeps the rate itself as well."""
	filters = {"point_rule": rule, "stage": ["in", ("Confirmed", "Revoked")]}
	found = frappe.get_all("Service Record", filters, pluck="started_at", order_by="started_at desc", limit=1)
	return found[0].date() if found else None
