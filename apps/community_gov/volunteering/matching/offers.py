"""Open requests and activities for a volunteer, and volunteers for an open request or activity; best fit first."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from community_gov.core.notifications import notify_users
from community_gov.registry.privacy import consents
from community_gov.volunteering.activities import activities, sign_ups
from community_gov.volunteering.matching import helpers
from community_gov.volunteering.matching.matching import (
	DISTRICT,
	STREET,
	Fit,
	Helper,
	Need,
	fit,
	rank,
	reason,
)

MOST_REQUESTS, MOST_ACTIVITIES = 50, 20
# A request that waits longer than promised is still for today.
LEAST_HOURS = 2
CALLED = 20


def _need_of_request(row, skills, middles: dict) -> Need:
	"""What a help request asks for: some time until somebody should have claimed it."""
	now = now_datetime()
	until = max(get_datetime(row.claim_due_at or now), now + timedelta(hours=LEAST_HOURS))
	return Need(row.grid, frozenset(skills), now, until, position=middles.get(row.grid))


def _need_of_request_doc(doc) -> Need:
	return _need_of_request(doc, [row.skill for row in doc.skills], helpers.middles_of({doc.grid}))


def best_for_request(doc, limit: int) -> list[tuple]:
	"""[(Helper, Fit)] of the volunteers who fit a request best."""
	return rank(_need_of_request_doc(doc), helpers.volunteers_near(doc.grid), limit)


def helpers_for_request(doc) -> dict[str, list[dict]]:
	"""Who may help, best first.

	Returns:
	        {volunteers: [{volunteer, full_name, reason, open}], teams: [{team, reason, open}]}; at most ten each
	"""
	need = _need_of_request_doc(doc)
	people = rank(need, helpers.volunteers_near(doc.grid))
	teams = rank(need, helpers.teams_near(doc.grid))
	return {
		"volunteers": [
			{"volunteer": one.name, "full_name": one.title, "reason": reason(how), "open": one.load}
			for one, how in people
		],
		"teams": [{"team": one.name, "reason": reason(how), "open": one.load} for one, how in teams],
	}


def requests_for(volunteer: str) -> list[dict]:
	"""Open requests of the volunteer's street, the best fit first: what, which building, until when; nobody's name.

	Returns:
	        [{help_request, help_kind, need, place, urgency, skills, raised_at, claim_due_at, reason}], at most 50
	"""
	helper = helpers.volunteer(volunteer)
	rows = frappe.get_all(
		"Help Request",
		filters={"stage": "Raised", "grid": ["like", f"{helper.grid[:STREET]}%"]},
		fields=[
			"name",
			"resident",
			"help_kind",
			"need",
			"place",
			"grid",
			"urgency",
			"raised_at",
			"claim_due_at",
		],
		order_by="claim_due_at asc, name asc",
		limit=200,
	)
	withdrew = consents.who_withdrew(consents.HELP)
	rows = [row for row in rows if row.resident not in withdrew]
	wanted = helpers.skills_of("Help Request", [row.name for row in rows])
	middles = helpers.middles_of({row.grid for row in rows})
	found = [(row, fit(_need_of_request(row, wanted.get(row.name, ()), middles), helper)) for row in rows]
	fitting = [(row, how) for row, how in found if how]
	fitting.sort(key=lambda pair: (pair[0].urgency != "Urgent", *pair[1].order(), pair[0].name))
	return [_offered(row, how, wanted.get(row.name, ())) for row, how in fitting[:MOST_REQUESTS]]


def _offered(row, how, skills) -> dict:
	"""What a volunteer reads of a request that nobody has claimed."""
	kept = ("help_kind", "need", "place", "urgency", "raised_at", "claim_due_at")
	words = {name: row[name] for name in kept}
	return {"help_request": row.name, **words, "skills": sorted(skills), "reason": reason(how, True)}


def activities_for(volunteer: str) -> list[dict]:
	"""Activities of the volunteer's district that still look for people, with the role that fits best.

	Left out is what the volunteer is signed up for, what overlaps with it, and a role whose skill is not on record.

	Returns:
	        [{activity, title, place, starts_at, ends_at, role, free, reason}], best fit first, at most 20
	"""
	helper = helpers.volunteer(volunteer)
	busy = helpers.places_ahead([volunteer])
	known = set(
		frappe.get_all("Activity Sign-up", _taken_by(volunteer), pluck="activity", order_by="name asc")
	)
	open_ones = [row for row in activities.recruiting(helper.grid[:DISTRICT]) if _takes_sign_ups(row)]
	middles = helpers.middles_of({row["grid"] for row in open_ones})
	found = []
	for row in open_ones:
		if row["activity"] in known or any(_overlap(row, other) for other in busy):
			continue
		if best := _best_role(row, helper, middles):
			found.append((row, *best))
	found.sort(key=lambda one: (not one[1]["free"], *one[2].order(), one[0]["starts_at"], one[0]["activity"]))
	return [_suggested(*one) for one in found[:MOST_ACTIVITIES]]


def _taken_by(volunteer: str) -> dict:
	return {"volunteer": volunteer, "status": ["!=", sign_ups.CANCELLED]}


def _takes_sign_ups(row: dict) -> bool:
	return not row["sign_up_until"] or get_datetime(row["sign_up_until"]) > now_datetime()


def _overlap(one: dict, other: dict) -> bool:
	return one["starts_at"] < other["ends_at"] and one["ends_at"] > other["starts_at"]


def _suggested(row: dict, role: dict, how) -> dict:
	kept = ("activity", "title", "place", "starts_at", "ends_at")
	return {**{name: row[name] for name in kept}, **role, "reason": reason(how, True)}


def _best_role(row: dict, helper: Helper, middles: dict) -> tuple[dict, Fit] | None:
	"""({role, free}, Fit) of the role that a volunteer fits best, free places first; None where none fits."""
	found = []
	for index, role in enumerate(row["roles"]):
		how = fit(_need_of_role(row, role, middles), helper)
		if how and not how.lacks:
			found.append((not role["free"], how.order(), index, how))
	if not found:
		return None
	_full, _order, index, how = min(found, key=lambda one: one[:3])
	role = row["roles"][index]
	return {"role": role["role"], "free": role["free"]}, how


def _need_of_role(row: dict, role: dict, middles: dict) -> Need:
	"""What a role of an activity asks for: the skill, from the beginning to the end."""
	here = (row["latitude"], row["longitude"])
	skills = frozenset([role["skill"]] if role["skill"] else ())
	return Need(
		row["grid"],
		skills,
		get_datetime(row["starts_at"]),
		get_datetime(row["ends_at"]),
		whole=True,
		position=here if any(here) else middles.get(row["grid"]),
		reach=DISTRICT,
	)


def volunteers_for_activity(name: str) -> list[dict]:
	"""Volunteers of the street who could still sign up for an activity, for each role best first.

	Returns:
	        [{role, free, volunteers: [{volunteer, full_name, reason}]}]; at most ten of each role
	"""
	return [
		{
			**{key: role[key] for key in ("role", "free")},
			"volunteers": [
				{"volunteer": one.name, "full_name": one.title, "reason": reason(how)} for one, how in people
			],
		}
		for role, people in _best_for_roles(name)
	]


def _best_for_roles(name: str, limit: int = 10) -> list[tuple[dict, list[tuple]]]:
	"""[({role, free, …}, [(Helper, Fit)])] of an activity: who has the skill and is nowhere else at that time."""
	fields = ["name", "grid", "starts_at", "ends_at", "latitude", "longitude"]
	row = frappe.db.get_value("Volunteer Activity", name, fields, as_dict=True)
	everybody = _available(row, helpers.volunteers_near(row.grid))
	middles = helpers.middles_of({row.grid})
	found = []
	for role in activities.roles_of([name]).get(name, []):
		need = _need_of_role(row, role, middles)
		able = [helper for helper in everybody if need.skills <= helper.skills]
		found.append((role, rank(need, able, limit)))
	return found


def _available(row, everybody: list[Helper]) -> list[Helper]:
	"""Without those who are signed up for the activity, and those who are at another one then."""
	names = [helper.name for helper in everybody]
	taken = (
		{entry.volunteer for entry in helpers.places_ahead(names) if _overlap(row, entry)} if names else set()
	)
	filters = {"activity": row.name, "status": ["!=", sign_ups.CANCELLED]}
	taken |= set(frappe.get_all("Activity Sign-up", filters, pluck="volunteer", order_by="name asc"))
	return [helper for helper in everybody if helper.name not in taken]


def call(doc) -> None:
	"""The call goes out (招募令): those who fit an activity best are told, once."""
	before: datetime | None = (doc.get_doc_before_save() or frappe._dict()).get("recruited_at")
	if before:
		return
	best = [helper for _role, people in _best_for_roles(doc.name, CALLED) for helper, _how in people]
	users = {helper.user for helper in best if helper.user} - {frappe.session.user}
	subject = _("Volunteers are wanted: {0}, {1}, {2}.").format(
		doc.activity_title, str(doc.starts_at)[:16], doc.place
	)
	notify_users(users, subject, doc.doctype, doc.name)
