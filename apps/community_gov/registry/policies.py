"""Who sees and changes what of the register of people: one policy a DocType, for lists, forms and every other way in."""

from pypika.terms import Criterion

import frappe

from community_gov.permissions.evaluate import Policy, nobody
from community_gov.permissions.expressions import (
	area_criterion,
	at_place,
	in_area,
	linked_to,
	rows_of,
)
from community_gov.permissions.scope import (
	REGISTER_ROLES,
	areas_of,
	roles_of,
	within,
)


def place_of(doc) -> str | None:
	"""The grid that a new record will have: that of its household or building, else its own."""
	for fieldname, doctype in (("household", "Household"), ("building", "Building")):
		if isinstance(doc.get(fieldname), str) and doc.get(fieldname):
			return frappe.db.get_value(doctype, doc.get(fieldname), "grid")
	return doc.grid


def _registers_at(grid: str | None, user: str) -> bool:
	return "Community Administrator" in roles_of(user) or within(grid, areas_of(user, REGISTER_ROLES))


def _may_register(doc, user: str) -> bool:
	"""Managers and grid workers in their area, administrators everywhere."""
	return _registers_at(place_of(doc), user)


def _may_edit_resident(resident, user: str) -> bool:
	"""Asked of the stored household, since a client's is dropped; without one, the new grid must be in the area."""
	household = frappe.db.get_value("Resident", resident.name, "household")
	grid = frappe.db.get_value("Household", household, "grid") if household else resident.grid
	return _registers_at(grid, user)


def _may_speak_of(doc, user: str) -> bool:
	"""Consents, requests, tags and visits are of people of the own area."""
	grid = frappe.db.get_value("Resident", doc.resident, "grid") if isinstance(doc.resident, str) else None
	return _registers_at(grid, user)


def _consent_criterion(user: str) -> Criterion | None:
	"""Those of the residents and of the volunteers that the user sees; volunteers see their own."""
	of_resident = linked_to("Resident", "Consent", "resident")(user)
	of_volunteer = linked_to("Volunteer", "Consent", "volunteer")(user)
	return None if of_resident is None or of_volunteer is None else of_resident | of_volunteer


def _may_take_consent(consent, user: str) -> bool:
	"""A resident's as everything of the register; a volunteer's also by the coordinators of the place."""
	name = consent.get("volunteer")
	if consent.get("resident") or not isinstance(name, str):
		return _may_speak_of(consent, user)
	areas = areas_of(user, frozenset({"Community Manager", "Volunteer Coordinator"}))
	grid = frappe.db.get_value("Volunteer", name, "grid")
	return "Community Administrator" in roles_of(user) or within(grid, areas)


def _resident_import_criterion(user: str) -> Criterion | None:
	"""Administrators: all. Managers: their own imports in their subtree."""
	of_area = area_criterion("Resident Import", frozenset({"Community Manager"}), user)
	if of_area is None:
		return None
	return of_area & (frappe.qb.DocType("Resident Import").owner == user)


def _may_import(order, user: str) -> bool:
	"""Managers into their own area, administrators everywhere."""
	areas = areas_of(user, frozenset({"Community Manager"}))
	return "Community Administrator" in roles_of(user) or within(order.grid, areas)


POLICIES = {
	"Residential Compound": Policy(
		at_place("Residential Compound"), may_create=_may_register, may_edit=_may_register
	),
	"Building": Policy(at_place("Building"), may_create=_may_register, may_edit=_may_register),
	"Household": Policy(
		in_area("Household", REGISTER_ROLES), may_create=_may_register, may_edit=_may_register
	),
	"Resident": Policy(
		in_area("Resident", REGISTER_ROLES), may_create=_may_register, may_edit=_may_edit_resident
	),
	"Family Proxy": Policy(in_area("Family Proxy", REGISTER_ROLES), may_edit=nobody),
	"Family Proxy Action": Policy(
		rows_of("Family Proxy Action", "Family Proxy"), may_edit=nobody, of_rows=True
	),
	"Residence Record": Policy(linked_to("Resident", "Residence Record", "resident"), may_edit=nobody),
	"Consent": Policy(_consent_criterion, may_create=_may_take_consent, may_edit=_may_take_consent),
	"Personal Data Request": Policy(
		linked_to("Resident", "Personal Data Request", "resident"),
		may_create=_may_speak_of,
		may_edit=_may_speak_of,
	),
	"Resident Merge": Policy(linked_to("Resident", "Resident Merge", "kept"), may_edit=nobody),
	"Resident Import": Policy(_resident_import_criterion, may_create=_may_import, may_edit=_may_import),
	"Resident Care Tag": Policy(
		in_area("Resident Care Tag", REGISTER_ROLES), may_create=_may_speak_of, may_edit=_may_speak_of
	),
	"Visit": Policy(in_area("Visit", REGISTER_ROLES), may_create=_may_speak_of, may_edit=_may_speak_of),
	"Visit Finding": Policy(rows_of("Visit Finding", "Visit"), of_rows=True),
}
