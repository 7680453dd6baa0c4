"""The pick-up code: whoever shows it gets the goods, so the volunteer alone sees it, once; a lost one is replaced."""

import segno

import frappe
from frappe import _
from frappe.utils import get_url

from community_gov.core import codes
from community_gov.core.errors import ConflictError

FIELD = "pickup_code_fingerprint"
# 12 characters out of 31 (59 bits), checked per redemption: not to be guessed at a counter.
LENGTH = 12


def of_code(code: str) -> str | None:
	"""The open redemption behind a pick-up code, however it was typed."""
	return codes.find("Point Redemption", FIELD, code, stage_category="Open")


def picture(code: str) -> dict:
	"""{pickup_code, qr}: the code, and an image of the counter's address with it."""
	address = get_url(f"/counter#c={code}")
	return {"pickup_code": code, "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2)}


def replace(redemption, reason: str | None, shown_to: str | None) -> str:
	"""A new code for a locked redemption that waits to be picked up; the old one ends.

	Args:
	        reason: why staff draw one; None where the volunteer does.
	        shown_to: staff who see the code and so hand nothing over; None where the volunteer draws it.
	Raises:
	        ConflictError: nothing waits to be picked up. BadInputError: staff give no reason.
	"""
	if redemption.stage_category != "Open":
		frappe.throw(
			_("Nothing waits to be picked up for {0}. Redeem again.").format(redemption.name),
			exc=ConflictError,
		)
	return codes.replace(redemption, FIELD, LENGTH, reason, slip_by=shown_to)
