"""Points of before the system: a sheet becomes adjustments that somebody else grants, each volunteer once.

Columns: 志愿者编号 (or 编号), 姓名, 期初积分 (or 积分). A row whose number and name do not belong together is a problem, and a sheet
with a problem changes nothing.
"""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.counting import count_locked
from community_gov.core.documents import as_number
from community_gov.core.errors import BadInputError
from community_gov.core.sheets import HEADINGS_WITHIN, SheetError, Size, lines_of, table_of
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
	rows = _read(content, file_name)
	problems = [
		{"line": line, "volunteer": row["volunteer"], "reason": why} for line, row, why in _checked(rows)
	]
	if problems:
		return {"asked": 0, "problems": problems}
	for _line, row in rows:
		_ask(row)
	return {"asked": len(rows), "problems": []}


def _read(content: bytes, file_name: str) -> list[tuple[int, dict]]:
	too_large = _("The sheet has more than {0} rows. Cut it into several.").format(MOST)
	missing = _("A column is missing. The sheet needs: {0}.").format(
		"、".join(words[0] for words in COLUMNS.values())
	)
	try:
		table = table_of(
			content, file_name, Size(MOST + HEADINGS_WITHIN, 20, too_large, MOST + HEADINGS_WITHIN)
		)
		sheet = lines_of(table, _field_of, set(COLUMNS), missing)
	except SheetError as error:
		frappe.throw(_(error.args[0]), exc=BadInputError)
		raise
	return [(line, _values(sheet.fields, cells)) for line, cells in sheet.lines]


def _field_of(cell: object) -> str | None:
	word = cstr(cell).strip().rstrip("*＊")
	return next((name for name, words in COLUMNS.items() if word in words), None)


def _values(fields: list[str | None], cells: list) -> dict[str, str]:
	found = {name: cstr(cell).strip() for name, cell in zip(fields, cells, strict=False) if name}
	return {name: found.get(name, "") for name in COLUMNS}


def _checked(rows: list[tuple[int, dict]]) -> list[tuple[int, dict, str]]:
	"""What is wrong with which row."""
	seen: set[str] = set()
	found = []
	for line, row in rows:
		why = _objection(row, seen)
		seen.add(row["volunteer"])
		if why:
			found.append((line, row, why))
	return found


def _objection(row: dict, seen: set[str]) -> str | None:
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
	return _("An opening balance was asked for before.") if _asked_before(row["volunteer"]) else None


def _asked_before(volunteer: str) -> bool:
	frappe.db.get_value("Volunteer", volunteer, "name", for_update=True)
	filters = {"volunteer": volunteer, "is_opening": 1, "stage": ["in", ("Requested", "Granted")]}
	return bool(count_locked("Point Adjustment", filters))


def _ask(row: dict) -> None:
	doc = frappe.new_doc("Point Adjustment")
	doc.update({"volunteer": row["volunteer"], "points": as_number(row["points"])})
	doc.reason = _("Points of before the system")
	step_context(doc).is_opening = True
	doc.insert()
