"""The pick-up slip of a volunteer without an account: whoever prints it knows the code, so somebody else hands over."""

import frappe
from frappe import _

from community_gov.core.errors import ConflictError
from community_gov.registry.identity.numbers import mask_name
from community_gov.volunteering.rewards import catalogue


def print_slip(redemption) -> dict:
	"""What stands on the slip; notes who was shown the code. Printing again is for the same person.

	Args:
	        redemption: the locked Point Redemption.
	Returns:
	        as `catalogue.waiting`, and {volunteer, volunteer_name (masked)}
	Raises:
	        ConflictError: nothing waits to be picked up, the volunteer has an account, or a colleague printed it.
	"""
	person = frappe.db.get_value("Volunteer", redemption.volunteer, ["full_name", "user"], as_dict=True)
	_refuse_needless(redemption, person)
	_refuse_second_hand(redemption)
	if not redemption.slip_by:
		redemption.db_set("slip_by", frappe.session.user)
	shops = catalogue.shops_of([redemption.reward_item]).get(redemption.reward_item, [])
	shown = catalogue.one_waiting(redemption, shops)
	return {**shown, "volunteer": redemption.volunteer, "volunteer_name": mask_name(person.full_name)}


def _refuse_needless(redemption, person) -> None:
	if redemption.stage_category != "Open":
		frappe.throw(
			_("Nothing waits to be picked up for {0}. Redeem again.").format(redemption.name),
			exc=ConflictError,
		)
	if person.user:
		frappe.throw(
			_("{0} has an account and reads the code there. Print slips only for those without one.").format(
				mask_name(person.full_name)
			),
			exc=ConflictError,
		)


def _refuse_second_hand(redemption) -> None:
	"""Each who knows the code is one who could hand over to nobody: it is shown to one."""
	if redemption.slip_by and redemption.slip_by != frappe.session.user:
		frappe.throw(
			_(
				"A colleague has printed the slip of {0} already. Ask them, or release it and redeem again."
			).format(redemption.name),
			exc=ConflictError,
		)
