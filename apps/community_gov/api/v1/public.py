"""What residents without an account may do: report, follow their case by its code, rate and appeal."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint

from community_gov.api.idempotent import answer_of, idempotent
from community_gov.api.limits import limited
from community_gov.api.located import located
from community_gov.api.requests import position, sent_photos
from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.intake import (
	added_photos,
	duplicates,
	emergencies,
	following,
	replies,
	sharing,
	tracking_codes,
)
from community_gov.casework.intake import snapshot_kinds as kinds_of_problems
from community_gov.casework.intake import snapshot_map as nearby_cases
from community_gov.casework.intake.photos import most_photos
from community_gov.casework.intake.reporting import refuse_unknown_links, report_case
from community_gov.casework.intake.tracking import case_by_code, public_status
from community_gov.casework.quality import appeals, feedback
from community_gov.core import codes
from community_gov.core.documents import as_number
from community_gov.core.errors import BadInputError


def reports_per_hour() -> int:
	return cint(frappe.get_cached_doc("Community Gov Settings").guest_reports_per_hour) or 20


def photos_per_hour() -> int:
	return reports_per_hour() * most_photos()


def looks_per_hour() -> int:
	return cint(frappe.get_cached_doc("Community Gov Settings").guest_looks_per_hour) or 120


def _refuse_where_switched_off():
	"""The settings, if they allow residents to report without an account."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	if not settings.allow_guest_reporting:
		frappe.throw(_("Public reporting is switched off. Call your community."), frappe.PermissionError)
	return settings


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public.report", guesses=False)
@idempotent("public.report")
@located
def report(
	description: str,
	category: str | None = None,
	grid: str | None = None,
	address: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
	reporter_name: str | None = None,
	reporter_phone: str | None = None,
	is_anonymous: bool = False,
	photos: list | str | None = None,
) -> dict:
	"""Reports a case without an account (随手拍). Limited per address and hour.

	Permission: everybody while guest reporting is allowed in the settings; only the arguments named here
	are taken, and the answer holds no more than the code, once. An anonymous report names no account anywhere,
	also of whoever is signed in.

	Returns:
	        {tracking_code, stage, acknowledgement, notice}; notice is {notice, phone} where the report speaks of danger
	"""
	settings = _refuse_where_switched_off()
	anonymous = cint(is_anonymous)
	values = {
		"description": description,
		"category": category,
		"grid": grid or (settings.default_grid if latitude is None else None),
		"address": address,
		"latitude": latitude,
		"longitude": longitude,
		"source": "Snapshot",
		"reporter_name": None if anonymous else reporter_name,
		"reporter_phone": None if anonymous else reporter_phone,
		"is_anonymous": anonymous,
	}
	files = sent_photos(photos)
	refuse_unknown_links("Case", values)
	case = report_case(values, files, position(latitude, longitude), as_guest=True, answers_code=True)
	return {
		"tracking_code": codes.shown_once(case),
		"stage": case.stage,
		"acknowledgement": replies.reply_for(case, case.stage),
		"notice": emergencies.notice_for(case.category, case.description),
	}


# What a page may have sent without hearing the answer.
RECEIPTS = (
	*("public.report", "public.follow", "public_help.ask"),
	*("public_volunteer.register", "public_opinion.send", "public_project.apply"),
)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public.receipt")
def receipt(endpoint: str, idempotency_key: str) -> dict | None:
	"""What a request under this key was answered: for a page that lost the answer and was changed since.

	Permission: whoever sent the request holds its key, which nobody guesses. By POST, so that it stands in no log of
	addresses.
	Args:
	        endpoint: public.report, public.follow, public_help.ask, public_volunteer.register, public_opinion.send or
	                public_project.apply.
	Returns:
	        the answer of the request, or null where it did not arrive
	Raises:
	        BadInputError (422): another endpoint, or a key that is too short for a guest.
	"""
	if endpoint not in RECEIPTS:
		frappe.throw(
			_("{0} gives no receipt. Choose one of: {1}.").format(endpoint, ", ".join(RECEIPTS)),
			exc=BadInputError,
		)
	return answer_of(endpoint, idempotency_key)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public.track")
def share(code: str) -> dict:
	"""A link that shows others how a case stands: {path}, null where the case is confidential; see casework.intake.sharing.

	Permission: whoever holds the code, as for track.
	"""
	if not case_by_code(code):
		_refuse_unknown_code()
	return {"path": sharing.link_of(code)}


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(photos_per_hour, "public.shared_photo", guesses=False)
def shared_photo(case: str, number: int) -> None:
	"""A photo of the outcome that staff have released for the shared page, as a JPEG of at most 1,024 pixels.

	Args:
	        case: as the link of the page has it, with its signature. number: from 0.
	Permission: whoever has the link, while the settings show released photos; 404 otherwise.
	"""
	content = sharing.shared_photo(case, cint(number))
	if content is None:
		frappe.throw(_("There is no such photo. Open the page again."), frappe.DoesNotExistError)
	shown = {"filename": "outcome.jpg", "filecontent": content, "display_content_as": "inline"}
	frappe.local.response.update({"type": "download", **shown})


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public.track")
def track(code: str) -> dict:
	"""Public status of a case by its tracking code, without personal data.

	Permission: whoever holds the code; the limit of looks per address and hour keeps others from guessing.

	Returns:
	        see casework.tracking.public_status
	"""
	status = public_status(code)
	if not status:
		_refuse_unknown_code()
	return status


def _refuse_unknown_code() -> NoReturn:
	frappe.throw(_("No case has this code. Compare it with your receipt."), frappe.DoesNotExistError)


def _case_of_reporter(code: str):
	"""The locked case of a tracking code, for its reporter.

	Raises:
	        frappe.DoesNotExistError (404); SeparationOfDutiesError (403): signed in as somebody else, or a code that
	        was shown to somebody who worked on the case.
	"""
	name = case_by_code(code)
	if not name:
		_refuse_unknown_code()
	case = lock_case(name)
	feedback.refuse_signed_in(case)
	tracking_codes.refuse_known_to_workers(case)
	return case


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public.emergency_check", guesses=False)
def emergency_check(description: str | None = None, category: str | None = None) -> dict:
	"""Whether what somebody is about to report is dangerous, and the number to call at once.

	Permission: everybody; only words of the settings and of the categories are answered.
	Returns:
	        {notice, phone}; both None where nothing speaks of danger.
	"""
	refuse_unknown_links("Case", {"category": category})
	found = emergencies.notice_for(category, description)
	return found or {"notice": None, "phone": None}


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public.similar", guesses=False)
@located
def similar(
	latitude: float, longitude: float, category: str | None = None, description: str | None = None
) -> list[dict]:
	"""Open cases near a place that may be the same as a report, before it is sent.

	Permission: everybody while guest reporting is allowed; nothing that tells of words, people or numbers.
	Returns:
	        [{category, stage, distance, reported_on, followers, handle}], at most five; distance in metres in
	        steps of 50; handle serves `public.follow` for a day.
	"""
	_refuse_where_switched_off()
	return following.for_public(duplicates.ask(latitude, longitude, category, description))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public.follow", guesses=False)
@idempotent("public.follow", is_anonymous=True)
def follow(handle: str, text: str | None = None) -> dict:
	"""Follows a case that `public.similar` has shown, instead of reporting it again.

	Permission: everybody while guest reporting is allowed; limited like reports.
	Returns:
	        {tracking_code, stage}; the code is the follower's own and works with `public.track`.
	"""
	_refuse_where_switched_off()
	row = following.follow_by_handle(handle, text)
	stage = frappe.db.get_value("Case", row.case_file, "stage")
	return {"tracking_code": codes.shown_once(row), "stage": stage}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(photos_per_hour, "public.add_photos")
@idempotent("public.add_photos")
def add_photos(code: str, photos: list | str | None = None) -> dict:
	"""Photos of the reporter for a case that is not done; one request each where all are too large for one.

	Permission: whoever holds the tracking code and is not signed in as somebody else; each address as often an hour as
	its reports have photos.
	Returns:
	        {photos, may_add_photos}: how many the case has, and whether it takes more
	"""
	_refuse_where_switched_off()
	files = sent_photos(photos)
	case = _case_of_reporter(code)
	return {"photos": added_photos.add(case, files), "may_add_photos": added_photos.has_room(case)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public.rate")
@idempotent("public.rate")
def rate(code: str, rating: str, comment: str | None = None) -> dict:
	"""The reporter's word on a closed case, once for each closing.

	Args:
	        rating: Satisfied, Basically Satisfied or Dissatisfied.
	Permission: whoever holds the tracking code and is not signed in; limited like reports.
	Returns:
	        {rating, may_appeal}
	"""
	case = _case_of_reporter(code)
	feedback.rate(case, rating, comment, feedback.BY_CODE)
	return {"rating": rating, "may_appeal": appeals.may_appeal(case)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public.appeal")
@idempotent("public.appeal")
def appeal(code: str, reason: str) -> dict:
	"""The reporter's one appeal against a closing; it goes a level up.

	Permission: whoever holds the tracking code and is not signed in; limited like reports.
	Returns:
	        {stage}
	"""
	doc = appeals.appeal(_case_of_reporter(code), reason, feedback.BY_CODE)
	return {"stage": doc.stage}


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public.nearby", guesses=False)
@located
def nearby(latitude: float | None = None, longitude: float | None = None, place: str | None = None) -> dict:
	"""Cases near a position or a place, as the public map shows them.

	Permission: everybody; positions are rounded to about 100 m, confidential and rejected cases are left out,
	and a case tells no more than its kind, stage and day. Limited per address and hour.

	Returns:
	        see snapshot.nearby.around
	"""
	# Older versions of Frappe hand over what stands in the address as text.
	return nearby_cases.around(as_number(latitude), as_number(longitude), place)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public.kinds", guesses=False)
def kinds(words: str | None = None) -> dict:
	"""Kinds of problems: those of the big buttons, or those whose name holds the words.

	Permission: everybody; the catalogue is public. Limited per address and hour.

	Returns:
	        {kinds: [{code, name}]}
	"""
	return {"kinds": kinds_of_problems.search(words) if words else kinds_of_problems.buttons()}
