"""Volunteers and teams of a place as matching reads them: skills, free times, middle of the grid, what is promised."""

from collections import Counter
from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from community_gov.volunteering.matching.free_times import WEEKDAYS, FreeTime
from community_gov.volunteering.matching.matching import STREET, Helper, Position
from community_gov.volunteering.registration import persons


def volunteers_near(grid: str) -> list[Helper]:
	"""Active volunteers of the street of a grid, but those who have withdrawn their consent."""
	filters = {"status": "Active", "grid": ["like", f"{grid[:STREET]}%"]}
	withdrew = persons.who_withdrew()
	return [helper for helper in _volunteers(filters) if helper.name not in withdrew]


def volunteer(name: str) -> Helper:
	"""One volunteer."""
	return _volunteers({"name": name})[0]


def _volunteers(filters: dict) -> list[Helper]:
	fields = ["name", "full_name as title", "grid", "user"]
	rows = frappe.get_all("Volunteer", filters=filters, fields=fields, order_by="name asc")
	names = [row.name for row in rows]
	load = Counter(load_of("volunteer", names))
	load.update(_activities_ahead(names))
	return _helpers_of("Volunteer", rows, load, _free_times_of(names))


def teams_near(grid: str) -> list[Helper]:
	"""Teams of the street of a grid that somebody leads."""
	rows = frappe.get_all(
		"Volunteer Team",
		filters={"enabled": 1, "leader": ["is", "set"], "grid": ["like", f"{grid[:STREET]}%"]},
		fields=["name", "team_name as title", "grid"],
		order_by="name asc",
	)
	return _helpers_of("Volunteer Team", rows, load_of("team", [row.name for row in rows]), {})


def _helpers_of(doctype: str, rows: list, load: dict, free: dict) -> list[Helper]:
	skills = skills_of(doctype, [row.name for row in rows])
	middles = middles_of({row.grid for row in rows})
	return [
		Helper(
			row.name,
			row.title,
			row.grid,
			skills.get(row.name, frozenset()),
			load.get(row.name, 0),
			row.get("user"),
			free.get(row.name, ()),
			middles.get(row.grid),
		)
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


def _free_times_of(names: list[str]) -> dict[str, tuple[FreeTime, ...]]:
	"""Free times of the week by volunteer."""
	if not names:
		return {}
	rows = frappe.get_all(
		"Volunteer Availability",
		filters={"parenttype": "Volunteer", "parent": ["in", names]},
		fields=["parent", "weekday", "from_time", "until_time"],
		order_by="parent asc, idx asc",
	)
	found: dict[str, list] = {}
	for row in rows:
		one = FreeTime(WEEKDAYS.index(row.weekday), _time_of_day(row.from_time), _time_of_day(row.until_time))
		found.setdefault(row.parent, []).append(one)
	return {name: tuple(times) for name, times in found.items()}


def _time_of_day(stored: timedelta):
	"""The time of day that the database gives as a duration since midnight."""
	return frappe.utils.get_time(stored)


def middles_of(grids: set[str]) -> dict[str, Position]:
	"""(latitude, longitude) of the middle of each grid whose boundary is on record."""
	if not grids:
		return {}
	filters = {"name": ["in", sorted(grids)], "boundary_on": ["is", "set"]}
	fields = ["name", "latitude", "longitude"]
	rows = frappe.get_all("Grid", filters=filters, fields=fields, order_by="name asc")
	return {row.name: (row.latitude, row.longitude) for row in rows}


def load_of(fieldname: str, names: list[str]) -> dict[str, int]:
	"""Requests that a volunteer or a team has claimed and not served, by name."""
	if not names:
		return {}
	filters = {fieldname: ["in", names], "stage": "Claimed"}
	return Counter(frappe.get_all("Help Request", filters=filters, pluck=fieldname, order_by="name asc"))


def _activities_ahead(names: list[str]) -> dict[str, int]:
	"""Activities that have not ended and for which a volunteer has a place, by name."""
	if not names:
		return {}
	return Counter(row.volunteer for row in places_ahead(names))


def places_ahead(names: list[str]) -> list[frappe._dict]:
	"""[{volunteer, activity, starts_at, ends_at}] of places in activities that have not ended."""
	entry, activity = frappe.qb.DocType("Activity Sign-up"), frappe.qb.DocType("Volunteer Activity")
	query = frappe.qb.from_(entry).join(activity).on(activity.name == entry.activity)
	query = query.select(entry.volunteer, entry.activity, activity.starts_at, activity.ends_at)
	query = query.where(entry.volunteer.isin(names) & (entry.status == "Signed Up"))
	return query.where(activity.ends_at > now_datetime()).orderby(entry.name).run(as_dict=True)
