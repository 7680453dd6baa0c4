"""What a site needs before its first case can be worked on, and how far it is; told to its administrators."""

from collections.abc import Callable
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.casework.deadlines.calendars import unknown_years
from community_gov.core.counting import count_shown
from community_gov.core.notifications import with_role

SETTINGS = "Community Gov Settings"
# Without these nobody takes a case from its report to its closure.
NEEDED_ROLES = ("Grid Worker", "Duty Chief", "Unit Handler", "Grid Supervisor", "Community Manager")
# What residents are shown of the community.
SHOWN = ("community_name", "office_phone", "office_hours", "default_grid")


class Finding(NamedTuple):
	"""Whether a step is done, and the figures that say so."""

	is_done: bool
	told: str


class Step(NamedTuple):
	"""One step: where it is done in the desk, the DocType that one must be able to write there, and what was found."""

	key: str
	route: tuple[str, ...]
	doctype: str
	find: Callable[[], Finding]


def _count(doctype: str, **filters) -> int:
	return count_shown(doctype, filters)


def _divisions() -> Finding:
	communities = _count("Grid", level="Community", enabled=1)
	return Finding(communities > 0, _("{0} communities").format(communities))


def _grids() -> Finding:
	grids = _count("Grid", level="Grid", enabled=1)
	drawn = _count("Grid", level="Grid", enabled=1, boundary_on=("is", "set"))
	return Finding(grids > 0, _("{0} grids, {1} of them with a boundary").format(grids, drawn))


def _accounts() -> Finding:
	missing = [_(role) for role in NEEDED_ROLES if not with_role(role)]
	told = _("Nobody has the role: {0}").format(" · ".join(missing)) if missing else _("All roles are held")
	return Finding(not missing, told)


def _teams() -> Finding:
	# Asked on behalf of the system: the administrators of an area set up the site as a whole.
	held = {"parenttype": "Grid", "team_role": "Grid Worker", "user": ("is", "set")}
	rows = frappe.get_all("Grid Team Member", held, ["parent", "to_date"], order_by="parent asc")
	grids = {row.parent for row in rows if not row.to_date or row.to_date >= getdate()}
	return Finding(bool(grids), _("{0} grids have a worker").format(len(grids)))


def _units() -> Finding:
	units = _count("Responsible Unit", enabled=1)
	without = _count("Responsible Unit", enabled=1, active_handlers=0)
	return Finding(units > without, _("{0} units, {1} of them without handlers").format(units, without))


def _routing() -> Finding:
	rules = _count("Routing Rule", enabled=1)
	return Finding(rules > 0, _("{0} rules").format(rules))


def _calendar() -> Finding:
	missing = sorted(set(unknown_years().values()))
	if not _count("Working Calendar"):
		return Finding(False, _("No calendar yet"))
	told = _("The holidays of {0} are missing").format(missing[0]) if missing else _("All holidays are known")
	return Finding(not missing, told)


def _community() -> Finding:
	settings = frappe.get_cached_doc(SETTINGS)
	empty = [settings.meta.get_label(name) for name in SHOWN if not settings.get(name)]
	told = _("Empty: {0}").format(" · ".join(map(_, empty))) if empty else _("Everything is filled in")
	return Finding(not empty, told)


def _first_case() -> Finding:
	reported, closed = _count("Case"), _count("Case", stage="Closed")
	return Finding(closed > 0, _("{0} reported, {1} closed").format(reported, closed))


# In the order in which one builds on the other.
STEPS = (
	Step("divisions", ("List", "Grid", "List"), "Grid", _divisions),
	Step("grids", ("Tree", "Grid"), "Grid", _grids),
	Step("accounts", ("List", "User"), "User", _accounts),
	Step("teams", ("List", "Grid"), "Grid", _teams),
	Step("units", ("List", "Responsible Unit"), "Responsible Unit", _units),
	Step("routing", ("List", "Routing Rule"), "Routing Rule", _routing),
	Step("calendar", ("List", "Working Calendar"), "Working Calendar", _calendar),
	Step("community", ("Form", SETTINGS), SETTINGS, _community),
	Step("first_case", ("List", "Case"), "Case", _first_case),
)


def look() -> list[dict]:
	"""The steps in order, with what the site has: [{key, route, is_done, told, may_write}]."""
	return [
		{
			"key": step.key,
			"route": list(step.route),
			"may_write": bool(frappe.has_permission(step.doctype, "write")),
			**step.find()._asdict(),
		}
		for step in STEPS
	]
