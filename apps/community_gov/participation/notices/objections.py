"""Objections 异议 to a public notice: raised by anybody but its author, answered by somebody else within three working days."""

from contextlib import nullcontext

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, now_datetime

from community_gov.core import codes
from community_gov.core.anonymity import without_account
from community_gov.core.documents import write_audit_record
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError, StageGuardError
from community_gov.core.notifications import notify_users
from community_gov.core.phones import mask
from community_gov.participation.notices import public_notices
from community_gov.registry.identity import account_holders
from community_gov.registry.identity.protected_numbers import fingerprints, fingerprints_of

DOCTYPE = "Notice Objection"
CODE, CODE_LENGTH = "code_fingerprint", 12
REPLY_DAYS = 3
LONGEST = 5000
# Objections of one person to one notice that wait for a reply at the same time.
MOST_WAITING = 3


def raise_by_account(notice, ground: str, text: str, hide_name: bool):
	"""An objection of the session user, who is not the author."""
	_refuse_author(notice, account_holders.is_among(frappe.session.user, authors_of(notice)))
	user = frappe.session.user
	name = None if hide_name else frappe.db.get_value("User", user, "full_name")
	who = {"raised_by": user, "hide_name": int(hide_name), "objector": name}
	# The account that stored a row is shown on it.
	with without_account() if hide_name else nullcontext():
		return _raise(notice, ground, text, who)


def raise_by_number(notice, number: str, ground: str, text: str, hide_name: bool) -> str:
	"""An objection of whoever has proven a mobile number, who is not the author; returns its code."""
	_refuse_author(notice, any(account_holders.carries(user, number) for user in authors_of(notice)))
	who = {"mobile": number, "hide_name": int(hide_name), "objector": None if hide_name else mask(number)}
	doc = _raise(notice, ground, text, who)
	return codes.shown_once(doc) or ""


def authors_of(notice) -> set[str]:
	"""Who wrote or showed a notice."""
	return {notice.owner, notice.shown_by} - {None, "Administrator"}


def _raise(notice, ground: str, text: str, who: dict):
	words = cstr(text).strip()
	if not words or len(words) > LONGEST:
		frappe.throw(
			_("An objection has 1 to {0} characters. Write what is wrong and why.").format(LONGEST),
			exc=BadInputError,
		)
	_require_open(notice)
	_refuse_repeated(notice, words, who)
	due = public_notices.ends_at(now_datetime(), REPLY_DAYS, "Working Days")
	values = {"notice": notice.name, "grid": notice.grid, "ground": ground, "text": words, "result": "Open"}
	doc = write_audit_record(DOCTYPE, {**values, **who, "raised_at": now_datetime(), "reply_due_at": due})
	_count(notice.name)
	told = _("Somebody objects to notice {0}.").format(notice.title)
	notify_users({notice.shown_by, notice.owner}, told, DOCTYPE, doc.name)
	return doc


def _refuse_repeated(notice, words: str, who: dict) -> None:
	"""A retry is no second objection; the notice is locked, so two at the same moment come one after the other."""
	sender = {"raised_by": who.get("raised_by")}
	if number := who.get("mobile"):
		sender = {"mobile_fingerprint": ("in", fingerprints(number))}
	filters = {"notice": notice.name, "result": "Open", **sender}
	waiting = frappe.get_all(DOCTYPE, filters, pluck="text", order_by="raised_at asc")
	if words in waiting or len(waiting) >= MOST_WAITING:
		frappe.throw(
			_("You have objected to notice {0} already. Wait for the reply.").format(notice.name),
			exc=ConflictError,
		)


def _require_open(notice) -> None:
	late = notice.ends_at and now_datetime() > get_datetime(notice.ends_at)
	if notice.stage != "On Show" or late:
		frappe.throw(
			_("Notice {0} takes no objections now. Send an opinion to the community instead.").format(
				notice.name
			),
			exc=StageGuardError,
		)


def _refuse_author(notice, is_author: bool) -> None:
	if is_author:
		frappe.throw(
			_("You have shown notice {0} yourself. Correct or withdraw it instead.").format(notice.name),
			exc=SeparationOfDutiesError,
		)


def reply(objection, upheld: bool, text: str) -> None:
	"""Answers a locked objection once, by nobody who wrote or decided what is shown, nor who objects.

	Raises:
	        BadInputError: no text. ConflictError: it is answered. SeparationOfDutiesError (403)
	"""
	if objection.result != "Open":
		frappe.throw(
			_("Objection {0} is answered already. Add a correction to the notice instead.").format(
				objection.name
			),
			exc=ConflictError,
		)
	if not 0 < len(cstr(text).strip()) <= LONGEST:
		frappe.throw(
			_("A reply has 1 to {0} characters. Write what was found.").format(LONGEST), exc=BadInputError
		)
	_refuse_party(objection)
	result = "Upheld" if upheld else "Dismissed"
	stamp = {"replied_at": now_datetime(), "replied_by": frappe.session.user}
	objection.db_set({"result": result, "reply": cstr(text).strip(), **stamp})
	_count(objection.notice)
	told = _("Your objection to notice {0} was answered.").format(objection.notice)
	notify_users({objection.raised_by}, told, DOCTYPE, objection.name)
	if upheld:
		_tell_source(objection.notice)


def _tell_source(name: str) -> None:
	"""A document may follow from an upheld objection to its notice; which one does, its class says."""
	notice = frappe.get_doc(public_notices.DOCTYPE, name)
	if notice.source_name and frappe.db.exists(notice.source_doctype, notice.source_name):
		source = frappe.get_doc(notice.source_doctype, notice.source_name, for_update=True)
		if follow := getattr(type(source), "follow_upheld_objection", None):
			follow(source, name)


def _refuse_party(objection) -> None:
	notice = frappe.get_doc(public_notices.DOCTYPE, objection.notice)
	user, parties = frappe.session.user, authors_of(notice) | deciders_of(notice)
	numbers = set(fingerprints_of(objection, "mobile")) if objection.mobile else set()
	objects = account_holders.is_among(user, {objection.raised_by} - {None}) or bool(
		numbers & account_holders.numbers_of_person(user)
	)
	if objects or account_holders.is_among(user, parties):
		frappe.throw(
			_("You take part in what this objection is about, so you do not answer it. Ask somebody else."),
			exc=SeparationOfDutiesError,
		)


def deciders_of(notice) -> set[str]:
	"""Accounts that decided what a notice shows, by the stamps of its source."""
	if not notice.source_name:
		return set()
	if not frappe.db.exists(notice.source_doctype, notice.source_name):
		return set()
	source = frappe.get_doc(notice.source_doctype, notice.source_name)
	stamps = ("owner", "confirmed_by", "concluded_by", "counted_by", "decided_by", "checked_by")
	return {source.get(name) for name in stamps} - {None, "Administrator"}


def _count(notice: str) -> None:
	"""The number on the notice, which is locked, is for the eye; its guards count anew."""
	waiting = frappe.get_all(DOCTYPE, {"notice": notice, "result": "Open"}, pluck="name", order_by="name asc")
	frappe.db.set_value(
		public_notices.DOCTYPE, notice, "open_objections", len(waiting), update_modified=False
	)


def of_code(code: str) -> frappe._dict | None:
	"""{notice, result, text, reply, raised_at, replied_at} of the objection that a code stands for."""
	name = codes.find(DOCTYPE, CODE, code)
	fields = ["notice", "result", "text", "reply", "raised_at", "replied_at"]
	return frappe.db.get_value(DOCTYPE, name, fields, as_dict=True) if name else None
