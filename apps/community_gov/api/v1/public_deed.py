"""Livelihood deeds for everybody: the lists with photos, proposing, supporting and rating by a proven number."""

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour, reports_per_hour
from community_gov.core.anonymity import without_account
from community_gov.participation.deeds import deeds, shown_deeds
from community_gov.portal import phone_bindings

VOICES_PER_HOUR = 120


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_deed.lists", guesses=False)
def lists(grid: str | None = None) -> list[dict]:
	"""Lists of three years, the newest first, at most 50, each with its deeds.

	Args:
	        grid: code of a place: its lists, and those of the places above and below it.
	Permission: everybody; ratings of fewer than five are not told.
	Returns:
	        [{deed_list, title, year, place, stage, budget, seats, collected_until, collects, chosen, done, deeds: [{deed,
	        number, title, kind, place, reason, target, stage, budget, spent, lead_unit, supports, beneficiaries,
	        milestones, milestones_reached, photos, rating_count, rating_good, takes_support, takes_ratings}]}]
	"""
	return shown_deeds.lists(grid)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_deed.photo", guesses=False)
def photo(deed: str, which: str) -> None:
	"""A photo of a deed as a JPEG of at most 1,024 pixels.

	Args:
	        which: photo_before or photo_after.
	Permission: everybody, of deeds on a public list; 404 otherwise.
	"""
	content = shown_deeds.photo(deed, which)
	shown = {"filename": "deed.jpg", "filecontent": content, "display_content_as": "inline"}
	frappe.local.response.update({"type": "download", **shown})


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_deed.propose", guesses=False)
@idempotent("public_deed.propose", is_anonymous=True)
def propose(deed_list: str, title: str, reason: str, place: str | None = None) -> dict:
	"""Proposes a deed for a list that collects; who proposes is not kept, also of whoever is signed in.

	Permission: everybody, while guest reporting is allowed in the settings; only the arguments named here are taken.
	Returns:
	        {deed, number, stage}
	Raises:
	        BadInputError (422): the list collects nothing now, or words are missing.
	"""
	if not frappe.get_cached_doc("Community Gov Settings").allow_guest_reporting:
		frappe.throw(_("Public reporting is switched off. Call your community."), frappe.PermissionError)
	with without_account():
		made = deeds.propose(deed_list, title, reason, place)
	return {"deed": made.name, "number": made.number, "stage": made.stage}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(VOICES_PER_HOUR, "public_deed.support")
def support(binding: str, deed: str) -> dict:
	"""Supports a proposal under the number of a binding, once; a second time is refused, so a retry repeats nothing.

	Permission: whoever holds the binding.
	Returns:
	        {deed, supports}
	Raises:
	        ConflictError (409): the number supports it already, or it is no proposal any more.
	"""
	return {"deed": deed, "supports": deeds.support(deed, phone_bindings.number_of(binding))}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(VOICES_PER_HOUR, "public_deed.rate")
def rate(binding: str, deed: str, rating: int) -> dict:
	"""Rates an accepted deed under the number of a binding, once; how it was rated is kept in sums alone.

	Args:
	        rating: 1 to 5.
	Permission: whoever holds the binding.
	Returns:
	        {deed, rating}
	Raises:
	        BadInputError (422), ConflictError (409): the number has rated it, or it takes no ratings now.
	"""
	deeds.rate(deed, phone_bindings.number_of(binding), rating)
	return {"deed": deed, "rating": rating}
