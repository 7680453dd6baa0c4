"""Points of before the system: a sheet becomes adjustments that somebody else grants, each volunteer once.

Columns: 志愿者编号 (or 编号), 姓名, 期初积分 (or 积分). A row whose number and name do not belong together is a problem, and a sheet
with a problem changes nothing.
"""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.documents import as_number
from community_gov.core.errors import BadInputError
from community_gov.core.sheets import SheetError, Size, table_of
from community_gov.core.step_context import step_context

COLUMNS = {
	"volunteer": ("志愿者编号", "编号", "Volunteer"),
	"full_name": ("姓名", "志愿者姓名", "Full Name"),
	"points": ("期初积分", "积分", "Points"),
}
MOST = 5_000
HIGHEST = 100_000


def load_sheet(content: bytes, file_name: str) -> dict:
	"""Asks for an opening balance for every row, or for none if a row cannot be used.

	Returns:
	        {asked, problems: [{line, volunteer, reason}]}; line counts from 1, the headings included
	Raises:
	        BadInputError: the file is no sheet with these columns.
	"""
	rows = read(content, file_name)
	problems = [
		{"line": line, "volunteer": row["volunteer"], "reason": why} for line, row, why in checked(rows)
	]
	if problems:
		return {"asked": 0, "problems": problems}
	for _line, row in rows:
		ask(row)
	return {"asked": len(rows), "problems": []}


def read(content: bytes, file_name: str) -> list[tuple[int, dict]]:
	try:
		too_large = _("The sheet has more than {0} rows. Cut it into several.").format(MOST)
		table = table_of(content, file_name, Size(MOST + 1, 20, too_large))
	except SheetError as error:
		frappe.throw(_(error.args[0]), exc=BadInputError)
	headings = [cstr(cell).strip() for cell in table[0]] if table else []
	places = {
		name: next((place for place, cell in enumerate(headings) if cell in words), None)
		for name, words in COLUMNS.items()
	}
	if None in places.values():
		frappe.throw(
			_("A column is missing. The sheet needs: {0}.").format(
				"、".join(words[0] for words in COLUMNS.values())
			),
			exc=BadInputError,
		)
	rows = [(line, values(cells, places)) for line, cells in enumerate(table[1:], start=2)]
	return [(line, row) for line, row in rows if any(row.values())]


def values(cells: list, places: dict[str, int]) -> dict[str, str]:
	return {name: cstr(cells[place]).strip() if place < len(cells) else "" for name, place in places.items()}


def checked(rows: list[tuple[int, dict]]) -> list[tuple[int, dict, str]]:
	"""What is wrong with which row."""
	seen: set[str] = set()
	found = []
	for line, row in rows:
		why = objection(row, seen)
		seen.add(row["volunteer"])
		if why:
			found.append((line, row, why))
	return found


def objection(row: dict, seen: set[str]) -> str | None:
	if row["volunteer"] in seen:
		return _("This volunteer stands in the sheet twice.")
	if (
		frappe.db.get_value("Volunteer", row["volunteer"], "full_name") != row["full_name"]
		or not row["full_name"]
	):
		return _("Number and name are not those of one volunteer.")
	points = as_number(row["points"])
	if points is None or not 0.01 <= points <= HIGHEST:
		return _("The points are not a number above zero, at most 100,000.")
	return _("An opening balance was asked for before.") if asked_before(row["volunteer"]) else None


def asked_before(volunteer: str) -> bool:
	filters = {"volunteer": volunteer, "is_opening": 1, "stage": ["in", ("Requested", "Granted")]}
	return bool(frappe.db.exists("Point Adjustment", filters))


def ask(row: dict) -> None:
	doc = frappe.new_doc("Point Adjustment")
	doc.update({"volunteer": row["volunteer"], "points": as_number(row["points"])})
	doc.reason = _("Points of before the system")
	step_context(doc).is_opening = True
	doc.insert()
