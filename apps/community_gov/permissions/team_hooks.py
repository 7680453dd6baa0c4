"""What hooks.py names for the work of grid workers: two functions a DocType, both over the same criterion."""

import frappe

from community_gov.permissions.hooks import nobody, within
from community_gov.permissions.rules import may, query_for
from community_gov.permissions.scope import areas_of, roles_of

MANAGER = frozenset({"Community Manager"})


def patrol_point_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Patrol Point", user)


def patrol_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Patrol", user)


def patrol_check_in_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Patrol Check-in", user)


def patrol_case_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Patrol Case", user)


def training_session_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Training Session", user)


def training_attendance_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Training Attendance", user)


def worker_assessment_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Worker Assessment", user)


def worker_assessment_item_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Worker Assessment Item", user)


def worker_assessment_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody)


def patrol_point_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, manages_place, manages_place)


def patrol_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody, is_own_patrol)


def training_session_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, manages_place, manages_place)


def manages_place(doc, user: str) -> bool:
	"""Managers in their area, administrators everywhere; asked of the stored place and of the one to be."""
	if "Community Administrator" in roles_of(user):
		return True
	stored = frappe.db.get_value(doc.doctype, doc.name, "grid") if doc.name else None
	areas = areas_of(user, MANAGER)
	return within(doc.grid, areas) and (not stored or within(stored, areas))


def is_own_patrol(patrol, user: str) -> bool:
	"""Asked of the stored row: what the client sent counts for nothing."""
	return frappe.db.get_value("Patrol", patrol.name, "worker") == user
