"""The pick-up slip: a new code on paper. Whoever prints it knows the code, so somebody else hands over."""

import frappe
from frappe import _

from community_gov.core.errors import ConflictError
from community_gov.registry.identity.numbers import mask_name
from community_gov.volunteering.rewards import catalogue, pickup_codes

FIRST = "First slip"


def print_slip(redemption, reason: str | None) -> dict:
	"""What stands on a new slip, whose code ends every earlier one; notes who was shown it.

	Args:
	        redemption: the locked Point Redemption.
	        reason: why; not asked for with the first slip of a volunteer without an account.
	Returns:
	        as `catalogue.waiting`, and {pickup_code, qr, volunteer, volunteer_name (masked)}
	Raises:
	        ConflictError: nothing waits to be picked up. BadInputError: no reason is given.
	"""
	person = frappe.db.get_value("Volunteer", redemption.volunteer, ["full_name", "user"], as_dict=True)
	if person.user and not reason:
		_refuse_needless(person)
	if not (person.user or redemption.slip_by):
		reason = reason or FIRST
	code = pickup_codes.replace(redemption, reason or "", frappe.session.user)
	shops = catalogue.shops_of([redemption.reward_item]).get(redemption.reward_item, [])
	shown = {**catalogue.one_waiting(redemption, shops), **pickup_codes.picture(code)}
	return {**shown, "volunteer": redemption.volunteer, "volunteer_name": mask_name(person.full_name)}


def _refuse_needless(person) -> None:
	frappe.throw(
		_("{0} has an account and draws a new code there. Give a reason if you must print one.").format(
			mask_name(person.full_name)
		),
		exc=ConflictError,
	)
