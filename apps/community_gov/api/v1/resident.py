"""People: coming, moving, leaving, dying, coming back; a person found by a number without learning it."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.core.time import as_day
from community_gov.permissions.access import load_doc, require
from community_gov.registry.care import visits
from community_gov.registry.homes import households, residence
from community_gov.registry.identity import finding, overview
from community_gov.volunteering.help import help_requests


def _editable(name: str):
	return load_doc("Resident", name, "write")


def _standing_of(doc) -> dict:
	return {
		"resident": doc.name,
		"status": doc.status,
		"household": doc.household,
		"grid": doc.grid,
		"moved_in_on": str(doc.moved_in_on or "") or None,
		"moved_out_on": str(doc.moved_out_on or "") or None,
		"deceased_on": str(doc.deceased_on or "") or None,
	}


@frappe.whitelist(methods=["POST"])
@idempotent("resident.move")
def move(
	resident: str,
	household: str,
	on: str | None = None,
	relation: str | None = None,
	new_head: str | None = None,
) -> dict:
	"""A present person moves to another household.

	Args:
	        on: ISO 8601 day, today without one.
	        relation: to the head of the new household.
	        new_head: who leads the household that the head leaves.
	Returns:
	        {resident, status, household, grid, moved_in_on, moved_out_on, deceased_on}
	"""
	doc = _editable(resident)
	load_doc("Household", household, "read")
	residence.move(doc, household, as_day(on), new_head, relation)
	return _standing_of(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("resident.leave")
def leave(
	resident: str,
	on: str | None = None,
	place: str | None = None,
	new_head: str | None = None,
	note: str | None = None,
) -> dict:
	"""A present person moves away. Returns the standing, as move does."""
	doc = _editable(resident)
	residence.leave(doc, as_day(on), place, new_head, note)
	return _standing_of(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("resident.die")
def die(resident: str, on: str | None = None, new_head: str | None = None, note: str | None = None) -> dict:
	"""A present person died. Returns the standing, as move does."""
	doc = _editable(resident)
	residence.die(doc, as_day(on), new_head, note)
	return _standing_of(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("resident.come_back")
def come_back(
	resident: str, household: str | None = None, on: str | None = None, relation: str | None = None
) -> dict:
	"""Somebody who moved out lives here again. Returns the standing, as move does."""
	doc = _editable(resident)
	if household:
		load_doc("Household", household, "read")
	residence.come_back(doc, household, as_day(on), relation)
	return _standing_of(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("resident.correct")
def correct(resident: str, note: str | None = None) -> dict:
	"""Takes back a move out or a death that never happened. Returns the standing, as move does."""
	doc = _editable(resident)
	residence.correct(doc, note)
	return _standing_of(doc)


@frappe.whitelist(methods=["GET"])
def history(resident: str) -> dict:
	"""Residence records of a person, newest first.

	Returns:
	        {records: [{event, happened_on, household, from_household, residence_kind, place, note, …}]}
	"""
	return {"records": residence.history(load_doc("Resident", resident).name)}


@frappe.whitelist(methods=["POST"])
def find(identity_number: str | None = None, mobile: str | None = None, purpose: str = "") -> dict:
	"""Who has a number, among those whom the user may see, without the answer repeating it; the look is logged.

	POST, because addresses end up in logs and a body does not.

	Returns:
	        {residents: [{name, full_name, grid, household, status}]}; empty where nobody or nobody visible has it.
	"""
	require("Resident", "read")
	return {"residents": finding.by_number(identity_number, mobile, purpose)}


@frappe.whitelist(methods=["GET"])
def household(household: str) -> dict:
	"""A household with its present members, the head first.

	Returns:
	        {household, title, grid, head, status, members: [{name, full_name, sex, relation_to_head, …}]}
	"""
	doc = load_doc("Household", household)
	return {
		"household": doc.name,
		"title": doc.household_title,
		"grid": doc.grid,
		"head": doc.head,
		"status": doc.status,
		"members": households.members_of(doc.name),
	}


@frappe.whitelist(methods=["GET"])
def in_one_look(resident: str) -> dict:
	"""Household, tags, visits, cases, help, consents and requests of a person, as far as the user may list them.

	Returns:
	        {age, household: {name, title, members}, tags, visits: {next, last}, consents, withdrawn, requests,
	        help: [{name, help_kind, need, stage}], cases: [{name, title, stage}]}
	"""
	doc = load_doc("Resident", resident)
	told = {"help": help_requests.of_household(doc.household), "cases": _cases_of(doc)}
	return {**overview.overview_of(doc), **told}


def _cases_of(resident) -> list[dict]:
	"""Cases that came out of visits and help requests, among those that the user may list; the latest twenty."""
	names = {*visits.cases_of(resident.name), *help_requests.cases_of(resident.household)}
	if not names or not frappe.has_permission("Case", "read"):
		return []
	return frappe.get_list(
		"Case",
		filters={"name": ["in", sorted(names)]},
		fields=["name", "title", "stage"],
		order_by="creation desc, name desc",
		limit=20,
	)
