"""What everybody may see of notices, what a household sees of its own, and whether a sheet is genuine.

A notice for a restricted audience is in no list and under no name: only its recipients find it, by their proven number.
"""

import frappe
from frappe import _
from frappe.utils import cint, cstr, getdate

from community_gov.core import codes
from community_gov.grids import picker
from community_gov.participation.announcements import deliveries
from community_gov.registry.identity.protected_numbers import fingerprints

NOTICE, DOCTYPE = deliveries.NOTICE, deliveries.DOCTYPE
MOST = 100
SENT_ONCE = (*deliveries.UNDER_WAY, "Archived", "Superseded")


def in_force(place: str | None) -> list[dict]:
	"""Notices that everybody may read, newest first; see api.v1.public_community_notice.shown."""
	filters = [
		["stage", "in", deliveries.UNDER_WAY],
		["is_restricted", "=", 0],
		["valid_until", ">=", getdate()],
	]
	# Everybody may read them; a guest holds no right on the list.
	rows = frappe.get_all(
		NOTICE, filters, ["name", "grid"], order_by="sent_at desc, name desc", limit=MOST if not place else 0
	)
	wanted = [row.name for row in rows if not place or _concerns(row.grid, place)]
	return [_told(frappe.get_doc(NOTICE, name)) for name in wanted[:MOST]]


def _concerns(grid: str, place: str) -> bool:
	"""Notices of a place, of what lies in it, and of what it lies in."""
	return grid.startswith(place) or place.startswith(grid)


def _told(notice, more: bool = False) -> dict:
	texts = ("title", "kind", "plain_summary", "issuing_body", "document_number", "source_link")
	return {
		"notice": notice.name,
		**{name: notice.get(name) or None for name in texts},
		"kind_title": _(notice.kind, context=NOTICE),
		"effective_on": cstr(notice.effective_on) or None,
		"place": picker.path_of(notice.grid),
		"sent_at": cstr(notice.sent_at)[:16],
		"valid_until": cstr(notice.valid_until),
		"asks_confirmation": notice.kind in deliveries.TRACKED,
		"takes_replies": bool(cint(notice.reply_wanted)),
		"has_photo": bool(notice.photo) and not notice.is_restricted,
		"has_audio": bool(notice.audio) and not notice.is_restricted,
		**({"body": notice.body} if more else {}),
	}


def one(name: str) -> dict:
	"""A notice in force that everybody may read, with its whole text. Raises frappe.DoesNotExistError (404)."""
	return _told(load_public(name), more=True)


def load_public(name: str):
	"""A notice in force that everybody may read.

	Raises:
	        frappe.DoesNotExistError (404): the same for one that is not there, has ended or is for others.
	"""
	filters = {"name": name, "stage": ("in", deliveries.UNDER_WAY), "is_restricted": 0}
	if not frappe.db.exists(NOTICE, {**filters, "valid_until": (">=", getdate())}):
		_refuse_unknown()
	return frappe.get_doc(NOTICE, name)


def _refuse_unknown() -> None:
	frappe.throw(_("There is no such notice for you. Open the list again."), frappe.DoesNotExistError)


def recipients_of(number: str) -> dict[str, str]:
	"""Keys of recipients for whom a proven number stands, each with one of its residents."""
	filters = {"mobile_fingerprint": ("in", fingerprints(number)), "status": "Present"}
	# Asked for whoever has proven the number; a guest holds no right on the register.
	rows = frappe.get_all("Resident", filters, ["name", "household"], order_by="name asc", limit=20)
	return {
		f"household:{row.household}" if row.household else f"resident:{row.name}": row.name for row in rows
	}


def of_number(number: str) -> list[dict]:
	"""Notices in force for the households of a number, newest first; see api.v1.public_community_notice.mine."""
	keys = list(recipients_of(number))
	if not keys:
		return []
	rows = frappe.get_all(
		DOCTYPE,
		{"recipient": ("in", keys)},
		["notice", "confirmed_at"],
		order_by="notice desc, name asc",
		limit=1000,
	)
	confirmed = {row.notice for row in rows if row.confirmed_at}
	found = []
	for name in dict.fromkeys(row.notice for row in rows):
		notice = frappe.get_doc(NOTICE, name)
		if _is_in_force(notice):
			found.append({**_told(notice), "is_confirmed": name in confirmed, **_reason(notice)})
	return sorted(found, key=lambda row: row["sent_at"], reverse=True)[:MOST]


def _is_in_force(notice) -> bool:
	in_time = notice.valid_until and getdate(notice.valid_until) >= getdate()
	return notice.stage in deliveries.UNDER_WAY and bool(in_time)


def _reason(notice) -> dict:
	"""Why somebody is told: neutral words where the audience is restricted."""
	return {"reason": notice.neutral_reason if notice.is_restricted else None}


def opened(number: str, name: str) -> dict:
	"""A notice for the households of a number, whole; opening it reaches them by the portal.

	Raises:
	        frappe.DoesNotExistError (404): as load_public; nobody learns whom a notice is for.
	"""
	notice = require_own(number, name)
	deliveries.reach_by_portal(notice, set(recipients_of(number)))
	mine = [row for row in of_number(number) if row["notice"] == name]
	return {**_told(notice, more=True), **_reason(notice), "is_confirmed": mine[0]["is_confirmed"]}


def require_own(number: str, name: str):
	"""A notice in force that was sent to a household of a number. Raises frappe.DoesNotExistError (404)."""
	keys = list(recipients_of(number))
	if not keys or not frappe.db.exists(DOCTYPE, {"notice": name, "recipient": ("in", keys)}):
		_refuse_unknown()
	notice = frappe.get_doc(NOTICE, name)
	if not _is_in_force(notice):
		_refuse_unknown()
	return notice


def confirm(number: str, name: str) -> None:
	"""The households of a number confirm a notice, once. Raises as require_own; BadInputError where none is asked for."""
	notice = require_own(number, name)
	keys = recipients_of(number)
	own = {"notice": name, "recipient": ("in", list(keys))}
	for key in sorted(set(frappe.get_all(DOCTYPE, own, pluck="recipient", order_by="name asc"))):
		deliveries.confirm(notice, key, "Mobile Number", None)
	deliveries.reach_by_portal(notice, set(keys))


def verified(code: str) -> dict:
	"""Whether a sheet or a message is genuine: what was sent under its code, and how it stands.

	Raises:
	        frappe.DoesNotExistError (404): nothing was sent under this code.
	"""
	plain = codes.plain_code(code)
	name = plain and frappe.db.get_value(NOTICE, {"check_code": plain, "sent_at": ("is", "set")})
	if not name:
		frappe.throw(
			_(
				"No notice has this code, so it may be forged. Call your community before you do what it says."
			),
			frappe.DoesNotExistError,
		)
	notice = frappe.get_doc(NOTICE, name)
	is_open = not notice.is_restricted
	return {
		"notice": name if is_open and _is_in_force(notice) else None,
		"title": notice.title if is_open else None,
		"place": picker.path_of(notice.grid),
		"sent_at": cstr(notice.sent_at)[:16],
		"valid_until": cstr(notice.valid_until),
		"state": _state(notice),
		"superseded_by": _successor(name) if is_open else None,
	}


def _state(notice) -> str:
	"""In Force, Expired, Withdrawn or Superseded."""
	if notice.stage in ("Withdrawn", "Superseded"):
		return notice.stage
	return "In Force" if _is_in_force(notice) else "Expired"


def _successor(name: str) -> str | None:
	"""The title of what replaced a notice, where everybody may read it."""
	filters = {"supersedes": name, "stage": ("in", SENT_ONCE), "is_restricted": 0}
	return frappe.db.get_value(NOTICE, filters, "title", order_by="sent_at desc")
