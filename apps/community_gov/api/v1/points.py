"""Points of volunteers: give them away, correct them by two people, and the statement."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.sheets import receive_sheet
from community_gov.api.step import act_on, require_staged, steps_with_needs
from community_gov.core.sheet_imports.orders import told_problems
from community_gov.core.step_context import step_context
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.volunteering.points import ledger
from community_gov.volunteering.points import statement as statements

STEPPED = ("Point Transfer", "Point Adjustment")


@frappe.whitelist(methods=["POST"])
@idempotent("points.give")
def give(giver: str, taker: str, points: float, kind: str = "Gift", reason: str | None = None) -> dict:
	"""Asks to give points to another volunteer; they move once somebody else grants it.

	Args:
	        kind: Gift, or Family for two volunteers of one household.
	Returns:
	        {doctype, name, stage, points}
	"""
	require("Point Transfer", "create")
	values = {"giver": giver, "taker": taker, "points": points, "kind": kind, "reason": reason}
	return _answer(frappe.new_doc("Point Transfer").update(values).insert())


@frappe.whitelist(methods=["POST"])
@idempotent("points.adjust")
def adjust(volunteer: str, points: float, reason: str) -> dict:
	"""Asks for a correction of somebody's points; it is booked once somebody else grants it.

	Args:
	        points: above zero where points are missing, below where there are too many.
	Returns:
	        {doctype, name, stage, points}
	"""
	require("Point Adjustment", "create")
	values = {"volunteer": volunteer, "points": points, "reason": reason}
	return _answer(frappe.new_doc("Point Adjustment").update(values).insert())


@frappe.whitelist(methods=["POST"])
@idempotent("points.reverse")
def reverse(point_entry: str, reason: str) -> dict:
	"""Asks to take an opening balance or an adjustment back; it is booked once somebody else grants it.

	A credit goes with its service: revoke that.

	Returns:
	        {doctype, name, stage, points}
	"""
	require("Point Adjustment", "create")
	entry = load_doc("Point Entry", point_entry)
	ledger.require_reversible(entry)
	doc = frappe.new_doc("Point Adjustment")
	doc.update({"volunteer": entry.volunteer, "points": -entry.amount, "reason": reason})
	step_context(doc).reverses = entry.name
	return _answer(doc.insert())


@frappe.whitelist(methods=["POST"])
@idempotent("points.import_openings")
def import_openings(file_url: str) -> dict:
	"""Asks for the opening balances of an uploaded CSV or XLSX sheet, or for none if a row cannot be used.

	Each is booked once somebody else grants it. Up to 200 rows are asked for before the answer; a larger sheet is
	read in the background, see sheet_import.status.

	Returns:
	        {asked, problems: [{line, volunteer, reason, sheet}], message, import, status}; status is Checking
	        where the count does not stand yet, `message` names the sheets of the file that were not read.
	"""
	require("Point Adjustment", "create")
	order = receive_sheet("Opening Balances", file_url)
	problems = [
		{"line": row["line"], "volunteer": row["key"], "reason": row["reason"], "sheet": row["sheet"]}
		for row in told_problems(order)
	]
	answer = {"asked": order.new_count, "problems": problems, "message": order.message}
	return {**answer, "import": order.name, "status": order.status}


def _answer(doc) -> dict:
	return {"doctype": doc.doctype, "name": doc.name, "stage": doc.stage, "points": doc.points}


@frappe.whitelist(methods=["POST"])
@idempotent("points.act")
def act(doctype: str, name: str, action: str, note: str | None = None) -> dict:
	"""Takes a workflow action on a transfer or an adjustment: grant, refuse, withdraw.

	Args:
	        doctype: Point Transfer or Point Adjustment.
	Returns:
	        {doctype, name, stage, points}
	"""
	require_staged(doctype, STEPPED)
	return _answer(act_on(doctype, name, action, note=note))


@frappe.whitelist(methods=["GET"])
def next_steps(doctype: str, name: str) -> list[dict]:
	"""The workflow actions that the user may take on a transfer or an adjustment now.

	Returns:
	        [{action, next_state, stage, needs_reason}]
	"""
	require_staged(doctype, STEPPED)
	return steps_with_needs(doctype, name)


@frappe.whitelist(methods=["GET"])
def balance(volunteer: str | None = None) -> dict:
	"""What a volunteer has and until when; without a name, the own record.

	Returns:
	        {volunteer, full_name, balance, held_points, debt, lots: [{remaining, expires_on}]}; debt is what a balance
	        below zero owes: the next credits settle it first
	"""
	return statements.balance(_readable(volunteer))


@frappe.whitelist(methods=["GET"])
def statement(volunteer: str | None = None, month: str | None = None) -> dict:
	"""Opening balance, entries and closing balance of a month; without a name, of the own record.

	Args:
	        month: YYYY-MM; the present one without it.
	Returns:
	        {volunteer, full_name, month, opening, closing, earned, spent, balance, held_points, debt, entries}
	"""
	return statements.statement(_readable(volunteer), month)


@frappe.whitelist(methods=["GET"])
def statement_pdf(volunteer: str | None = None, month: str | None = None) -> None:
	"""The statement as a PDF file."""
	name = _readable(volunteer)
	frappe.local.response.filename = f"{name} {month or ''}.pdf"
	frappe.local.response.filecontent = statements.statement_pdf(name, month)
	frappe.local.response.type = "pdf"


def _readable(volunteer: str | None) -> str:
	"""The volunteer, after checking the right to read it; the own one without a name."""
	name = volunteer or frappe.db.get_value("Volunteer", {"user": frappe.session.user})
	if not name:
		refuse_access("Volunteer")
	return load_doc("Volunteer", name).name
