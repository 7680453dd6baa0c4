"""The 12345 hotline: its work orders in, our answers out."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import as_dict
from community_gov.api.sheets import receive_sheet
from community_gov.casework.intake import hotline
from community_gov.core.sheet_imports.orders import told_problems
from community_gov.permissions.access import load_doc, refuse_access, require

TAKERS = {"Operator", "Duty Chief", "Community Administrator", "Integration"}
WRITERS = {"Operator", "Duty Chief"}


def _need_role(roles: set[str]) -> None:
	if not roles & set(frappe.get_roles()):
		refuse_access("Case")


@frappe.whitelist(methods=["POST"])
def take(order: dict | str) -> dict:
	"""Takes one work order as a case; the same upstream number again changes nothing.

	Args:
	        order: {upstream_number, description, …} with the fields of casework.hotline_rows.HEADINGS and
	                latitude, longitude in degrees WGS 84; times YYYY-MM-DD HH:MM:SS.
	Permission: operators, duty chiefs, administrators, connected systems.
	Returns:
	        {case, stage, taken}; taken is False for an order that was known.
	"""
	require("Case", "create")
	_need_role(TAKERS)
	case, taken = hotline.take_order(as_dict(order, "order"))
	return {"case": case.name, "stage": case.stage, "taken": taken}


@frappe.whitelist(methods=["POST"])
@idempotent("hotline.import_file")
def import_file(file_url: str) -> dict:
	"""Takes every order of an uploaded CSV or XLSX sheet, or none if a row cannot be used.

	Up to 200 rows are taken before the answer; a larger sheet is taken in the background, see sheet_import.status.

	Permission: operators, duty chiefs and administrators, who may read the file.
	Returns:
	        {taken, known, problems: [{line, number, reason, detail, sheet}], message, import, status}; status is
	        Checking where the counts do not stand yet, `message` names the sheets of the file that were not read.
	"""
	require("Case", "create")
	_need_role(TAKERS - {"Integration"})
	order = receive_sheet("Hotline Orders", file_url)
	return {
		"taken": order.new_count,
		"known": order.known_count,
		"problems": [_with_number(row) for row in told_problems(order)],
		"message": order.message,
		"import": order.name,
		"status": order.status,
	}


def _with_number(row: dict) -> dict:
	return {"number": row.pop("key"), **row}


@frappe.whitelist(methods=["POST"])
@idempotent("hotline.answer")
def answer(case: str, text: str) -> dict:
	"""Writes the answer to the hotline (回单) on a case, closed ones included.

	Permission: operators and duty chiefs.
	Returns:
	        {case, upstream_number, answered_at}
	"""
	_need_role(WRITERS)
	doc = load_doc("Case", case, "write")
	hotline.answer(doc, text)
	return {
		"case": doc.name,
		"upstream_number": doc.upstream_number,
		"answered_at": str(doc.hotline_answered_at),
	}


@frappe.whitelist(methods=["GET"])
def answers(since: str | None = None) -> list[dict]:
	"""Answers written since a moment, oldest first, at most 1,000: ask again from the last one's time.

	Args:
	        since: YYYY-MM-DD HH:MM:SS in the site's time zone.
	Permission: the cases that the user may list (a connected system: those it brought).
	Returns:
	        [{upstream_number, case, answer, answered_at, stage, closed_at}]
	"""
	require("Case", "read")
	return hotline.answers_since(since)


@frappe.whitelist(methods=["GET"])
def export_answers(since: str | None = None) -> None:
	"""The same answers as an XLSX sheet to download."""
	require("Case", "read")
	_need_role(TAKERS)
	frappe.response.update(
		{"type": "binary", "filename": "12345.xlsx", "filecontent": hotline.sheet_of_answers(since)}
	)
