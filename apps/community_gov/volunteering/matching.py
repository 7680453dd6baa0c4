"""Who may help: volunteers and teams near, with the skill, who have room for it; each with the reason in words."""

from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe import _

# Characters of a code that two places share, nearest first; beyond the street nobody is near.
LEVELS = ((17, "Micro-grid"), (15, "Grid"), (12, "Community"), (9, "Street"))
LIMIT = 10


@dataclass(frozen=True)
class Helper:
	"""A volunteer or a team: where it serves, what it can, how many requests it has claimed and not settled."""

	name: str
	title: str
	grid: str
	skills: frozenset[str]
	load: int = 0
	user: str | None = None


@dataclass(frozen=True)
class Fit:
	"""How a helper fits: shared level of place, skills asked for that it has and lacks, and its load."""

	level: str
	has: tuple[str, ...]
	lacks: tuple[str, ...]
	load: int

	def order(self) -> tuple:
		nearness = [level for _length, level in LEVELS].index(self.level)
		return (len(self.lacks), nearness, self.load)


def shared_level(one: str, other: str) -> str | None:
	"""The lowest place that holds both codes, down from the street; None for farther apart.

	A community's own code counts as near to each of its grids, so a shorter code is compared as far as it goes.
	"""
	for length, level in LEVELS:
		if len(one) >= length and one[:length] == other[:length]:
			return level
	return None


def fit(grid: str, skills: Iterable[str], helper: Helper) -> Fit | None:
	"""How a helper fits a need in a grid; None for somebody from elsewhere."""
	level = shared_level(grid, helper.grid)
	if not level:
		return None
	wanted = sorted(set(skills))
	has = tuple(skill for skill in wanted if skill in helper.skills)
	return Fit(level, has, tuple(skill for skill in wanted if skill not in helper.skills), helper.load)


def rank(grid: str, skills: Iterable[str], helpers: Iterable[Helper], limit: int = LIMIT) -> list[tuple]:
	"""The best helpers for a need: most of the skills first, then the nearest, then who has least to do.

	Returns:
	        [(Helper, Fit)], at most `limit`
	"""
	wanted = set(skills)
	found = [(helper, one) for helper in helpers if (one := fit(grid, wanted, helper))]
	return sorted(found, key=lambda pair: (*pair[1].order(), pair[0].name))[:limit]


def reason(found: Fit) -> str:
	"""The reason in the language of the session: place, skills, load."""
	places = {
		"Micro-grid": _("same micro-grid"),
		"Grid": _("same grid"),
		"Community": _("same community"),
		"Street": _("same street"),
	}
	parts = [places[found.level]]
	if found.has:
		parts.append(_("can: {0}").format(", ".join(found.has)))
	if found.lacks:
		parts.append(_("not on record: {0}").format(", ".join(found.lacks)))
	parts.append(_("{0} open").format(found.load) if found.load else _("nothing open"))
	return " · ".join(parts)


def volunteers_near(grid: str) -> list[Helper]:
	"""Active volunteers of the street of a grid."""
	rows = frappe.get_all(
		"Volunteer",
		filters={"status": "Active", "grid": ["like", f"{grid[:9]}%"]},
		fields=["name", "full_name", "grid", "user"],
		order_by="name asc",
	)
	names = [row.name for row in rows]
	skills, load = skills_of("Volunteer", names), load_of("volunteer", names)
	return [
		Helper(
			row.name,
			row.full_name,
			row.grid,
			skills.get(row.name, frozenset()),
			load.get(row.name, 0),
			row.user,
		)
		for row in rows
	]


def teams_near(grid: str) -> list[Helper]:
	"""Teams of the street of a grid that somebody leads."""
	rows = frappe.get_all(
		"Volunteer Team",
		filters={"enabled": 1, "leader": ["is", "set"], "grid": ["like", f"{grid[:9]}%"]},
		fields=["name", "team_name", "grid"],
		order_by="name asc",
	)
	names = [row.name for row in rows]
	skills, load = skills_of("Volunteer Team", names), load_of("team", names)
	return [
		Helper(row.name, row.team_name, row.grid, skills.get(row.name, frozenset()), load.get(row.name, 0))
		for row in rows
	]


def skills_of(doctype: str, names: list[str]) -> dict[str, frozenset[str]]:
	"""Skills on record by document."""
	# Frappe takes an empty list of names for "has no value".
	if not names:
		return {}
	rows = frappe.get_all(
		"Service Skill Item",
		filters={"parenttype": doctype, "parent": ["in", names]},
		fields=["parent", "skill"],
		order_by="parent asc, idx asc",
	)
	found: dict[str, set] = {}
	for row in rows:
		found.setdefault(row.parent, set()).add(row.skill)
	return {name: frozenset(skills) for name, skills in found.items()}


def load_of(fieldname: str, names: list[str]) -> dict[str, int]:
	"""Requests that a volunteer or a team has claimed and not served, by name."""
	if not names:
		return {}
	rows = frappe.get_all(
		"Help Request",
		filters={fieldname: ["in", names], "stage": "Claimed"},
		pluck=fieldname,
		order_by="name asc",
	)
	return {name: rows.count(name) for name in set(rows)}
