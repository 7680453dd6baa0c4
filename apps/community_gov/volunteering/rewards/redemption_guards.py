"""What the stages of a redemption demand: nobody decides on their own, and the code proves who collects."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.codes import matches
from community_gov.core.errors import SeparationOfDutiesError, StageGuardError
from community_gov.core.stages.questions import asks
from community_gov.registry.identity.account_holders import is_same_holder
from community_gov.volunteering.registration.persons import is_self


def refuse_own_approval(redemption) -> None:
	"""Volunteers neither approve nor hand over their own redemption, under whichever account."""
	if is_self(frappe.session.user, redemption.volunteer):
		frappe.throw(
			_("You cannot decide on your own redemption. Ask a coordinator."), exc=SeparationOfDutiesError
		)


def refuse_slip_printer(redemption) -> None:
	"""Who printed the slip does not hand over: the code would prove nothing.

	Raises:
	        SeparationOfDutiesError
	"""
	if redemption.slip_by and is_same_holder(frappe.session.user, redemption.slip_by):
		frappe.throw(
			_("You printed the slip of {0} and cannot hand it over. Ask a colleague or a shop.").format(
				redemption.name
			),
			exc=SeparationOfDutiesError,
		)


@asks("code")
def needs_pickup_code(redemption) -> None:
	"""Hand-over needs the code that only the volunteer was shown, in time."""
	if not matches(redemption.given_code, redemption.pickup_code_fingerprint):
		frappe.throw(
			_("The pick-up code of {0} does not match. Ask the volunteer to show it.").format(
				redemption.name
			),
			exc=StageGuardError,
		)
	if redemption.expires_at and redemption.expires_at < now_datetime():
		frappe.throw(
			_("The hold of {0} has expired. Release it and redeem again.").format(redemption.name),
			exc=StageGuardError,
		)


def refuse_unapproved(redemption) -> NoReturn:
	frappe.throw(
		_("{0} has not been approved. Ask a coordinator to approve it.").format(redemption.name),
		exc=StageGuardError,
	)
