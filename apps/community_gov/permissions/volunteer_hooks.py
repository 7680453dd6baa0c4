"""What hooks.py names for registrations, activities and sign-ups of volunteers."""

import frappe

from community_gov.permissions.hooks import nobody, within
from community_gov.permissions.rules import may, query_for
from community_gov.permissions.scope import areas_of, roles_of
from community_gov.permissions.volunteer_criteria import VOLUNTEER_STAFF


def volunteer_registration_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Volunteer Registration", user)


def volunteer_activity_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Volunteer Activity", user)


def activity_sign_up_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Activity Sign-up", user)


def service_certificate_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Service Certificate", user)


def activity_role_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Activity Role", user)


def service_language_item_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Service Language Item", user)


def volunteer_availability_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Volunteer Availability", user)


def volunteer_registration_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_keep_volunteers)


def volunteer_activity_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_keep_volunteers, keeps_place_of)


def activity_sign_up_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody, nobody)


def service_certificate_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_certify, nobody)


def may_certify(doc, user: str) -> bool:
	"""Coordinators for the volunteers of their area."""
	name = doc.volunteer if isinstance(doc.volunteer, str) else None
	grid = frappe.db.get_value("Volunteer", name, "grid") if name else None
	return may_keep_volunteers(frappe._dict(grid=grid), user)


def keeps_place_of(doc, user: str) -> bool:
	"""Asked of the stored activity: volunteers read it and change nothing."""
	stored = frappe.db.get_value("Volunteer Activity", doc.name, ["grid"], as_dict=True)
	return may_keep_volunteers(stored, user)


def may_keep_volunteers(doc, user: str) -> bool:
	"""Coordinators and managers in their area, administrators everywhere; without a place the record says so."""
	grid = doc.get("grid")
	if not grid or "Community Administrator" in roles_of(user):
		return True
	return isinstance(grid, str) and within(grid, areas_of(user, VOLUNTEER_STAFF))
