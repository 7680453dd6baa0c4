"""What an account sees of itself: its reports, assessments, training, points."""

import frappe
from frappe.utils import cstr, flt, getdate

from community_gov.team import training

LATEST = 20


def own_figures(user: str) -> dict:
	"""
	Returns:
	        {full_name, reports: [{case, title, stage, stage_category, reported_at}], assessments: [{name, month, score, grade, stage}],
	        training_hours of this year or None, sessions: [{topic, begins_at, place}] to come, volunteer: {points, hours} or None}
	"""
	return {
		"full_name": frappe.db.get_value("User", user, "full_name"),
		"reports": _reports(user),
		"assessments": _assessments(user),
		**_training(user),
		"volunteer": _volunteer(user),
	}


def _rows(doctype: str, filters: dict, fields: list[str], order_by: str) -> list:
	"""Rows that the session user may list; none where the role gives no right at all."""
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_list(
		doctype, filters=filters, fields=["name", *fields], order_by=order_by, limit=LATEST
	)


def _reports(user: str) -> list[dict]:
	fields = ["title", "stage", "stage_category", "reported_at"]
	rows = _rows("Case", {"owner": user}, fields, "reported_at desc")
	return [
		{
			**{name: row[name] for name in fields[:3]},
			"case": row.name,
			"reported_at": cstr(row.reported_at)[:16],
		}
		for row in rows
	]


def _assessments(user: str) -> list[dict]:
	rows = _rows("Worker Assessment", {"worker": user}, ["month", "score", "grade", "stage"], "month desc")
	return [{**row, "month": cstr(row.month)[:7]} for row in rows[:6]]


def _training(user: str) -> dict:
	"""Hours attended this year, and sessions that are still to come."""
	if not frappe.has_permission("Training Session", "read"):
		return {"training_hours": None, "sessions": []}
	today = getdate()
	filters = {"status": "Planned", "begins_at": [">=", today]}
	rows = _rows("Training Session", filters, ["topic", "begins_at", "place"], "begins_at asc")
	hours = training.hours([user], today.replace(month=1, day=1), today)
	coming = [{**row, "begins_at": cstr(row.begins_at)[:16]} for row in rows]
	return {"training_hours": flt(hours.get(user)), "sessions": coming}


def _volunteer(user: str) -> dict | None:
	"""get_value: the record of one's own account."""
	own = {"user": user, "status": "Active"}
	row = frappe.db.get_value("Volunteer", own, ["balance", "hours"], as_dict=True)
	return {"points": flt(row.balance), "hours": flt(row.hours)} if row else None
