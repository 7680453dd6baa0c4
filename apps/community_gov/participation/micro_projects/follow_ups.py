"""Whether residents still run what was paid for, 6 and 12 months after its accounts were published."""

import frappe
from frappe import _
from frappe.utils import add_months, cint, cstr, getdate

from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.notifications import notify_users
from community_gov.core.step_context import step_context
from community_gov.participation.micro_projects import conflicts

PROJECT, FOLLOW_UP = "Micro-project", "Project Follow-up"
MONTHS = (6, 12)
LONGEST = 2000


def plan(project) -> None:
	"""Two days on which somebody looks again."""
	project.set("follow_ups", [])
	for months in MONTHS:
		due = add_months(getdate(project.published_at), months)
		project.append("follow_ups", {"months": months, "due_on": due})


def record(project, still_run: bool, finding: str) -> dict:
	"""What somebody found at the next of the two days; `project` is locked.

	Returns:
	        {months, still_run}
	Raises:
	        ConflictError: nothing is due. BadInputError: no finding. SeparationOfDutiesError: the applicant.
	"""
	row = next((row for row in project.follow_ups if not row.checked_on), None)
	if project.stage != "Accounts Published" or not row or getdate(row.due_on) > getdate():
		frappe.throw(_("No follow-up is due now. Look at its day."), exc=ConflictError)
	if not 0 < len(cstr(finding).strip()) <= LONGEST:
		frappe.throw(
			_("A finding has 1 to {0} characters. Write what was seen.").format(LONGEST), exc=BadInputError
		)
	if conflicts.tie_of(project, frappe.session.user):
		frappe.throw(
			_("You are tied to this project, so you do not say whether it is kept up. Ask somebody else."),
			exc=SeparationOfDutiesError,
		)
	seen = {"checked_on": getdate(), "checked_by": frappe.session.user, "finding": cstr(finding).strip()}
	row.update({**seen, "still_run": int(still_run)})
	step_context(project).by_server = True
	project.save()
	return {"months": row.months, "still_run": bool(still_run)}


def outcome(project) -> bool | None:
	"""Whether it is still run after a year; None while nobody has looked."""
	row = next((row for row in project.follow_ups if row.months == MONTHS[-1]), None)
	return bool(cint(row.still_run)) if row and row.checked_on else None


def remind_due() -> int:
	"""Scheduler: tells whoever published the accounts that somebody is to look again; returns how many."""
	row, project = frappe.qb.DocType(FOLLOW_UP), frappe.qb.DocType(PROJECT)
	query = frappe.qb.from_(row).join(project).on(row.parent == project.name)
	query = query.select(project.name, project.title, project.published_by)
	query = query.where((row.due_on == getdate()) & row.checked_on.isnull())
	rows = query.where(project.stage == "Accounts Published").orderby(project.name).run(as_dict=True)
	for found in rows:
		told = _("Look whether {0} is still run by residents.").format(found.title)
		notify_users({found.published_by}, told, PROJECT, found.name)
	return len(rows)
