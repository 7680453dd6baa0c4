"""Opinions of people without an account: sent, followed and rated by their code, and what came of a year's."""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour, reports_per_hour
from community_gov.casework.intake.reporting import refuse_unknown_links
from community_gov.core import codes
from community_gov.core.anonymity import without_account
from community_gov.core.errors import BadInputError
from community_gov.participation.opinions import opinions, year_review

KINDS = ("Question", "Request", "Complaint", "Report of Wrongdoing", "Suggestion", "Praise")


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_opinion.send", guesses=False)
@idempotent("public_opinion.send", is_anonymous=True)
def send(
	text: str,
	kind: str = "Suggestion",
	grid: str | None = None,
	speaker_name: str | None = None,
	mobile: str | None = None,
) -> dict:
	"""Sends an opinion; without name and number it is anonymous, and it names no account, also of whoever is signed in.

	Permission: everybody, while guest reporting is allowed in the settings; only the arguments named here are taken.
	Args:
	        kind: Question, Request, Complaint, Report of Wrongdoing, Suggestion or Praise.
	        grid: code of a place; that of the settings without one.
	Returns:
	        {code (shown this once), stage, due_at}
	"""
	settings = frappe.get_cached_doc("Community Gov Settings")
	if not settings.allow_guest_reporting:
		frappe.throw(_("Public reporting is switched off. Call your community."), frappe.PermissionError)
	if kind not in KINDS:
		frappe.throw(
			_("{0} is no kind of opinion. Choose one of: {1}.").format(kind, ", ".join(KINDS)),
			exc=BadInputError,
		)
	values = {"text": text, "kind": kind, "grid": grid or settings.default_grid, "channel": "Public Page"}
	who = {"speaker_name": speaker_name, "mobile": mobile, "identity": "Named" if mobile else "Anonymous"}
	refuse_unknown_links(opinions.DOCTYPE, values)
	with without_account():
		doc = opinions.note({**values, **who}, as_guest=True)
	return {"code": codes.shown_once(doc), "stage": doc.stage, "due_at": str(doc.due_at)[:16]}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_opinion.track")
def track(code: str) -> dict:
	"""What became of an opinion. By POST, so that the code stands in no log of addresses.

	Permission: whoever holds the code.
	Returns:
	        {title, noted_at, stage, stage_title, answer, referral, is_topic, rating, may_rate}; the answer once it is told
	"""
	return opinions.status_of(code)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_opinion.rate")
@idempotent("public_opinion.rate")
def rate(code: str, rating: int, comment: str | None = None) -> dict:
	"""Rates an answer once, from 1 to 5.

	Permission: whoever holds the code.
	Returns:
	        {rating}
	Raises:
	        BadInputError (422), ConflictError (409): rated already, or not told yet.
	"""
	opinions.rate(code, rating, comment)
	return {"rating": rating}


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_opinion.year", guesses=False)
def year(year: int | None = None) -> dict:
	"""You said, we did: opinions of a year by theme, and what was decided because of them.

	Permission: everybody; themes of fewer than five are told together.
	Returns:
	        {year, received, answered, told, themes: [{theme, received, answered, decided}], others}
	"""
	wanted = cint(year) or getdate().year
	if not 2000 <= wanted <= getdate().year:
		frappe.throw(
			_("{0} is no year that is over or under way. Choose another one.").format(wanted),
			exc=BadInputError,
		)
	return year_review.of_year(wanted)
