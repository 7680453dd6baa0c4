"""Points become goods: redeem, and hand over at the counter."""

from functools import partial

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.step import act_on, steps_with_needs
from community_gov.core import codes
from community_gov.core.documents import deadlock_as_conflict
from community_gov.core.stages.steps import take_step, transition_to_stage
from community_gov.core.step_context import step_context
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.registry.identity.numbers import mask_name
from community_gov.volunteering.points.ledger import debt_of
from community_gov.volunteering.rewards import (
	catalogue,
	counter,
	pickup_codes,
	redemption_guards,
	settlement,
	slips,
)

# Nobody guesses a code of 59 bits; this keeps a counter that tries from loading the site.
LOOKS_PER_HOUR = 1_200


@frappe.whitelist(methods=["POST"])
@idempotent("redemption.redeem")
def redeem(volunteer: str, reward_item: str, quantity: int = 1) -> dict:
	"""Holds points and stock for a volunteer; the pick-up code is shown to the volunteer alone, this once.

	Returns:
	        {redemption, stage, points, expires_at, pickup_code, qr}; code and its image only for the volunteer's own user.
	"""
	require("Point Redemption", "create")
	doc = frappe.new_doc("Point Redemption")
	doc.update({"volunteer": volunteer, "reward_item": reward_item, "quantity": quantity})
	doc.insert()
	shown = {"pickup_code": None, "qr": None}
	if _is_own(doc):
		shown = pickup_codes.picture(codes.shown_once(doc))
	return {
		"redemption": doc.name,
		"stage": doc.stage,
		"points": doc.points,
		"expires_at": str(doc.expires_at),
		**shown,
	}


def _is_own(doc) -> bool:
	return frappe.db.get_value("Volunteer", doc.volunteer, "user") == frappe.session.user


@frappe.whitelist(methods=["GET"])
@limited(LOOKS_PER_HOUR, "redemption.by_code")
def by_code(pickup_code: str) -> dict:
	"""What to hand over to whoever shows this code, for coordinators of the place and for users of a shop of the item.

	Permission: right to write the redemption, or user of an enabled shop that hands the item over.
	Returns:
	        {redemption, stage, reward_item, image, quantity, left, expires_at, volunteer}; volunteer is masked.
	"""
	doc = _at_counter(pickup_codes.of_code(pickup_code))
	image, name = (
		frappe.db.get_value("Reward Item", doc.reward_item, "image"),
		frappe.db.get_value("Volunteer", doc.volunteer, "full_name"),
	)
	return {
		"redemption": doc.name,
		"stage": doc.stage,
		"reward_item": doc.reward_item,
		"image": image,
		"quantity": doc.quantity,
		"left": settlement.left(doc),
		"expires_at": str(doc.expires_at),
		"volunteer": mask_name(name),
	}


def _at_counter(name: str | None):
	"""The redemption, locked, for whoever may hand it over; the same refusal for no such code and no such right."""
	doc = frappe.get_doc("Point Redemption", name, for_update=True) if name else None
	if doc and doc.has_permission("write"):
		return doc
	doc = doc if doc and frappe.session.user != "Guest" else None
	shop = doc and counter.shop_of(doc.reward_item, frappe.session.user)
	if not shop:
		frappe.throw(
			_("No open redemption here has this code. Ask the volunteer to show it again."),
			frappe.DoesNotExistError,
		)
	step_context(doc).shop = shop
	return doc


@frappe.whitelist(methods=["POST"])
@limited(LOOKS_PER_HOUR, "redemption.hand_over")
@idempotent("redemption.hand_over")
def hand_over(pickup_code: str, redemption: str | None = None, quantity: int | None = None) -> dict:
	"""Hands all or part of the goods over against the code that the volunteer shows.

	Permission: as `by_code`.
	Args:
	        redemption: refused where the code belongs to another; without it the code alone finds it.
	        quantity: pieces; all that is left without it.
	Returns:
	        {redemption, stage, handed, left}
	"""
	doc = _at_counter(redemption or pickup_codes.of_code(pickup_code))
	handed = counter.hand_over(doc, pickup_code, quantity, partial(_finish, doc, pickup_code))
	return {
		"redemption": doc.name,
		"stage": doc.stage,
		"handed": handed,
		"left": settlement.left(doc),
	}


def _finish(doc, pickup_code: str) -> None:
	"""The step of the workflow for coordinators; a shop, which has no role in it, takes the same by the system."""
	doc.given_code = pickup_code
	if not step_context(doc).shop:
		take_step(doc, transition_to_stage(doc, "Handed Over"), None, None)
		return
	if doc.stage != "Approved":
		redemption_guards.refuse_unapproved(doc)
	doc.move_to_stage("Handed Over", "Hand Over", step_context(doc).shop)


@frappe.whitelist(methods=["POST"])
@idempotent("redemption.take_back")
def take_back(redemption: str, quantity: int, reason: str, to_shelf: bool = True) -> dict:
	"""Takes goods back that were handed over: the points return, the pieces go to the shelf or are written off.

	Returns:
	        {redemption, returned_quantity, points}
	"""
	require("Point Redemption", "write")
	doc = load_doc("Point Redemption", redemption, "write")
	if not frappe.has_permission("Reward Stock Entry", "create"):
		refuse_access("Reward Stock Entry")
	with deadlock_as_conflict(doc.name):
		counter.take_back(doc, quantity, reason, to_shelf)
	return {
		"redemption": doc.name,
		"returned_quantity": doc.returned_quantity,
		"points": settlement.points_of(doc, quantity),
	}


@frappe.whitelist(methods=["POST"])
@idempotent("redemption.act")
def act(redemption: str, action: str, note: str | None = None) -> dict:
	"""Takes a workflow action on a redemption: approve, decline, cancel.

	Returns:
	        {redemption, stage}
	"""
	doc = act_on("Point Redemption", redemption, action, note=note)
	return {"redemption": doc.name, "stage": doc.stage}


@frappe.whitelist(methods=["GET"])
def next_steps(redemption: str) -> list[dict]:
	"""The workflow actions that the user may take on a redemption now; needs_code asks for the pick-up code.

	Returns:
	        [{action, next_state, stage, needs_code}]
	"""
	return steps_with_needs("Point Redemption", redemption)


@frappe.whitelist(methods=["GET"])
def mine() -> dict:
	"""The own points and what waits to be picked up, for the volunteer's own account.

	Returns:
	        {volunteer, balance, held_points, debt, redemptions: [{redemption, reward_item, quantity, left, points,
	        approved, expires_at, shops}]}; codes are not among them: new_pickup_code draws another one.
	"""
	require("Point Redemption", "read")
	volunteer = catalogue.volunteer_of(frappe.session.user)
	if not volunteer:
		refuse_access("Volunteer")
	return {
		"volunteer": volunteer.name,
		"balance": volunteer.balance,
		"held_points": volunteer.held_points,
		"debt": debt_of(volunteer.balance),
		"redemptions": catalogue.waiting(volunteer.name),
	}


@frappe.whitelist(methods=["POST"])
@idempotent("redemption.release")
def release(redemption: str) -> dict:
	"""Gives an open redemption up, by whatever step the workflow offers the user for it; points and stock are free again.

	Returns:
	        {redemption, stage}
	"""
	require("Point Redemption", "write")
	doc = load_doc("Point Redemption", redemption, "write")
	take_step(doc, transition_to_stage(doc, "Released"), None, None)
	return {"redemption": doc.name, "stage": doc.stage}


@frappe.whitelist(methods=["POST"])
@idempotent("redemption.new_pickup_code")
def new_pickup_code(redemption: str) -> dict:
	"""Draws a new code for an open redemption, shown this once; the old one ends.

	Permission: the volunteer's own account alone, whatever roles others hold.
	Returns:
	        {redemption, pickup_code, qr, expires_at}; qr is an image of the counter's address with the code
	"""
	doc = load_doc("Point Redemption", redemption)
	if not _is_own(doc):
		refuse_access("Point Redemption", redemption)
	locked = frappe.get_doc("Point Redemption", redemption, for_update=True)
	code = pickup_codes.replace(locked, None, None)
	return {"redemption": doc.name, **pickup_codes.picture(code), "expires_at": str(doc.expires_at)}


@frappe.whitelist(methods=["POST"])
@idempotent("redemption.slip")
def slip(redemption: str, reason: str | None = None) -> dict:
	"""A pick-up slip with a new code, which ends the old one; whoever prints it hands nothing over.

	Args:
	        reason: why a new one is needed; not asked for with the first slip of a volunteer without an account.
	Returns:
	        {redemption, volunteer, volunteer_name, reward_item, quantity, left, points, approved, expires_at,
	        pickup_code, qr, shops}; volunteer_name is masked
	"""
	require("Point Redemption", "write")
	doc = load_doc("Point Redemption", redemption, "write")
	redemption_guards.refuse_own_approval(doc)
	return slips.print_slip(doc, reason)
