"""Reviews 评审: asked for, given blind, all in at once; a score far from the others waits for somebody's ruling.

Until all reviews of a project are in, a reviewer sees neither the applicant nor another score, and nobody sees any: the
policies of Micro-project and Project Review ask `all_in_at`.
"""

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, now_datetime

from community_gov.core.documents import as_number
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.exact import exact_key
from community_gov.core.notifications import notify_users
from community_gov.core.scrubbing import scrub
from community_gov.core.step_context import step_context
from community_gov.participation import events
from community_gov.participation.micro_projects import calls, conflicts, money, ranking
from community_gov.registry.identity import account_holders

DOCTYPE, PROJECT = "Project Review", "Micro-project"
LONGEST = 5000
COUNTS, SET_ASIDE = "Counts", "Set Aside"
APPLICANT = "〔申请方〕"


def lock_project(name: str):
	"""The project, locked, so that reviews come in one after the other."""
	return frappe.get_doc(PROJECT, name, for_update=True)


def ask(project, reviewer: str) -> str:
	"""Asks an account for a review of a checked, locked project; returns the review.

	Raises:
	        ConflictError: not checked, all reviews in, or asked already, under any account of the person.
	        SeparationOfDutiesError: the person is tied to the applicant, or knows who applied.
	        BadInputError: no account that can sign in to the desk.
	"""
	_require_under_review(project)
	_require_account(reviewer)
	if tie := conflicts.knows_applicant(project, reviewer):
		_refuse_duty(_("This reviewer is tied to the project by {0}. Ask somebody else.").format(tie))
	others = frappe.get_all(DOCTYPE, {"project": project.name}, pluck="reviewer", order_by="asked_at asc")
	if account_holders.is_among(reviewer, others):
		frappe.throw(
			_("This person is asked for a review of the project already. Ask somebody else."),
			exc=ConflictError,
		)
	made = _insert(project, reviewer)
	_store(project, reviews_due=len(others) + 1)
	until = frappe.db.get_value(calls.DOCTYPE, project.project_call, "reviews_until")
	told = _("You are asked to review a project until {0}.").format(cstr(until)[:16])
	notify_users({reviewer}, told, DOCTYPE, made)
	return made


def _require_under_review(project) -> None:
	if project.stage != "Checked" or project.all_in_at:
		frappe.throw(
			_("Project {0} is not under review. Look at its stage first.").format(project.name),
			exc=ConflictError,
		)


def _require_account(user: str) -> None:
	found = frappe.db.get_value("User", user, ["enabled", "user_type"], as_dict=True)
	if not found or not found.enabled or found.user_type != "System User":
		_refuse(_("There is no account that could review. Choose one of staff or of experts."))
	if not frappe.has_permission(DOCTYPE, "read", user=user):
		_refuse(_("This account has no role that reads reviews. Give it one, such as Supervision Member."))


def _insert(project, reviewer: str) -> str:
	"""The review carries all that is judged, without anything of the applicant."""
	names = _names_of(project)
	texts = ("need", "plan", "outcome_measure")
	lines = [f"{row.item}: {money.written(money.fen(row.amount))}" for row in project.budget]
	review = frappe.new_doc(DOCTYPE)
	review.update({name: without_names(project.get(name), names) for name in texts})
	review.update(
		{
			**{"project": project.name, "grid": project.grid, "reviewer": reviewer},
			**{"project_title": without_names(project.title, names), "asked_at": now_datetime()},
			**{"beneficiaries": project.beneficiaries, "requested": project.requested},
			**{"budget_text": without_names("\n".join(lines), names)},
			"slot": exact_key(f"{project.name}:{reviewer}"),
		}
	)
	step_context(review).by_writer = True
	# Whoever may write the project asks; nobody holds a right to write reviews.
	return review.insert(ignore_permissions=True).name


def _names_of(project) -> list[str]:
	"""Names that tell who applied."""
	found = [project.representative_name]
	if project.interest_group:
		found.append(frappe.db.get_value("Interest Group", project.interest_group, "group_name"))
	if project.branch:
		found.append(frappe.db.get_value("Party Branch", project.branch, "branch_name"))
	return [cstr(name).strip() for name in found if cstr(name).strip()]


def without_names(text: str | None, names: list[str]) -> str:
	"""A text without numbers of people and without the names of the applicant."""
	shown = scrub(cstr(text))
	for name in sorted(names, key=len, reverse=True):
		shown = shown.replace(name, APPLICANT)
	return shown


def submit(review, scores: dict, comment: str | None) -> None:
	"""Gives a review once; `review` is the reviewer's own.

	Args:
	        scores: criterion -> whole number from 0 to the highest score of the call, one for each criterion.
	Raises:
	        ConflictError: given already, too late. BadInputError: scores that do not fit. SeparationOfDutiesError
	"""
	project = lock_project(review.project)
	fresh, call = _own_open(review, project)
	if tie := conflicts.knows_applicant(project, frappe.session.user):
		_refuse_duty(_("You are tied to this project by {0}. Declare the conflict instead.").format(tie))
	given = _checked_scores(call, scores)
	fresh.set("scores", [])
	for row in call.criteria:
		values = {"criterion": row.criterion, "weight": row.weight, "score": given[row.criterion]}
		fresh.append("scores", values)
	weights = [cint(row.weight) for row in call.criteria]
	fresh.total = ranking.total([given[row.criterion] for row in call.criteria], weights)
	fresh.update({"comment": _comment(comment), "submitted_at": now_datetime()})
	_save(fresh)
	settle(project)


def declare_conflict(review, reason: str) -> None:
	"""The reviewer steps back: the review counts for nothing. Raises as `submit`."""
	project = lock_project(review.project)
	fresh, _call = _own_open(review, project)
	if not cstr(reason).strip():
		_refuse(_("Nothing says what ties you to the project. Write it in a few words."))
	fresh.update({"has_conflict": 1, "conflict_reason": _comment(reason), "submitted_at": now_datetime()})
	_save(fresh)
	settle(project)


def _own_open(review, project):
	"""The review as committed now, and its call."""
	fresh = frappe.get_doc(DOCTYPE, review.name, for_update=True)
	if fresh.reviewer != frappe.session.user:
		_refuse_duty(_("This review was asked of somebody else. Give your own ones only."))
	call = frappe.get_doc(calls.DOCTYPE, project.project_call)
	if fresh.submitted_at:
		frappe.throw(_("This review is given already. It stays as it is."), exc=ConflictError)
	if project.stage != "Checked" or project.all_in_at or now_datetime() > get_datetime(call.reviews_until):
		frappe.throw(_("The time for reviews is over. Tell the clerk, who may ask again."), exc=ConflictError)
	return fresh, call


def _checked_scores(call, scores: dict) -> dict[str, int]:
	wanted = [row.criterion for row in call.criteria]
	if not isinstance(scores, dict) or set(scores) != set(wanted):
		_refuse(_("A review scores each criterion once: {0}. Send them all.").format(", ".join(wanted)))
	return {name: _score(scores[name], cint(call.max_score)) for name in wanted}


def _score(value, highest: int) -> int:
	number = None if isinstance(value, bool | list | dict) else as_number(value)
	if number is None or number != int(number) or not 0 <= number <= highest:
		_refuse(_("A score is a whole number from 0 to {0}. Correct it.").format(highest))
	return int(number or 0)


def _comment(text: str | None) -> str | None:
	words = cstr(text).strip()
	if len(words) > LONGEST:
		_refuse(_("A comment has more than {0} characters. Shorten it.").format(LONGEST))
	return words or None


def _save(review) -> None:
	step_context(review).by_writer = True
	# The reviewer was asked for; nobody holds a right to write reviews.
	review.save(ignore_permissions=True)


def settle(project) -> bool:
	"""Ends the blind part of a locked project once all reviews are in, or their time is over and enough are; tells so."""
	rows = reviews_of(project.name)
	call = frappe.get_doc(calls.DOCTYPE, project.project_call)
	given = [row for row in rows if row.submitted_at]
	counting = [row for row in given if not row.has_conflict]
	_store(project, reviews_in=len(given))
	is_over = now_datetime() > get_datetime(call.reviews_until)
	if len(counting) < cint(call.reviewers) or (len(given) < len(rows) and not is_over):
		return False
	totals = [cint(row.total) for row in counting]
	marks = ranking.far_from_median(totals, calls.highest_total(call), cint(call.outlier_percent))
	for row, is_outlier in zip(counting, marks, strict=True):
		frappe.db.set_value(DOCTYPE, row.name, "is_outlier", int(is_outlier), update_modified=False)
	_store(project, all_in_at=now_datetime())
	told = _("All reviews of {0} are in: complete the review.").format(project.title)
	notify_users({project.checked_by} - {None}, told, PROJECT, project.name)
	events.record(project, "All Reviews In")
	return True


def close(project) -> None:
	"""Ends the blind part by hand once the time for reviews is over. Raises ConflictError: too few, or not yet."""
	_require_under_review(project)
	if not settle(project):
		frappe.throw(
			_("Too few reviews are in, or their time is not over. Ask further reviewers, or wait."),
			exc=ConflictError,
		)


def reviews_of(project: str) -> list[frappe._dict]:
	"""Reviews of a project as committed now, in the order in which they were asked for."""
	review = frappe.qb.DocType(DOCTYPE)
	columns = ("name", "reviewer", "submitted_at", "has_conflict", "total", "is_outlier", "outlier_ruling")
	query = frappe.qb.from_(review).select(*(review[name] for name in columns))
	query = query.where(review.project == project).orderby(review.asked_at).orderby(review.name)
	return query.for_update().run(as_dict=True)


def rule_on_outlier(review, counts: bool, reason: str) -> None:
	"""Somebody who did not give the score says whether it counts.

	Args:
	        review: locked.
	Raises:
	        ConflictError: no outlier, or ruled on. SeparationOfDutiesError. BadInputError: no reason.
	"""
	project = lock_project(review.project)
	if not review.is_outlier or review.outlier_ruling or project.stage != "Checked":
		frappe.throw(_("This review waits for no ruling. Choose one that is marked."), exc=ConflictError)
	reviewers = {row.reviewer for row in reviews_of(project.name)}
	if account_holders.is_among(frappe.session.user, reviewers):
		_refuse_duty(_("You reviewed this project, so you do not rule on a score. Ask somebody else."))
	if conflicts.tie_of(project, frappe.session.user):
		_refuse_duty(_("You are tied to this project, so you do not rule on a score. Ask somebody else."))
	if not cstr(reason).strip():
		_refuse(_("Nothing says why. Write the reason of the ruling."))
	least = cint(frappe.db.get_value(calls.DOCTYPE, project.project_call, "reviewers"))
	if not counts and len(counting_totals(project.name)) - 1 < least:
		_refuse(
			_("Without this review fewer than {0} would count. Let it count, with the reason.").format(least)
		)
	ruling = {"outlier_ruling": COUNTS if counts else SET_ASIDE, "outlier_reason": _comment(reason)}
	review.db_set({**ruling, "outlier_by": frappe.session.user})


def counting_totals(project: str) -> list[int]:
	"""Totals that make the score of a project."""
	return [
		cint(row.total)
		for row in reviews_of(project)
		if row.submitted_at and not row.has_conflict and row.outlier_ruling != SET_ASIDE
	]


def has_reviewed(project: str, user: str) -> bool:
	"""Whether the person behind an account was asked for a review of a project."""
	rows = frappe.get_all(DOCTYPE, {"project": project}, pluck="reviewer", order_by="asked_at asc")
	return account_holders.is_among(user, rows)


def progress(project) -> list[dict]:
	"""[{reviewer, is_in}] without scores or conflicts; see api.v1.micro_project.reviewers."""
	return [{"reviewer": row.reviewer, "is_in": bool(row.submitted_at)} for row in reviews_of(project.name)]


def _store(project, **values) -> None:
	"""On the locked row, beside its steps: how far the reviews are is no edit of the project."""
	project.update(values)
	frappe.db.set_value(PROJECT, project.name, values, update_modified=False)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


def _refuse_duty(text: str) -> None:
	frappe.throw(text, exc=SeparationOfDutiesError)
