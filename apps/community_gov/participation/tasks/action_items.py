"""Action items 落实事项: one task, one owner, one day; delivered with evidence, accepted by somebody else."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, getdate

from community_gov.casework.lifecycle.notifications import handlers_of_unit
from community_gov.core.errors import BadInputError, SeparationOfDutiesError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.core.stages.staged_document import STEP_FIELDS
from community_gov.participation.links import require_readable
from community_gov.registry.identity import account_holders

DOCTYPE = "Action Item"
# What whoever does the task writes on it.
DOERS_FIELDS = ("progress", "result", "evidence", *STEP_FIELDS)


def check(item) -> None:
	"""
	Raises:
	        BadInputError: nobody or two do it, a day that has passed, or progress above 100 %.
	"""
	if bool(item.owner_user) == bool(item.owner_unit):
		_refuse_input(_("An action item is done by one account or one unit. Choose one of the two."))
	if item.is_new():
		require_readable(item, item.source_doctype, item.source_name)
	if item.is_new() and getdate(item.due_on) < getdate():
		_refuse_input(_("The day on which it is due has passed. Choose a later one."))
	if not 0 <= flt(item.progress) <= 100:
		_refuse_input(_("Progress goes from 0 to 100 percent. Correct it."))
	item.weight = max(cint(item.weight), 1)


def owners_of(item) -> set[str]:
	"""Accounts that do the task."""
	return {item.owner_user} if item.owner_user else handlers_of_unit(item.owner_unit)


def require_source(doctype: str, among: tuple[str, ...]) -> None:
	"""Refuses a DocType from which no task follows. Raises BadInputError."""
	if doctype not in among:
		_refuse_input(_("No task follows from {0}. Choose one of: {1}.").format(doctype, ", ".join(among)))


def add(source, task: str, due_on, owner_user: str | None = None, owner_unit: str | None = None):
	"""A task that follows from a document with a grid; returns the Action Item."""
	doc = frappe.new_doc(DOCTYPE)
	origin = {"source_doctype": source.doctype, "source_name": source.name, "grid": source.grid}
	doc.update({**origin, "task": task, "due_on": due_on, "owner_user": owner_user, "owner_unit": owner_unit})
	return doc.insert()


def open_items(doctype: str, name: str) -> list[str]:
	"""Tasks of a document that are neither accepted nor dropped."""
	filters = {"source_doctype": doctype, "source_name": name, "stage_category": "Open"}
	return frappe.get_all(DOCTYPE, filters, pluck="name", order_by="due_on asc, name asc")


def _tell_owners(item) -> None:
	text = _("{0}: do it until {1}.").format(item.task, cstr(item.due_on))
	notify_users(owners_of(item), text, DOCTYPE, item.name)


@asks("result")
def _needs_result(item) -> None:
	if not cstr(item.result).strip():
		refuse(_("Nothing says what was done."), _("Write it, and add a photo or paper."))
	if not item.evidence:
		refuse(_("There is no evidence."), _("Add a photo or paper."))


def _full(item) -> None:
	item.progress = 100


def _refuses_doer(item) -> None:
	doers = (owners_of(item) | {item.delivered_by}) - {None}
	if account_holders.is_among(frappe.session.user, doers):
		frappe.throw(
			_("You have done this task, so you do not accept it. Ask somebody else."),
			exc=SeparationOfDutiesError,
		)


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


ACTION_STAGE_RULES = {
	"Assigned": StageRule(effects=(_tell_owners,)),
	"Doing": StageRule(),
	"Delivered": StageRule("delivered_at", "delivered_by", guards=(_needs_result,), computes=(_full,)),
	"Result Accepted": StageRule("accepted_at", "accepted_by", guards=(_refuses_doer,)),
	"Dropped": StageRule(guards=(needs_reason,)),
}
