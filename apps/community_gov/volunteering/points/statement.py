"""What a volunteer's points did in a month: opening balance, every entry, closing balance. Costs the same however many there are."""

import frappe
from frappe.utils import add_months, flt, format_date, format_datetime, nowdate

from community_gov.core import pdf
from community_gov.core.time import as_month
from community_gov.volunteering.points.ledger import PRECISION, debt_of

TEMPLATE = "community_gov/volunteering/templates/point_statement.html"
FIELDS = (
	"name",
	"happened_at",
	"kind",
	"amount",
	"held_amount",
	"reason",
	"source_doctype",
	"source_name",
)


def statement(volunteer: str, month: str | None = None) -> dict:
	"""The statement of a calendar month.

	Args:
	        month: YYYY-MM; the present one without it.
	Returns:
	        {volunteer, full_name, month, opening, closing, earned, spent, balance, held_points, debt, entries: [{name,
	        happened_at, kind, amount, held_amount, reason, source_doctype, source_name, balance_after}]}; earned and spent
	        are what came in and went out of the balance, holds and releases included; debt is what the volunteer owes now
	Raises:
	        BadInputError: no such month.
	"""
	first = as_month(month)
	opening = _balance_before(volunteer, first)
	entries = _entries_between(volunteer, first, add_months(first, 1))
	balance = opening
	for entry in entries:
		balance = entry["balance_after"] = flt(balance + entry["amount"], PRECISION)
	return {
		"volunteer": volunteer,
		"month": f"{first:%Y-%m}",
		"opening": opening,
		"closing": balance,
		"earned": flt(sum(entry["amount"] for entry in entries if entry["amount"] > 0), PRECISION),
		"spent": flt(-sum(entry["amount"] for entry in entries if entry["amount"] < 0), PRECISION),
		**_totals_of(volunteer),
		"entries": entries,
	}


def _totals_of(volunteer: str) -> dict:
	"""{full_name, balance, held_points, debt} as they are now; a debt is a balance below zero."""
	fields = ["full_name", "balance", "held_points"]
	person = frappe.db.get_value("Volunteer", volunteer, fields, as_dict=True)
	return {**person, "debt": debt_of(person.balance)}


def _balance_before(volunteer: str, day) -> float:
	"""The balance after the last entry before a day; one look into the index."""
	# Read on behalf of the system: whoever may see the volunteer may see the statement.
	rows = frappe.get_all(
		"Point Entry",
		filters={"volunteer": volunteer, "happened_at": ["<", day]},
		pluck="balance_after",
		order_by="happened_at desc",
		limit=1,
	)
	return flt(rows[0], PRECISION) if rows else 0.0


def _entries_between(volunteer: str, first, end) -> list[dict]:
	table = frappe.qb.DocType("Point Entry")
	query = frappe.qb.from_(table).select(*(table[name] for name in FIELDS))
	query = query.where((table.volunteer == volunteer) & (table.happened_at >= first))
	query = query.where(table.happened_at < end).orderby(table.happened_at).orderby(table.creation)
	return [dict(row) for row in query.run(as_dict=True)]


def balance(volunteer: str) -> dict:
	"""What a volunteer has and until when.

	Returns:
	        {volunteer, full_name, balance, held_points, debt, lots: [{remaining, expires_on}]}, first to expire first
	"""
	# Read on behalf of the system: whoever may see the volunteer may see what remains.
	lots = frappe.get_all(
		"Point Lot",
		filters={"volunteer": volunteer, "remaining": [">", 0]},
		fields=["remaining", "expires_on"],
		order_by="expires_on asc, opened_on asc",
	)
	lots.sort(key=lambda lot: lot.expires_on is None)
	return {"volunteer": volunteer, **_totals_of(volunteer), "lots": lots}


def statement_page(volunteer: str, month: str | None = None) -> str:
	"""The statement as HTML for print and PDF; asked anew for the right of whoever prints.

	Raises:
	        frappe.PermissionError
	"""
	frappe.get_doc("Volunteer", volunteer).check_permission("read")
	page = frappe._dict(statement(volunteer, month))
	page.at = lambda moment: format_datetime(moment, "yyyy-MM-dd HH:mm")
	page.printed_on = format_date(nowdate(), "yyyy-MM-dd")
	return frappe.render_template(TEMPLATE, {"page": page})


def statement_pdf(volunteer: str, month: str | None = None) -> bytes:
	return pdf.from_html(statement_page(volunteer, month))
