"""What the reporter says of a closed case: 满意 / 基本满意 / 不满意, once for each closing."""

from datetime import datetime
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import add_days, cint, cstr, get_datetime, now_datetime

from community_gov.casework.lifecycle import events
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError, StageGuardError
from community_gov.core.step_context import step_context

RATINGS = ("Satisfied", "Basically Satisfied", "Dissatisfied")
BY_CODE, BY_ACCOUNT = "Tracking Code", "Account"
DEFAULT_DAYS = 15
MAX_COMMENT = 1_000


def rate(case, rating: str, comment: str | None, kind: str) -> str:
	"""Stores the reporter's rating of the last closing and returns the name of the Case Feedback.

	Args:
	        case: the locked document.
	        rating: one of RATINGS.
	        kind: how the reporter was known: BY_CODE or BY_ACCOUNT.
	Raises:
	        BadInputError, StageGuardError (not closed, too late), ConflictError (rated already).
	"""
	_check_values(rating, comment)
	refuse_unless_open(case, "rating_days")
	if is_rated(case):
		_refuse_second(case)
	name = _store_feedback(case, rating, comment, kind)
	values = {"rating": rating, "rated_at": now_datetime()}
	frappe.db.set_value("Case", case.name, values, update_modified=False)
	events.record(case.name, "Rated", note=_(rating, context="Case Feedback"))
	return name


def _store_feedback(case, rating: str, comment: str | None, kind: str) -> str:
	doc = frappe.new_doc("Case Feedback")
	doc.update(
		{
			"case_file": case.name,
			"round": case.round,
			"grid": case.grid,
			"rating": rating,
			"comment": cstr(comment).strip(),
			"rated_at": now_datetime(),
			"rated_by_kind": kind,
			"round_key": _round_key(case),
		}
	)
	step_context(doc).by_writer = True
	try:
		# The caller has proven to be the reporter; reporters hold no right to write ratings.
		doc.insert(ignore_permissions=True)
	except frappe.UniqueValidationError:
		frappe.clear_last_message()
		_refuse_second(case)
	return doc.name


def _refuse_second(case) -> NoReturn:
	frappe.throw(
		_("Case {0} is rated already. A new rating is possible when it closes again.").format(case.name),
		exc=ConflictError,
	)


def _check_values(rating: str, comment: str | None) -> None:
	if rating not in RATINGS:
		frappe.throw(
			_("{0} is no rating. Choose one of: {1}.").format(rating, ", ".join(RATINGS)), exc=BadInputError
		)
	if len(cstr(comment)) > MAX_COMMENT:
		frappe.throw(
			_("The comment is longer than {0} characters. Shorten it.").format(MAX_COMMENT),
			exc=BadInputError,
		)


def _round_key(case) -> str:
	"""One rating for each closing round: the database allows each pair once."""
	return f"{case.name}:{case.round}"


def is_rated(case) -> bool:
	said = frappe.qb.DocType("Case Feedback")
	return bool(
		frappe.qb.from_(said).select(said.name).where(said.round_key == _round_key(case)).limit(1).run()
	)


def refuse_unless_open(case, setting: str) -> None:
	"""The case must be closed, and not longer than a setting says.

	Raises:
	        StageGuardError
	"""
	if case.stage != "Closed":
		frappe.throw(
			_("Case {0} is not closed yet. Wait for its answer.").format(case.name), exc=StageGuardError
		)
	if now_datetime() > _last_moment(case, setting):
		frappe.throw(
			_("Case {0} was closed too long ago. Report the problem anew if it is still there.").format(
				case.name
			),
			exc=StageGuardError,
		)


def _last_moment(case, setting: str) -> datetime:
	"""Until when the reporter may rate (`rating_days`) or appeal (`appeal_days`): natural days after closing."""
	days = frappe.db.get_single_value("Community Gov Settings", setting)
	return add_days(get_datetime(case.closed_at), DEFAULT_DAYS if days is None else cint(days))


def is_open(case, setting: str) -> bool:
	return case.stage == "Closed" and now_datetime() <= _last_moment(case, setting)


def refuse_others(case) -> None:
	"""With an account only the account that reported speaks for the reporter.

	Raises:
	        SeparationOfDutiesError
	"""
	if frappe.session.user != case.reporter:
		frappe.throw(
			_("Only the reporter of case {0} may do this. Let the reporter use the tracking code.").format(
				case.name
			),
			exc=SeparationOfDutiesError,
		)


def refuse_signed_in(case) -> None:
	"""Whoever is signed in speaks as the own account, never by a code: rules of duties bind accounts.

	Raises:
	        SeparationOfDutiesError
	"""
	if frappe.session.user != "Guest":
		refuse_others(case)
