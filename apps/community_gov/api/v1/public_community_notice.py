"""Community notices for everybody: what is in force, whether a sheet is genuine, confirming and replying by a proven number."""

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour, reports_per_hour
from community_gov.participation.announcements import community_notices, replies
from community_gov.participation.announcements import shown as shown_to
from community_gov.portal import phone_bindings
from community_gov.volunteering.help import help_requests


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_community_notice.shown", guesses=False)
def shown(place: str | None = None) -> list[dict]:
	"""Notices in force that everybody may read, newest first, at most 100.

	Args:
	        place: code of a place: notices of it, of what lies in it and of what it lies in; all without it.
	Permission: everybody. What is for a restricted audience is in no list.
	Returns:
	        [{notice, title, kind, kind_title, plain_summary, issuing_body, document_number, source_link, effective_on, place, sent_at,
	        valid_until, asks_confirmation, takes_replies, has_photo, has_audio}]
	"""
	return shown_to.in_force(place)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_community_notice.one", guesses=False)
def one(notice: str) -> dict:
	"""A notice in force with its whole text: as a row of the list, with body.

	Permission: everybody.
	Raises:
	        frappe.DoesNotExistError (404): the same for one that is not there, has ended or is for others.
	"""
	return shown_to.one(notice)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_community_notice.mine")
def mine(binding: str) -> list[dict]:
	"""Notices in force for the households of the number of a binding. By POST, so that it stands in no log of addresses.

	Permission: whoever holds the binding.
	Returns:
	        rows of the list, with is_confirmed and reason: neutral words where the audience is restricted
	Raises:
	        frappe.DoesNotExistError (404): the binding has ended.
	"""
	return shown_to.of_number(phone_bindings.number_of(binding))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_community_notice.open")
def open(binding: str, notice: str) -> dict:
	"""A notice for the households of a number, whole; they count as reached by the portal.

	Permission: whoever holds the binding of a number that the notice is for.
	Returns:
	        as `one`, with is_confirmed and reason
	Raises:
	        frappe.DoesNotExistError (404): no such notice for this number.
	"""
	return shown_to.opened(phone_bindings.number_of(binding), notice)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_community_notice.confirm")
@idempotent("public_community_notice.confirm", is_anonymous=True)
def confirm(binding: str, notice: str) -> dict:
	"""Confirms a notice for the households of a number; a second time changes nothing.

	Permission: whoever holds the binding of a number that the notice is for.
	Returns:
	        {notice, is_confirmed: true}
	Raises:
	        frappe.DoesNotExistError (404): no such notice for this number. BadInputError (422): it asks for no confirmation.
	"""
	shown_to.confirm(phone_bindings.number_of(binding), notice)
	return {"notice": notice, "is_confirmed": True}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_community_notice.reply")
@idempotent("public_community_notice.reply", is_anonymous=True)
def reply(binding: str, notice: str, text: str, help_kind: str | None = None) -> dict:
	"""Replies to a notice that takes replies: an opinion, or with a kind of help a request for help.

	Permission: whoever holds the binding of a number that the notice is for.
	Returns:
	        {code: told here only, kind: Opinion or Help Request}
	Raises:
	        frappe.DoesNotExistError (404), BadInputError (422), ConflictError (409): see participation.announcements.replies.reply
	"""
	return replies.reply(phone_bindings.number_of(binding), notice, text, help_kind)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_community_notice.help_kinds", guesses=False)
def help_kinds() -> list[dict]:
	"""Kinds of help that a reply may ask for: [{name, title}].

	Permission: everybody.
	"""
	# Kinds of help are public; a guest holds no right on their list.
	names = frappe.get_all("Help Kind", {"enabled": 1}, pluck="name", order_by="creation asc, name asc")
	return [{"name": name, "title": help_requests.kind_title(name)} for name in names]


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_community_notice.verify")
def verify(code: str) -> dict:
	"""Whether a sheet or a message is genuine. The code is printed for everybody, so it may stand in an address.

	Permission: everybody; a limit of looks keeps others from guessing.
	Returns:
	        {notice, title, place, sent_at, valid_until, state: In Force, Expired, Withdrawn or Superseded, superseded_by}; of a restricted
	        audience neither notice nor title
	Raises:
	        frappe.DoesNotExistError (404): no notice was sent under this code.
	"""
	return shown_to.verified(code)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_community_notice.photo", guesses=False)
def photo(notice: str) -> None:
	"""The photo of a notice in force that everybody may read, without what its camera wrote into it.

	Permission: everybody; 404 without one.
	"""
	doc = shown_to.load_public(notice)
	if not doc.photo:
		_refuse_missing()
	_show("notice.jpg", community_notices.shown_picture(doc))


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_community_notice.audio", guesses=False)
def audio(notice: str) -> None:
	"""The recording of a notice in force that everybody may read.

	Permission: everybody; 404 without one.
	"""
	doc = shown_to.load_public(notice)
	if not doc.audio:
		_refuse_missing()
	content, ending = community_notices.recording(doc)
	_show(f"notice.{ending}", content)


def _refuse_missing() -> None:
	frappe.throw(_("This notice has no such file. Read its text."), frappe.DoesNotExistError)


def _show(name: str, content: bytes) -> None:
	shown_file = {"filename": name, "filecontent": content, "display_content_as": "inline"}
	frappe.local.response.update({"type": "download", **shown_file})
