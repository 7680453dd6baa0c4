"""Responsible units and the people behind them: what a unit still holds, and whether anybody can do it."""

from collections.abc import Iterable

import frappe
from frappe import _

from community_gov.core.counting import count_shown
from community_gov.core.errors import ConflictError


def label_of(unit: str | None) -> str | None:
	"""The name that people read; the key that links hold stays when a unit is renamed."""
	return (unit and frappe.get_cached_value("Responsible Unit", unit, "unit_name")) or unit


def labels_of(units: Iterable[str]) -> dict[str, str]:
	"""{key: name that people read} of many units, by one query."""
	keys = sorted({unit for unit in units if unit})
	filters = {"name": ["in", keys]}
	rows = frappe.get_all("Responsible Unit", filters, ["name", "unit_name"], order_by=None) if keys else []
	return {key: key for key in keys} | {row.name: row.unit_name for row in rows}


def open_work(unit: str) -> int:
	"""How many open dispatches a unit holds."""
	return count_shown("Case Dispatch", {"unit": unit, "stage_category": "Open"})


def refuse_deleting_with_work(unit: str) -> None:
	"""
	Raises:
	        ConflictError: the unit holds open dispatches.
	"""
	held = open_work(unit)
	if held:
		frappe.throw(
			_("Unit {0} holds {1} open dispatches. Reassign or finish them before deleting it.").format(
				label_of(unit), held
			),
			exc=ConflictError,
		)


def active_handlers(users: Iterable[str]) -> int:
	"""How many of these accounts are enabled."""
	names = [user for user in set(users) if user]
	return count_shown("User", {"name": ["in", names], "enabled": 1}) if names else 0


def follow_user(doc, method: str | None = None) -> None:
	"""Doc event of User: whoever leaves or returns is counted anew in the units; their work stays with those."""
	before = doc.get_doc_before_save()
	if not before or before.enabled == doc.enabled:
		return
	row = {"user": doc.name, "parenttype": "Responsible Unit"}
	for unit in frappe.get_all("Responsible Unit User", filters=row, pluck="parent", order_by="parent asc"):
		_count_handlers(unit)


def _count_handlers(unit: str) -> None:
	rows = {"parent": unit, "parenttype": "Responsible Unit"}
	users = frappe.get_all("Responsible Unit User", filters=rows, pluck="user", order_by="user asc")
	frappe.db.set_value(
		"Responsible Unit", unit, "active_handlers", active_handlers(users), update_modified=False
	)
