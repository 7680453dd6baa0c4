"""What a micro-project says: place, applicant, plan, budget lines that add up, and whether it looks like a split one."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime

from community_gov.core import codes
from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError
from community_gov.core.scrubbing import HIDDEN, key_of, scrub
from community_gov.participation.groups import groups
from community_gov.participation.links import require_readable
from community_gov.participation.micro_projects import accounts, calls, money
from community_gov.permissions.scope import within
from community_gov.registry.identity.protected_numbers import fingerprints_of

DOCTYPE = "Micro-project"
GROUP, BRANCH, RESIDENTS = "Interest Group", "Party Branch", "Residents"
CODE, CODE_LENGTH = "code_fingerprint", 12
LONGEST, MOST_LINES, MOST_BENEFICIARIES = 10_000, 50, 1_000_000
# What was applied for, and judged, stays once the project was checked.
JUDGED = (
	*("title", "project_call", "grid", "place", "applicant_kind", "interest_group", "branch"),
	*("representative_name", "need", "plan", "outcome_measure", "beneficiaries", "requested", "budget"),
)
ENDED = ("Excluded", "Not Funded", "Withdrawn")
# How far the reviews are: written beside the steps, by whoever reviews.
OF_REVIEWS = ("reviews_due", "reviews_in", "all_in_at")


def prepare(project) -> None:
	"""
	Raises:
	        BadInputError: see the messages.
	"""
	money.settle(project, "requested", "granted", "returned")
	_keep_what_is_decided(project)
	for row in project.budget:
		money.settle(row, "amount")
	_check_texts(project)
	_check_budget(project)
	if project.is_new():
		_prepare_new(project)
	elif (
		project.stage != "Applied"
		and not project.entered_state()
		and set(changed_fields(project)) & set(JUDGED)
	):
		_refuse(_("The project is checked, so what is judged stays. Exclude or withdraw it, and apply anew."))
	accounts.prepare(project)


def _keep_what_is_decided(project) -> None:
	"""A save that began before a review came in does not undo it; an amount is granted, and accounted for, once.

	Raises:
	        BadInputError
	"""
	before = project.get_doc_before_save()
	if not before:
		return
	project.update(frappe.db.get_value(DOCTYPE, project.name, OF_REVIEWS, as_dict=True, for_update=True))
	kept = ("granted",) if before.decided_at else ()
	kept = (*kept, "returned") if before.published_at else kept
	if any(money.fen(before.get(name)) != money.fen(project.get(name)) for name in kept):
		_refuse(_("The money is decided and accounted for, so its amounts stay. Apply for another project."))


def _prepare_new(project) -> None:
	call = calls.require_open(project.project_call)
	if not within(project.grid, [call.grid]):
		_refuse(_("The place lies outside the area of the call. Choose one inside."))
	require_readable(project, "Deliberation Topic", project.topic)
	_check_applicant(project)
	if money.fen(project.requested) > money.fen(call.cap):
		_refuse(
			_("A project costs at most {0} yuan in this call. Apply for less.").format(
				money.written(money.fen(call.cap))
			)
		)
	project.applied_at = now_datetime()
	project.granted = project.returned = 0
	codes.draw(project, CODE, CODE_LENGTH)


def _check_applicant(project) -> None:
	kind = project.applicant_kind
	project.interest_group = project.interest_group if kind == GROUP else None
	project.branch = project.branch if kind == BRANCH else None
	if kind == GROUP:
		groups.require_applicant(project.interest_group)
	elif kind == BRANCH and not project.branch:
		_refuse(_("Nothing says which branch applies. Choose it."))
	elif kind == RESIDENTS and not (cstr(project.representative_name).strip() and project.mobile_fingerprint):
		_refuse(_("Residents are represented by somebody. Enter the name and the mobile number."))


def _check_texts(project) -> None:
	for fieldname in ("need", "plan", "result"):
		if len(cstr(project.get(fieldname))) > LONGEST:
			_refuse(_("A text has more than {0} characters. Shorten it.").format(LONGEST))
	if not all(cstr(project.get(name)).strip() for name in ("title", "need", "plan", "outcome_measure")):
		_refuse(
			_("A project has a title, a need, a plan and a measure of its outcome. Write what is missing.")
		)
	if not 1 <= cint(project.beneficiaries) <= MOST_BENEFICIARIES:
		_refuse(_("A project is for 1 to {0} people. Correct the number.").format(MOST_BENEFICIARIES))


def _check_budget(project) -> None:
	if not 1 <= len(project.budget) <= MOST_LINES:
		_refuse(_("A budget has 1 to {0} lines. Correct it.").format(MOST_LINES))
	amounts = [money.fen(row.amount) for row in project.budget]
	if min(amounts) <= 0:
		_refuse(_("A line of the budget costs nothing. Take it out, or write its amount."))
	if sum(amounts) != money.fen(project.requested):
		_refuse(
			_("The lines make {0} yuan, and {1} are requested. Let them agree.").format(
				money.written(sum(amounts)), money.written(money.fen(project.requested))
			)
		)


def split_partners(project) -> list[str]:
	"""Other projects of the call by the same applicant or at the same place, as committed now: maybe one work in parts."""
	filters = {
		**{"project_call": project.project_call, "name": ["!=", project.name], "stage": ["not in", ENDED]}
	}
	fields = ["name", "interest_group", "branch", "mobile_fingerprint", "mobile_secret", "grid", "place"]
	rows = frappe.get_all(DOCTYPE, filters, fields, order_by="name asc")
	return [row.name for row in rows if _is_same(project, row)]


def _is_same(project, row) -> bool:
	own = set(fingerprints_of(project, "mobile"))
	if own & set(fingerprints_of(frappe._dict(row, doctype=DOCTYPE), "mobile")):
		return True
	same = any(
		project.get(name) and project.get(name) == row.get(name) for name in ("interest_group", "branch")
	)
	place = key_of(cstr(project.place))
	return same or bool(place and project.grid == row.grid and place == key_of(cstr(row.place)))


def public_text(project, fieldname: str) -> str:
	"""A text of the project for everybody: without numbers of people, and without the name of who represents it."""
	shown, name = scrub(cstr(project.get(fieldname))), cstr(project.representative_name).strip()
	return shown.replace(name, HIDDEN) if name else shown


def highest(project) -> int:
	"""The highest total that a review of this project can give."""
	return calls.highest_total(frappe.get_doc(calls.DOCTYPE, project.project_call))


def of_code(code: str):
	"""The project that a code stands for. Raises frappe.DoesNotExistError (404)."""
	name = codes.find(DOCTYPE, CODE, code)
	if not name:
		frappe.throw(
			_("No project has this code. Compare it with what you were told."), frappe.DoesNotExistError
		)
	return frappe.get_doc(DOCTYPE, name)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
