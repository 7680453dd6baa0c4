"""Notice deliveries 送达: one for each recipient and way, whose key is the unique slot; who was told, how and when."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, getdate, now_datetime

from community_gov.core.codes import keyed_hash
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.participation.announcements.audience import Recipient

DOCTYPE, NOTICE = "Notice Delivery", "Community Notice"
WAITING, SENDING, REACHED, NOT_REACHED, REFUSED = "Waiting", "Sending", "Reached", "Not Reached", "Refused"
# Of these kinds the state of each household is kept, for its own grid worker and above.
TRACKED = ("Emergency", "Must Confirm")
CHANNELS = {"by_portal": "Portal", "by_sms": "SMS", "by_call": "Call", "by_door": "Door", "by_board": "Board"}
# What a person does, and not a machine.
BY_HAND = ("Call", "Door")
RESULTS = {
	"Told": (REACHED, None),
	"Nobody Home": (WAITING, "Nobody Home"),
	"No Answer": (WAITING, "No Answer"),
	"Refused": (REFUSED, None),
}
HOW = {"Door": "Door", "Call": "Call"}
WAY_OF = {**HOW, "Mobile Number": "Portal"}
UNDER_WAY = ("Sent", "Chased")
LONGEST_NOTE, CHUNK = 500, 500
_FIELDS = (
	*("name", "owner", "modified_by", "creation", "modified", "notice", "channel", "status", "reason"),
	*("grid", "building", "household", "resident", "people", "is_tracked", "recipient", "address"),
)


def slot(notice: str, recipient: str, channel: str) -> str:
	"""The key of a delivery: the same for the same notice, recipient and way, so that the database keeps one."""
	return keyed_hash(f"notice delivery\n{notice}\n{recipient}\n{channel}")[:40]


def add(notice, recipients: list[Recipient], channels: list[str]) -> None:
	"""Writes the deliveries that are not there yet, in chunks that each are stored whole; a second call adds nothing."""
	pairs = [(one, channel) for one in recipients for channel in channels]
	for start in range(0, len(pairs), CHUNK):
		rows = [_row(notice, one, channel) for one, channel in pairs[start : start + CHUNK]]
		# Thousands of rows that only the server writes; a slot that is taken is left as it is.
		frappe.db.bulk_insert(DOCTYPE, list(_FIELDS), rows, ignore_duplicates=True)


def _row(notice, one: Recipient, channel: str) -> tuple:
	now, by = now_datetime(), notice.owner
	has_no_number = channel in ("SMS", "Call") and not one.has_number
	state = (NOT_REACHED, "No Number") if has_no_number else (WAITING, None)
	return (
		*(slot(notice.name, one.key, channel), by, by, now, now, notice.name, channel, *state),
		*(one.grid, one.building, one.household, one.resident, one.people),
		*(int(notice.kind in TRACKED), one.key, one.address),
	)


def of_channels(notice) -> list[str]:
	"""The ways of a notice, by their names on deliveries."""
	return [channel for field, channel in CHANNELS.items() if cint(notice.get(field))]


def mark(name: str, status: str, reason: str | None = None, **values) -> None:
	"""Writes what became of a delivery."""
	frappe.db.set_value(
		DOCTYPE, name, {"status": status, "reason": reason, "last_tried_at": now_datetime(), **values}
	)


def end_waiting(notice: str) -> None:
	"""What was not told before a notice ended is told no more."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.update(table).set(table.status, NOT_REACHED).set(table.reason, "Notice Ended")
	query.where((table.notice == notice) & (table.status == WAITING)).run()


def record(delivery, result: str, confirms: bool, note: str | None, at=None) -> None:
	"""Notes what came of a door or a call, by the session user.

	Args:
	        delivery: locked, and one that the session user may read.
	        result: Told, Nobody Home, No Answer or Refused. confirms: the household confirmed, with Told only.
	        at: when, for a phone that sends it later; now without it.
	Raises:
	        BadInputError: another result, or a way that no person takes. ConflictError: it was done, or the notice has ended.
	"""
	if result not in RESULTS or delivery.channel not in BY_HAND:
		_refuse(
			_("{0} is no result of this way. Choose one of: {1}.").format(result, ", ".join(map(_, RESULTS)))
		)
	if len(cstr(note)) > LONGEST_NOTE:
		_refuse(_("A note has at most {0} characters. Shorten it.").format(LONGEST_NOTE))
	notice = require_under_way(delivery.notice)
	if delivery.status in (REACHED, REFUSED):
		frappe.throw(
			_("This household was told already, or refused. Load the list again."), exc=ConflictError
		)
	status, reason = RESULTS[result]
	moment = at or now_datetime()
	values = {"tries": cint(delivery.tries) + 1, "note": cstr(note).strip() or None}
	if status == REACHED:
		values |= {"delivered_at": moment, "delivered_by": frappe.session.user}
	mark(delivery.name, status, reason, **{**values, "last_tried_at": moment})
	if confirms and status == REACHED:
		confirm(notice, delivery.recipient, HOW[delivery.channel], frappe.session.user, moment)


def require_under_way(name: str) -> frappe._dict:
	"""{name, kind, stage, valid_until} of a notice that is in force. Raises ConflictError."""
	fields = ["name", "kind", "stage", "valid_until", "title"]
	notice = frappe.db.get_value(NOTICE, name, fields, as_dict=True)
	late = notice and notice.valid_until and getdate(notice.valid_until) < getdate()
	if not notice or notice.stage not in UNDER_WAY or late:
		frappe.throw(
			_("This notice is no longer in force. Look whether another one replaced it."), exc=ConflictError
		)
	return notice


def confirm(notice, recipient: str, how: str, user: str | None, at=None) -> None:
	"""Notes that a recipient confirmed a notice, on the delivery of the same way or else any; a second one changes nothing.

	Args:
	        how: Mobile Number, Door, Call or Office. user: who confirmed for them; None where they did it themselves.
	Raises:
	        BadInputError: the notice asks for no confirmation.
	"""
	if notice.kind not in TRACKED:
		_refuse(_("This notice asks for no confirmation. Nothing is to be done."))
	filters = {"notice": notice.name, "recipient": recipient}
	fields = ["name", "channel", "confirmed_at"]
	rows = frappe.get_all(DOCTYPE, filters, fields, order_by="name asc", limit=10)
	if not rows or any(row.confirmed_at for row in rows):
		return
	rows.sort(key=lambda row: row.channel != WAY_OF.get(how))
	values = {"confirmed_at": at or now_datetime(), "confirmed_how": how, "confirmed_by": user}
	frappe.db.set_value(DOCTYPE, rows[0].name, values)


def reach_by_portal(notice, recipients: set[str]) -> None:
	"""Whoever opened a notice under the own number has been reached by the portal."""
	keys = [slot(notice.name, key, "Portal") for key in recipients]
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.update(table).set(table.status, REACHED)
	if notice.kind in TRACKED:
		query = query.set(table.delivered_at, now_datetime())
	query.where(table.name.isin(keys) & (table.status == WAITING)).run()


def reach_by_board(notice, building: str) -> int:
	"""Deliveries by board of a building in which the sheet hangs; returns how many."""
	filters = {"notice": notice.name, "channel": "Board", "building": building, "status": WAITING}
	names = frappe.get_all(DOCTYPE, filters, pluck="name", order_by="name asc")
	stamp = {"delivered_at": now_datetime(), "delivered_by": frappe.session.user}
	for name in names:
		mark(name, REACHED, **stamp)
	return len(names)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
