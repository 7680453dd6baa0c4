"""A person in one look: household, tags, visits, consents, requests, according to what the viewer may list."""

import frappe
from frappe.utils import getdate

from community_gov.registry.homes import households
from community_gov.registry.identity import guardians
from community_gov.registry.privacy import consents

LAST_VISITS = 5


def overview_of(resident) -> dict:
	"""
	Returns:
	        {age, household: {name, title, members} or None, tags, visits: {next, last}, consents, withdrawn: [purpose], requests}; each list
	        holds what the session user may list and is empty otherwise.
	"""
	born = resident.birth_date and getdate(resident.birth_date)
	return {
		"age": guardians.age_on(born, getdate()) if born else None,
		"household": _home_of(resident),
		"tags": _standing_tags(resident),
		"visits": {
			"next": _listed(
				"Visit", resident, ["name", "due_on", "visit_kind", "assignee"], [["status", "=", "Planned"]]
			),
			"last": _last_visits(resident),
		},
		"consents": _listed(
			"Consent", resident, ["purpose", "given_on", "needs_renewal"], [["status", "=", "Given"]]
		),
		"withdrawn": _withdrawn_purposes(resident),
		"requests": _listed(
			"Personal Data Request", resident, ["name", "kind", "due_on"], [["status", "=", "Received"]]
		),
	}


def _withdrawn_purposes(resident) -> list[str]:
	"""Purposes for which nothing may be done any more until the person consents anew."""
	rows = _listed("Consent", resident, ["purpose"], [["status", "=", consents.WITHDRAWN]])
	return sorted({row.purpose for row in rows if consents.has_withdrawn(resident.name, row.purpose)})


def _home_of(resident) -> dict | None:
	if not resident.household or not frappe.has_permission("Household", "read", resident.household):
		return None
	title = frappe.db.get_value("Household", resident.household, "household_title")
	return {
		"name": resident.household,
		"title": title,
		"members": households.members_of(resident.household),
	}


def _standing_tags(resident) -> list[dict]:
	"""Tags that stand today."""
	fields = ["care_tag", "from_date", "to_date", "source"]
	rows = _listed("Resident Care Tag", resident, fields, [["from_date", "<=", getdate()]])
	return [row for row in rows if not row.to_date or getdate(row.to_date) >= getdate()]


def _last_visits(resident) -> list[dict]:
	fields = ["name", "visited_at", "visit_kind", "result", "visited_by"]
	filters = [["resident", "=", resident.name], ["status", "=", "Done"]]
	if not frappe.has_permission("Visit", "read"):
		return []
	# get_list: each sees the visits of the own area.
	return frappe.get_list(
		"Visit", filters=filters, fields=fields, order_by="visited_at desc, name desc", limit=LAST_VISITS
	)


def _listed(doctype: str, resident, fields: list[str], filters: list) -> list[frappe._dict]:
	"""Rows about a person that the session user may list; none where the role gives no right at all."""
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_list(
		doctype,
		filters=[["resident", "=", resident.name], *filters],
		fields=fields,
		order_by="creation desc, name desc",
		limit=20,
	)
