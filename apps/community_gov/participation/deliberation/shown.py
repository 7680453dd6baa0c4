"""What everybody may see of deliberation: sessions ahead with their agenda, and what came of them."""

import frappe
from frappe.utils import add_months, cint, cstr, getdate, now_datetime

from community_gov.grids import picker
from community_gov.participation.deliberation.sessions import CHILDREN

MOST = 50
PUBLIC = ("On Show", "In Force", "Done")


def sessions_ahead() -> list[dict]:
	"""Called sessions, the next one first; see api.v1.public_council.agenda. Where children meet is told to nobody."""
	filters = {"stage": "Called", "session_kind": ("!=", CHILDREN), "begins_at": (">=", now_datetime())}
	fields = ["name", "title", "session_kind", "begins_at", "venue", "place", "agenda", "grid"]
	# Everybody may come; a guest holds no right on the list.
	rows = frappe.get_all(
		"Deliberation Session", filters, fields, order_by="begins_at asc, name asc", limit=MOST
	)
	return [_session(row) for row in rows]


def _session(row) -> dict:
	venue = frappe.db.get_value("Deliberation Venue", row.venue, "venue_name") if row.venue else None
	return {
		**{"title": row.title, "kind": row.session_kind, "agenda": row.agenda},
		**{"begins_at": cstr(row.begins_at)[:16], "place": venue or row.place},
		"area": picker.path_of(row.grid),
	}


def outcomes() -> list[dict]:
	"""Resolutions of the last year that were shown, newest first; see api.v1.public_council.outcomes."""
	filters = {"stage": ("in", PUBLIC), "decided_at": (">=", add_months(now_datetime(), -12))}
	fields = [
		"name",
		"title",
		"text",
		"dissent",
		"stage",
		"grid",
		"decided_at",
		"votes_for",
		"votes_against",
		"abstentions",
	]
	# Everybody may know them; a guest holds no right on the list.
	rows = frappe.get_all("Resolution", filters, fields, order_by="decided_at desc, name asc", limit=MOST)
	tasks = _tasks([row.name for row in rows])
	return [_outcome(row, tasks.get(row.name, (0, 0))) for row in rows]


def _tasks(names: list[str]) -> dict[str, tuple[int, int]]:
	"""Resolution -> (accepted, all) of its tasks that were not dropped."""
	filters = {
		"source_doctype": "Resolution",
		"source_name": ("in", names or [""]),
		"stage": ("!=", "Dropped"),
	}
	rows = frappe.get_all("Action Item", filters, ["source_name", "stage"], order_by="name asc")
	found: dict[str, tuple[int, int]] = {}
	for row in rows:
		accepted, count = found.get(row.source_name, (0, 0))
		found[row.source_name] = (accepted + (row.stage == "Result Accepted"), count + 1)
	return found


def _outcome(row, tasks: tuple[int, int]) -> dict:
	votes = {name: cint(row.get(name)) for name in ("votes_for", "votes_against", "abstentions")}
	told = {name: row.get(name) for name in ("title", "text", "dissent", "stage")}
	days = {"decided_on": cstr(getdate(row.decided_at)), "area": picker.path_of(row.grid)}
	return {**told, **days, **votes, "tasks_done": tasks[0], "tasks": tasks[1]}
