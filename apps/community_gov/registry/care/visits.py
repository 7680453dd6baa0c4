"""Visits: where, to whom, with what result; a visit that has a result stays as it is."""

import re
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.core.time import as_moment, not_ahead
from community_gov.registry.care.persons import resident_row
from community_gov.registry.privacy import consents

PLANNED, DONE = "Planned", "Done"
RESULT_FIELDS = ("result", "visited_at", "latitude", "longitude", "note", "findings")


def place(visit) -> None:
	"""Grid, household and address follow from the person."""
	row = resident_row(visit.resident, "grid", "household", "address", "status")
	if visit.is_new() and row.status != "Present":
		frappe.throw(
			_("This person does not live here any more. Choose somebody who is present."), exc=BadInputError
		)
	if visit.is_new():
		consents.require_standing(visit.resident, consents.CARE)
	visit.update({"grid": row.grid, "household": row.household, "address": row.address})
	if visit.visit_plan:
		visit.plan_key = f"{visit.visit_plan}/{visit.resident}/{getdate(visit.due_on)}"


def take_result(visit) -> None:
	"""A result ends the visit: when, by whom, and whether on time.

	Raises:
	        ConflictError: the visit has ended.
	        BadInputError: findings or a note without a result, a time ahead, or one before the day it was planned for.
	"""
	before = visit.get_doc_before_save()
	if before and before.status != PLANNED:
		_refuse_ended(visit, before)
		return
	visit.status = PLANNED
	if not visit.result:
		if visit.findings:
			frappe.throw(
				_("A finding belongs to a result. Choose what came of the visit."), exc=BadInputError
			)
		visit.update({"visited_at": None, "latitude": None, "longitude": None})
		return
	visited = as_moment(visit.visited_at or now_datetime(), "visited_at")
	visit.visited_at = not_ahead(visited, _("The time of the visit lies ahead. Correct it."))
	visit.status, visit.visited_by = DONE, frappe.session.user
	visit.due_on = visit.due_on or getdate(visit.visited_at)
	visit.on_time = int(getdate(visit.visited_at) <= getdate(visit.due_on))


def _refuse_ended(visit, before) -> None:
	changed = [name for name in changed_fields(visit) if name in RESULT_FIELDS or name == "due_on"]
	if changed and not step_context(visit).by_registry:
		frappe.throw(
			_("Visit {0} has ended. Add a new visit for what came later.").format(visit.name),
			exc=ConflictError,
		)


def cancel_open(resident: str) -> None:
	"""Nobody goes to somebody who moved away or died."""
	filters = {"resident": resident, "status": PLANNED}
	frappe.db.set_value("Visit", filters, "status", "Cancelled")


def natural(text: str | None) -> list:
	"""A key that sorts 2单元 before 10单元."""
	return [
		(int(part), "") if part.isdigit() else (10**9, part) for part in re.findall(r"\d+|\D+", text or "")
	]


def day_list(day: date, assignee: str | None = None) -> list[dict]:
	"""What is to be visited on a day: due until then and open, by place, so that one walk takes it all.

	Args:
	        assignee: only the visits of this account; None is everybody's whom the user sees.
	Returns:
	        [{name, resident, full_name, address, visit_kind, due_on, overdue, care_tag}]; no numbers of people.
	"""
	filters = {"status": PLANNED, "due_on": ["<=", day]}
	if assignee:
		filters["assignee"] = assignee
	fields = ["name", "resident", "address", "grid", "visit_kind"]
	# get_list: each sees the visits of the own area.
	rows = frappe.get_list(
		"Visit", filters=filters, fields=[*fields, "due_on", "care_tag"], order_by="name asc", limit=1_000
	)
	rows.sort(key=lambda row: (row.grid, natural(row.address), row.name))
	# get_all: whoever sees a visit sees whom it is for; Frappe 16 cannot join the rows of a DocType with a criterion.
	people = frappe.get_all(
		"Resident",
		filters={"name": ["in", [row.resident for row in rows]]},
		fields=["name", "full_name"],
		order_by="name asc",
		as_list=True,
	)
	names = dict(people)
	return [
		{**row, "full_name": names.get(row.resident), "overdue": int(getdate(row.due_on) < day)}
		for row in rows
	]


def findings_for_cases(visit) -> list:
	"""Findings that ask for a case and have none yet."""
	return [row for row in visit.findings if row.kind == "Case" and not row.case_file]


def findings_for_help(visit) -> list:
	"""Findings that ask for help of a kind and have no request yet."""
	return [
		row for row in visit.findings if row.kind == "Help Request" and row.help_kind and not row.help_request
	]


def finding_of(visit, name: str):
	"""The row of a visit. Raises BadInputError for a row of another one."""
	row = next((row for row in visit.findings if row.name == name), None)
	if not row:
		frappe.throw(
			_("Visit {0} has no finding {1}. Load it again.").format(visit.name, name), exc=BadInputError
		)
	return row


def cases_of(resident: str) -> list[str]:
	"""Cases that findings of visits to a person became; cases name nobody, so this is the only way back."""
	visit, finding = frappe.qb.DocType("Visit"), frappe.qb.DocType("Visit Finding")
	query = frappe.qb.from_(finding).join(visit).on(visit.name == finding.parent).select(finding.case_file)
	return query.where((visit.resident == resident) & finding.case_file.isnotnull()).run(pluck=True)


def link_case(visit, row, case: str) -> None:
	row.case_file = case
	frappe.db.set_value(
		"Visit Finding", row.name, {"case_file": case, "kind": "Case", "category": row.category}
	)
	visit.notify_update()


def link_help(visit, row, request: str) -> None:
	row.help_request = request
	values = {"help_request": request, "kind": "Help Request", "help_kind": row.help_kind}
	frappe.db.set_value("Visit Finding", row.name, values)
	visit.notify_update()


def keep_findings(visit) -> None:
	"""The case and the help request of a finding are linked by the server only."""
	before = visit.get_doc_before_save()
	stored = {row.name: row for row in before.findings} if before else {}
	for row in visit.findings:
		kept = stored.get(row.name) or frappe._dict()
		row.case_file, row.help_request = kept.get("case_file"), kept.get("help_request")
