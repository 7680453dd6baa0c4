"""The tracking code of a case: whoever has it speaks as the reporter, so it is shown once and to one person."""

import frappe
from frappe import _
from frappe.utils import cint

from community_gov.casework.lifecycle import events
from community_gov.casework.lifecycle.participants import workers_of
from community_gov.core import codes, phones
from community_gov.core.errors import SeparationOfDutiesError
from community_gov.core.step_context import step_context
from community_gov.registry.identity import account_holders

FIELD, SHOWN_TO = "tracking_code_fingerprint", "tracking_code_shown_to"
# 16 characters out of 31: 79 bits, not to be guessed at any rate a server allows.
LENGTH = 16


def prepare(case) -> None:
	"""Draws the code of a new case and notes the account that is going to see it, if any does."""
	codes.draw(case, FIELD, LENGTH)
	shown = step_context(case).answers_code or _is_told_on_desk(case)
	account = frappe.session.user
	case.set(SHOWN_TO, account if shown and account != "Guest" else None)


def _is_told_on_desk(case) -> bool:
	"""Whoever enters a report of somebody else, or an anonymous one, in a form hands the code on at once."""
	for_somebody = cint(case.is_anonymous) or case.reporter_name or case.reporter_phone
	by_form = getattr(frappe.local, "request", None) and not frappe.flags.in_import
	return bool(for_somebody and by_form and not step_context(case).answers_code)


def tell_on_desk(case) -> None:
	"""Shows the code of a new case once, to be handed to the reporter; answers of the REST interface hold it themselves."""
	signed_in = frappe.session.user != "Guest" or step_context(case).filed_by
	if signed_in and _is_told_on_desk(case):
		frappe.msgprint(
			_("Tracking code {0}: give it to the reporter now. It is not shown again.").format(
				frappe.bold(codes.shown_once(case))
			),
			title=_("Tracking Code"),
		)


def issue(case, reason: str) -> str:
	"""A new code for the reporter of a locked case, handed on by the session user; the old one ends.

	Raises:
	        SeparationOfDutiesError: the session user worked on the case. BadInputError: no reason.
	"""
	if account_holders.is_among(frappe.session.user, workers_of(case.name)):
		frappe.throw(
			_("You worked on case {0}, which its reporter rates with this code. Ask a colleague.").format(
				case.name
			),
			exc=SeparationOfDutiesError,
		)
	code = codes.replace(case, FIELD, LENGTH, reason, **{SHOWN_TO: frappe.session.user})
	events.record(case.name, "Tracking Code Issued", note=reason.strip())
	return code


def issue_to_phone(case, number: str, *others: str) -> str:
	"""A new code for the reporter of a locked case, who has proven the number of the report; the old one ends.

	Args:
	        others: the number of a relative who draws it as proxy, under which it is no less refused.
	Raises:
	        SeparationOfDutiesError: a number belongs to somebody who worked on the case.
	"""
	if any(_carry(workers_of(case.name), one) for one in (number, *others)):
		frappe.throw(
			_(
				"Somebody with this number worked on case {0}, which its reporter rates. Ask the centre."
			).format(case.name),
			exc=SeparationOfDutiesError,
		)
	# A proxy who comes to work on the case later speaks for nobody with it either.
	account = account_holders.account_with(others[-1]) if others else None
	code = codes.replace(case, FIELD, LENGTH, None, **{SHOWN_TO: account})
	note = _("Drawn by a family proxy, {0}.").format(phones.mask(others[-1])) if others else None
	events.record(case.name, "Tracking Code Issued", note=note or _("Drawn by the phone of the report."))
	return code


def _carry(workers: set[str], number: str) -> bool:
	"""Whether the number is that of one of them."""
	return any(account_holders.carries(worker, number) for worker in workers)


def is_known_to_workers(case) -> bool:
	"""Whether the present code is in the hands of somebody who worked on the case: then it does not prove the reporter."""
	shown_to, number = case.get(SHOWN_TO), case.reporter_phone
	if not shown_to and not number:
		return False
	workers = workers_of(case.name)
	if shown_to and account_holders.is_among(shown_to, workers):
		return True
	return bool(number) and _carry(workers, number)


def refuse_known_to_workers(case) -> None:
	"""Raises SeparationOfDutiesError where a code does not prove that its holder is the reporter."""
	if is_known_to_workers(case):
		frappe.throw(
			_(
				"This code was shown to somebody who worked on case {0}. Ask the centre for a new one, from a colleague."
			).format(case.name),
			exc=SeparationOfDutiesError,
		)
