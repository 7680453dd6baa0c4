"""What hooks.py names for volunteer service: projects, services and points."""

import frappe
from frappe.model.document import Document

from community_gov.permissions.hooks import may_redeem_for, nobody, within
from community_gov.permissions.rules import may, query_for
from community_gov.permissions.scope import areas_of, roles_of

COORDINATORS = frozenset({"Volunteer Coordinator"})


def service_project_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Service Project", user)


def service_project_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, coordinates_grid, coordinates_stored_grid)


def reward_shop_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Reward Shop", user)


def reward_shop_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, coordinates_grid, coordinates_stored_grid)


def coordinates_grid(doc: Document, user: str) -> bool:
	"""Administrators everywhere, coordinators within their areas."""
	return "Community Administrator" in roles_of(user) or within(doc.grid, areas_of(user, COORDINATORS))


def coordinates_stored_grid(doc: Document, user: str) -> bool:
	"""As `coordinates_grid`, of where the stored document lies and of where the client would move it."""
	stored = frappe._dict(grid=frappe.db.get_value(doc.doctype, doc.name, "grid"))
	return coordinates_grid(stored, user) and coordinates_grid(doc, user)


def service_record_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Service Record", user)


def service_record_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Volunteers enter their own services, coordinators those of the volunteers of their area."""
	return may(doc, ptype, user, may_redeem_for)


def point_lot_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Point Lot", user)


def point_lot_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody, nobody)


def point_lot_use_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Point Lot Use", user)


def point_lot_use_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody, nobody)


def point_transfer_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Point Transfer", user)


def point_transfer_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Volunteers give their own points, coordinators write down what volunteers of their area give."""
	return may(doc, ptype, user, may_give)


def may_give(transfer, user: str) -> bool:
	return may_redeem_for(frappe._dict(volunteer=transfer.giver), user)


def point_adjustment_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Point Adjustment", user)


def point_adjustment_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, looks_after)


def looks_after(doc, user: str) -> bool:
	"""Coordinators and managers of the volunteer's place."""
	grid = frappe.db.get_value("Volunteer", doc.volunteer, "grid")
	return within(grid, areas_of(user, COORDINATORS | {"Community Manager"}))
