"""Applications of people without an account, under a number that they have proven, and how they follow them."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core import codes
from community_gov.core.anonymity import without_account
from community_gov.core.errors import BadInputError
from community_gov.core.time import as_day
from community_gov.participation.groups import members
from community_gov.participation.micro_projects import calls, money, projects
from community_gov.registry.identity.protected_numbers import fingerprints, stored_fingerprints

TEXTS = ("title", "need", "plan", "outcome_measure", "place", "kind", "handover_to")
MOST_WAITING = 5


def apply(number: str, call: str, values: dict, budget: list, milestones: list) -> str:
	"""Stores an application of whoever has proven a number; returns its code.

	Args:
	        values: texts of TEXTS, grid, beneficiaries, representative_name, interest_group.
	        budget: [{item, amount}]. milestones: [{milestone, due_on}].
	Raises:
	        BadInputError: see projects.prepare; the number leads no such group; too many wait already.
	"""
	calls.require_open(call)
	project = frappe.new_doc(projects.DOCTYPE)
	group = values.get("interest_group")
	if group and not members.leads_with(group, number):
		_refuse(_("This number does not lead the group. Let a lead apply, or apply as residents."))
	project.update(
		{name: values.get(name) for name in (*TEXTS, "grid", "beneficiaries", "representative_name")}
	)
	kind = {"applicant_kind": projects.GROUP if group else projects.RESIDENTS, "interest_group": group}
	project.update({"project_call": call, "mobile": number, **kind})
	_append(project, "budget", budget, ("item", "amount"))
	_append(project, "milestones", milestones, ("milestone", "due_on"))
	project.requested = money.sum_of(project.budget) / 100
	_refuse_flood(project)
	with without_account():
		# Guests hold no right on the DocType; the endpoint takes an allow-list.
		project.insert(ignore_permissions=True)
	return codes.shown_once(project) or ""


def _append(project, fieldname: str, rows: list, columns: tuple[str, str]) -> None:
	"""Rows of two columns; anything else is refused, not guessed."""
	if not isinstance(rows, list) or not 1 <= len(rows) <= projects.MOST_LINES:
		_refuse(
			_("The budget and the milestones are lists of 1 to {0} rows. Send them so.").format(
				projects.MOST_LINES
			)
		)
	for row in rows:
		if not isinstance(row, dict) or set(row) != set(columns):
			_refuse(_("A row has {0} and {1}. Send nothing else.").format(*columns))
		values = {name: row[name] for name in columns}
		if "due_on" in values:
			values["due_on"] = as_day(cstr(values["due_on"]), "due_on")
		made = project.append(fieldname, values)
		if "amount" in values:
			money.settle(made, "amount")


def _refuse_flood(project) -> None:
	"""One number waits with a few projects in a call at a time; what looks split is judged by the check."""
	filters = {"project_call": project.project_call, "stage": "Applied"}
	rows = frappe.get_all(projects.DOCTYPE, filters, pluck="name", order_by="name asc")
	own = [name for name in rows if _is_of_number(name, project.mobile)]
	if len(own) >= MOST_WAITING:
		_refuse(_("{0} projects of this number wait already. Withdraw one first.").format(MOST_WAITING))


def _is_of_number(name: str, number: str) -> bool:
	return bool({*fingerprints(number)} & {*stored_fingerprints(projects.DOCTYPE, name, "mobile")})


def status_of(code: str) -> dict:
	"""How far the project of a code is; see api.v1.public_project.track."""
	doc = projects.of_code(code)
	told = ("Scored", "On Show", "Funded", "Half-way Checked", "Result Accepted", "Accounts Published")
	return {
		**{"title": doc.title, "stage": doc.stage, "stage_title": _(doc.stage, context=projects.DOCTYPE)},
		**{"applied_at": cstr(doc.applied_at)[:16], "requested": doc.requested},
		"granted": doc.granted if doc.decided_at else None,
		"score": doc.score if doc.stage in told else None,
		"may_withdraw": doc.stage in ("Applied", "Checked"),
	}


def withdraw(code: str, reason: str) -> None:
	"""Ends an application by its code, while nobody has judged it. Raises BadInputError, StageGuardError."""
	doc = frappe.get_doc(projects.DOCTYPE, projects.of_code(code).name, for_update=True)
	if doc.stage not in ("Applied", "Checked"):
		_refuse(_("The project is judged already, so it is not withdrawn here. Call the community."))
	doc.move_to_stage("Withdrawn", "Withdraw", cstr(reason).strip()[:500])


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
