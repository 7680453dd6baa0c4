"""What a family proxy sees of the person represented, and the codes that it draws: reports, help, bookings, points; no ballots."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.intake import tracking_codes
from community_gov.core.errors import BadInputError
from community_gov.portal import family_proxies, own_records
from community_gov.registry.identity import account_holders
from community_gov.registry.identity.protected_numbers import fingerprints, plain
from community_gov.volunteering.help import help_requests

# Kinds of own_records that a relative may see; a registration is for the volunteer alone.
KINDS = ("case", "help")
MOST = 20


def records_of(doc) -> dict:
	"""What a proxy that stands may see: {records: [as own_records.of_number], bookings: [{title, starts_at, place}], points: {balance, held}
	or None}; a look is written down once a day."""
	number = _number_of(doc)
	rows = [row for row in own_records.of_number(number) if row["kind"] in KINDS] if number else []
	rows = _without_confidential(rows)
	known = {row["name"] for row in rows}
	rows += [row for row in _help_of(doc.resident) if row["name"] not in known] if doc.resident else []
	volunteers = _volunteers(doc, number)
	family_proxies.note(doc, family_proxies.LOOKED)
	return {"records": rows, "bookings": _bookings(volunteers), "points": _points(volunteers)}


def new_code(doc, kind: str, name: str, proxy: str) -> str:
	"""A new code for a record of the person represented, which ends the one before.

	Args:
	        proxy: the number of who acts.
	Raises:
	        BadInputError: no such kind. frappe.DoesNotExistError (404): no such record of the person.
	        SeparationOfDutiesError (403): one of the two numbers is that of somebody who works on it.
	"""
	if kind not in KINDS:
		frappe.throw(
			_("{0} is no kind of record. Choose one of: {1}.").format(kind, ", ".join(KINDS)),
			exc=BadInputError,
		)
	source, number = own_records.SOURCES[kind], _number_of(doc)
	is_open = {"is_confidential": 0} if kind == "case" else {}
	by_number = number and frappe.db.exists(
		source.doctype, {"name": name, **source.of_number(number), **is_open}
	)
	by_person = (
		kind == "help"
		and doc.resident
		and frappe.db.exists("Help Request", {"name": name, "resident": doc.resident})
	)
	if not by_number and not by_person:
		frappe.throw(
			_("No record of this person is called so. Open the list again."), frappe.DoesNotExistError
		)
	numbers = [one for one in (number, proxy) if one]
	if kind == "case":
		code = tracking_codes.issue_to_phone(lock_case(name), *numbers)
	else:
		code = help_requests.issue_to_phone(frappe.get_doc("Help Request", name, for_update=True), *numbers)
	family_proxies.note(doc, family_proxies.DREW, source.doctype, name)
	return code


def _number_of(doc) -> str | None:
	"""The number under which records are the person's: of a resident only while they have it, since nobody has proven it."""
	number = plain(doc, "mobile")
	if not doc.resident or not number:
		return number
	return number if account_holders.has_number("Resident", doc.resident, number) else None


def _without_confidential(rows: list[dict]) -> list[dict]:
	"""A confidential report may be about the very relative who acts; get_all: as all here."""
	cases = [row["name"] for row in rows if row["kind"] == "case"]
	filters = {"name": ["in", cases or [""]], "is_confidential": 1}
	hidden = set(frappe.get_all("Case", filters, pluck="name", order_by="name asc"))
	return [row for row in rows if row["kind"] != "case" or row["name"] not in hidden]


def _help_of(resident: str) -> list[dict]:
	return own_records.rows_of("help", {"resident": resident})


def _volunteers(doc, number: str | None) -> list[str]:
	"""Asked for whoever has the person's word, as all here."""
	found = (
		frappe.get_all("Volunteer", {"resident": doc.resident}, pluck="name", order_by="name asc")
		if doc.resident
		else []
	)
	if number:
		own = {"mobile_fingerprint": ["in", fingerprints(number)], "status": ["!=", "Retired"]}
		found += frappe.get_all("Volunteer", own, pluck="name", order_by="name asc")
	return list(dict.fromkeys(found))


def _bookings(volunteers: list[str]) -> list[dict]:
	"""Places in activities that are still to come."""
	sign_up, activity = frappe.qb.DocType("Activity Sign-up"), frappe.qb.DocType("Volunteer Activity")
	query = frappe.qb.from_(sign_up).join(activity).on(activity.name == sign_up.activity)
	query = query.select(activity.activity_title, activity.starts_at, activity.place)
	coming = (activity.starts_at >= now_datetime()) & sign_up.status.isin(("Signed Up", "Waiting"))
	query = (
		query.where(sign_up.volunteer.isin(volunteers or [""]) & coming)
		.orderby(activity.starts_at)
		.limit(MOST)
	)
	return [
		{"title": title, "starts_at": str(starts_at)[:16], "place": place}
		for title, starts_at, place in query.run()
	]


def _points(volunteers: list[str]) -> dict | None:
	rows = frappe.get_all(
		"Volunteer", {"name": ["in", volunteers or [""]]}, ["balance", "held_points"], order_by="name asc"
	)
	return (
		{"balance": sum(row.balance for row in rows), "held": sum(row.held_points for row in rows)}
		if rows
		else None
	)
