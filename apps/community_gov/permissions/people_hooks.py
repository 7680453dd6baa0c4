"""What hooks.py names for the register of people: two functions a DocType, both over the same criterion."""

import frappe

from community_gov.permissions.criteria import REGISTER_ROLES
from community_gov.permissions.hooks import nobody, within
from community_gov.permissions.rules import may, query_for
from community_gov.permissions.scope import areas_of, roles_of


def resident_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Resident", user)


def household_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Household", user)


def residence_record_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Residence Record", user)


def building_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Building", user)


def residential_compound_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Residential Compound", user)


def consent_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Consent", user)


def personal_data_request_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Personal Data Request", user)


def resident_merge_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Resident Merge", user)


def resident_import_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Resident Import", user)


def resident_care_tag_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Resident Care Tag", user)


def visit_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Visit", user)


def visit_finding_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Visit Finding", user)


def help_request_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Help Request", user)


def service_skill_item_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Service Skill Item", user)


def help_request_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_raise_help)


def resident_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_register, may_edit_resident)


def household_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_register, may_register)


def residence_record_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody, nobody)


def building_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_register, may_register)


def residential_compound_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_register, may_register)


def consent_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_speak_of, may_speak_of)


def personal_data_request_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_speak_of, may_speak_of)


def resident_merge_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody, nobody)


def resident_import_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_import, may_import)


def resident_care_tag_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_speak_of, may_speak_of)


def visit_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_speak_of, may_speak_of)


def may_register(doc, user: str) -> bool:
	"""Managers and grid workers in their area, administrators everywhere."""
	return registers_at(place_of(doc), user)


def may_edit_resident(resident, user: str) -> bool:
	"""Asked of the stored household, since a client's is dropped; without one, the new grid must be in the area."""
	household = frappe.db.get_value("Resident", resident.name, "household")
	grid = frappe.db.get_value("Household", household, "grid") if household else resident.grid
	return registers_at(grid, user)


def registers_at(grid: str | None, user: str) -> bool:
	return "Community Administrator" in roles_of(user) or within(grid, areas_of(user, REGISTER_ROLES))


def place_of(doc) -> str | None:
	"""The grid that a new record will have: that of its household or building, else its own."""
	for fieldname, doctype in (("household", "Household"), ("building", "Building")):
		if isinstance(doc.get(fieldname), str) and doc.get(fieldname):
			return frappe.db.get_value(doctype, doc.get(fieldname), "grid")
	return doc.grid


def may_import(order, user: str) -> bool:
	"""Managers into their own area, administrators everywhere."""
	areas = areas_of(user, frozenset({"Community Manager"}))
	return "Community Administrator" in roles_of(user) or within(order.grid, areas)


def may_speak_of(doc, user: str) -> bool:
	"""Consents, requests, tags and visits are of people of the own area."""
	grid = frappe.db.get_value("Resident", doc.resident, "grid") if isinstance(doc.resident, str) else None
	return registers_at(grid, user)


def may_raise_help(doc, user: str) -> bool:
	"""Staff of the place, volunteer coordinators among them."""
	if isinstance(doc.resident, str) and doc.resident:
		grid = frappe.db.get_value("Resident", doc.resident, "grid")
	else:
		grid = place_of(doc)
	areas = areas_of(user, REGISTER_ROLES | {"Volunteer Coordinator"})
	# Without a place the request itself says what is missing.
	return not grid or "Community Administrator" in roles_of(user) or within(grid, areas)
