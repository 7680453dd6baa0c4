"""On-site checks: verification (核实) before filing, inspection (核查) after disposal."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from community_gov.casework.dispatch.dispatching import lock_case, open_new_round
from community_gov.casework.lifecycle import events
from community_gov.casework.lifecycle.notifications import enabled_users
from community_gov.casework.lifecycle.participants import dispatchers_of, handlers_of
from community_gov.core.counting import count_locked
from community_gov.core.errors import SeparationOfDutiesError, StageGuardError
from community_gov.core.step_context import step_context
from community_gov.registry.identity import account_holders

STAGE_OF_KIND = {"Verification": "Verifying", "Inspection": "Checking"}
# Supervisors (监督员) check first; a grid worker does where a place has no supervisor.
CHECKER_ROLES = ("Grid Supervisor", "Grid Worker")


def request_verification(case) -> None:
	_request_check(case, "Verification")


def request_inspection(case) -> None:
	_request_check(case, "Inspection")


def _request_check(case, kind: str) -> None:
	"""Asks somebody of the place to go and look, unless such a check is already pending."""
	if count_locked("Case Check", {"case_file": case.name, "kind": kind, "result": "Pending"}):
		return
	doc = frappe.new_doc("Case Check")
	doc.update({"case_file": case.name, "kind": kind, "assignee": choose_checker(case)})
	step_context(doc).by_case = True
	# The step on the case was permitted; the request is its consequence.
	doc.insert(ignore_permissions=True)


def withdraw_pending(case) -> None:
	"""Takes back checks that a closed or rejected case no longer needs."""
	pending = {"case_file": case.name, "result": "Pending"}
	for name in frappe.get_all("Case Check", filters=pending, pluck="name", order_by="creation asc"):
		doc = frappe.get_doc("Case Check", name)
		doc.result = "Withdrawn"
		step_context(doc).by_case = True
		# The step on the case was permitted; the withdrawal is its consequence.
		doc.save(ignore_permissions=True)


def choose_checker(case) -> str | None:
	"""The nearest supervisor or grid worker with the least open checks who took no part in the case."""
	excluded = handlers_of(case.name) | dispatchers_of(case.name) | {case.reporter}
	members = _team_members(case.grid)
	involved = account_holders.find_among({row.user for row in members}, excluded)
	members = [row for row in members if row.user not in involved]
	if not members:
		return None
	load = _pending_by_user([row.user for row in members])
	members.sort(
		key=lambda row: (
			CHECKER_ROLES.index(row.team_role),
			-len(row.parent),
			load.get(row.user, 0),
			row.user,
		)
	)
	return members[0].user


def _team_members(grid: str | None) -> list[frappe._dict]:
	"""Active checkers on the teams of a grid and the places above it: rows of user, team_role, parent."""
	if not grid:
		return []
	above = [grid[:length] for length in (2, 4, 6, 9, 12, 15, 17) if length <= len(grid)]
	rows = frappe.get_all(
		"Grid Team Member",
		filters={"parent": ["in", above], "parenttype": "Grid", "team_role": ["in", CHECKER_ROLES]},
		fields=["user", "team_role", "parent", "from_date", "to_date"],
		order_by="parent desc, idx asc",
	)
	today = getdate()
	here = [row for row in rows if row.user and row.from_date <= today and (row.to_date or today) >= today]
	enabled = set(enabled_users({row.user for row in here}))
	return [row for row in here if row.user in enabled]


def _pending_by_user(users: list[str]) -> dict[str, int]:
	rows = frappe.get_all(
		"Case Check",
		filters={"assignee": ["in", users], "result": "Pending"},
		fields=["assignee"],
		order_by="assignee asc",
	)
	counts: dict[str, int] = {}
	for row in rows:
		counts[row.assignee] = counts.get(row.assignee, 0) + 1
	return counts


def check_may_be_asked(check) -> None:
	"""A check belongs to its stage: verification while verifying, inspection while checking.

	Raises:
	        StageGuardError: the case is in another stage.
	"""
	stage = frappe.db.get_value("Case", check.case_file, "stage")
	if stage != STAGE_OF_KIND[check.kind]:
		frappe.throw(
			_("Case {0} is in stage {1}, where no {2} is asked for. Take the workflow step first.").format(
				check.case_file, _(stage or "", context="Case"), _(check.kind)
			),
			exc=StageGuardError,
		)


def refuse_involved(check) -> None:
	"""Who handled or dispatched a case cannot check it.

	Raises:
	        SeparationOfDutiesError: the user took part.
	"""
	involved = handlers_of(check.case_file) | dispatchers_of(check.case_file)
	if account_holders.is_among(frappe.session.user, involved):
		frappe.throw(
			_(
				"You handled or dispatched case {0}, so you cannot check it. Ask a colleague who took no part."
			).format(check.case_file),
			exc=SeparationOfDutiesError,
		)


def stamp_answer(check) -> None:
	check.answered_at = now_datetime()
	check.answered_by = frappe.session.user


def take_result(check) -> None:
	"""Writes the event; a failed inspection opens a new round."""
	events.record(
		check.case_file,
		f"{check.kind} {check.result}",
		note=check.note,
		reference_doctype=check.doctype,
		reference_name=check.name,
		latitude=check.latitude,
		longitude=check.longitude,
		photos=[row.image for row in check.photos],
	)
	if check.kind == "Inspection" and check.result == "Failed":
		open_new_round(lock_case(check.case_file), check.note)
