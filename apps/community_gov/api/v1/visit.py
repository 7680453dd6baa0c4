"""Care and visits over REST: the list of the day, a visit with findings that become cases, coverage, proposals."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.located import located
from community_gov.api.requests import as_list
from community_gov.casework.intake.reporting import report_case
from community_gov.core.step_context import step_context
from community_gov.core.time import as_day
from community_gov.permissions.access import load_doc, require
from community_gov.permissions.listing import visible_of
from community_gov.registry.care import care_tags, visible_figures, visits
from community_gov.registry.homes import places
from community_gov.registry.privacy import consents


@frappe.whitelist(methods=["GET"])
def day_list(on: str | None = None, mine: bool = False) -> dict:
	"""What is to be visited on a day, by place; overdue ones among them.

	Args:
	        on: ISO 8601 day, today without one.
	        mine: only what is assigned to the session user.
	Returns:
	        {day, visits: [{name, resident, full_name, address, grid, visit_kind, due_on, overdue, care_tag}]}
	"""
	require("Visit", "read")
	day = as_day(on)
	return {"day": str(day), "visits": visits.day_list(day, frappe.session.user if mine else None)}


@frappe.whitelist(methods=["POST"])
@idempotent("visit.record")
@located
def record(
	result: str,
	visit: str | None = None,
	resident: str | None = None,
	visit_kind: str | None = None,
	note: str | None = None,
	findings: list | str | None = None,
	visited_at: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
) -> dict:
	"""Records a planned visit, or an unplanned one to a resident; findings of kind Case become cases.

	Args:
	        result: Met, Nobody at Home, Declined or Moved Away.
	        findings: [{kind: Note | Case | Help Request, description, category, help_kind}].
	Returns:
	        {visit, status, on_time, cases: [name], help_requests: [name]}
	"""
	rows = as_list(findings, "findings")
	values = {"result": result, "note": note, "visited_at": visited_at, "findings": rows}
	values |= {"latitude": latitude, "longitude": longitude}
	if not visit:
		values |= {"resident": resident, "visit_kind": visit_kind or "Home Visit"}
	doc = _save_visit(visit, values)
	return {"visit": doc.name, "status": doc.status, "on_time": doc.on_time, **_followed(doc)}


def _save_visit(name: str | None, values: dict):
	"""The planned visit with its result, or a new one."""
	sent = {key: value for key, value in values.items() if value is not None}
	if name:
		return load_doc("Visit", name, "write").update(sent).save()
	doc = frappe.new_doc("Visit")
	doc.update(sent)
	return doc.insert()


@frappe.whitelist(methods=["POST"])
def follow_findings(visit: str) -> dict:
	"""Opens the cases and raises the requests that the findings of a visit ask for and do not have; repeating adds none.

	Returns:
	        {visit, cases: [name], help_requests: [name]}; all of them or, after a refusal, none
	"""
	return {"visit": visit, **_followed(load_doc("Visit", visit, "write"))}


def _followed(doc) -> dict[str, list[str]]:
	return {
		"cases": [_to_case(doc, row) for row in visits.findings_for_cases(doc)],
		"help_requests": [_to_help(doc, row) for row in visits.findings_for_help(doc)],
	}


@frappe.whitelist(methods=["POST"])
def finding_to_case(visit: str, finding: str, category: str | None = None) -> dict:
	"""Opens the case of a finding; repeating gives the same case.

	Args:
	        finding: name of the row.
	Returns:
	        {visit, case}
	"""
	doc = load_doc("Visit", visit, "write")
	row = visits.finding_of(doc, finding)
	if not row.case_file:
		row.category = category or row.category
		_to_case(doc, row)
	return {"visit": doc.name, "case": row.case_file}


def _to_case(visit, row) -> str:
	"""Reports a finding: the building and the words, never the person's name or room."""
	require("Case", "create")
	consents.require_standing(visit.resident, consents.SHARING)
	values = {"description": row.description, "category": row.category, "grid": visit.grid, "source": "Visit"}
	case = report_case({**values, "address": places.public_address(visit.household)}, [], None)
	visits.link_case(visit, row, case.name)
	return case.name


@frappe.whitelist(methods=["POST"])
def finding_to_help(visit: str, finding: str, help_kind: str | None = None) -> dict:
	"""Raises the help request of a finding; repeating gives the same request.

	Args:
	        finding: name of the row.
	Returns:
	        {visit, help_request}
	"""
	doc = load_doc("Visit", visit, "write")
	row = visits.finding_of(doc, finding)
	if not row.help_request:
		row.help_kind = help_kind or row.help_kind
		_to_help(doc, row)
	return {"visit": doc.name, "help_request": row.help_request}


def _to_help(visit, row) -> str:
	"""Raises a finding's request: volunteers near read its kind, only staff and who claims it the words."""
	require("Help Request", "create")
	doc = frappe.new_doc("Help Request")
	doc.update(
		{"resident": visit.resident, "help_kind": row.help_kind, "need": row.help_kind, "source": "Visitor"}
	)
	doc.details = row.description
	step_context(doc).origin = {"visit": visit.name}
	doc.insert()
	visits.link_help(visit, row, doc.name)
	return doc.name


@frappe.whitelist(methods=["GET"])
def coverage_by_place(from_date: str, to_date: str, level: str = "Grid", area: str | None = None) -> dict:
	"""Visits due in a period by place, over what the user may list.

	Args:
	        level: Street, Community, Grid or Micro-grid.
	Returns:
	        {rows: [{key, people, due, done, done_as_planned, on_time, met, missed, evening, coverage_rate, on_time_rate}]}
	"""
	return visible_figures.coverage_by_place(from_date, to_date, level, area)


@frappe.whitelist(methods=["GET"])
def coverage_by_person(from_date: str, to_date: str, area: str | None = None) -> dict:
	"""The same by the account that is to go there, or went."""
	return visible_figures.coverage_by_person(from_date, to_date, area)


@frappe.whitelist(methods=["GET"])
def proposed_tags(area: str | None = None) -> dict:
	"""People old enough for a care tag who do not have it, among those whom the user sees; a person decides.

	Returns:
	        {proposals: [{resident, full_name, grid, address, care_tag}]}; at most 100, eldest first
	"""
	require("Resident Care Tag", "create")
	return {"proposals": care_tags.proposals(area, visible=visible_of("Resident"))}
