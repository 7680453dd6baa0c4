"""Entries of a voting roll from a sheet: owners with their floor area, representatives, whoever the register does not know.

Columns: 名册编号, 编号 (of the unit: a room, a seat), 名称, 专有面积 (square metres, where area counts), 居民编号 (who may vote by
telephone). A row that stands on the roll already as the sheet has it is known; one that differs is a problem.
"""

import frappe
from frappe import _
from frappe.utils import cint

from community_gov.core.documents import as_number
from community_gov.core.errors import BadInputError
from community_gov.core.exact import exact_name
from community_gov.core.headings import Columns
from community_gov.core.sheet_imports.kinds import Kind
from community_gov.core.sheets import HEADINGS_WITHIN, Problem, Row, Sheet, Size, unique_rows
from community_gov.participation.decisions import rolls
from community_gov.participation.decisions.arithmetic import hundredths
from community_gov.participation.decisions.reasons import NO_COLUMN, TOO_LARGE, TWICE

WORDS = {
	"roll": ("名册编号", "名册", "Voting Roll"),
	"unit_key": ("编号", "房号", "席位", "Key"),
	"label": ("名称", "业主", "姓名", "Label"),
	"area": ("专有面积", "面积", "建筑面积", "Area"),
	"resident": ("居民编号", "Resident"),
}
NEEDED = frozenset({"roll", "unit_key", "label"})
MOST = 20_000
LARGEST = 1_000_000  # square metres
SIZE = Size(MOST + HEADINGS_WITHIN, 20, TOO_LARGE, MOST + HEADINGS_WITHIN)
COLUMNS = Columns(
	WORDS,
	required=NEEDED,
	no_headings=(NO_COLUMN, "、".join(WORDS[name][0] for name in WORDS if name in NEEDED)),
	identifiers=frozenset({"roll", "unit_key", "resident"}),
)


def rows_of(sheet: Sheet) -> tuple[list[Row], list[Problem]]:
	"""A row for each unit of a roll; a problem where one stands twice."""
	return unique_rows(sheet, COLUMNS, lambda row: f"{row['roll']} {row['unit_key']}", TWICE)


def _load_row(row: dict) -> bool:
	"""Writes one entry as the session user; returns whether it is new. Raises BadInputError."""
	if objection := _objection(row):
		raise BadInputError(objection)
	area = as_number(row["area"]) or 0
	name = rolls.entry_name(row["roll"], row["unit_key"])
	if stored := frappe.db.get_value(rolls.ENTRY, name, ["label", "area"], as_dict=True):
		if (stored.label, hundredths([stored.area])) == (row["label"], hundredths([area])):
			return False
		raise BadInputError(_("The roll has this number with another name or area."))
	doc = frappe.new_doc(rolls.ENTRY)
	doc.update({"roll": row["roll"], "unit_key": row["unit_key"], "label": row["label"], "area": area})
	doc.resident = row["resident"] or None
	doc.insert()
	return True


def _objection(row: dict) -> str | None:
	roll = exact_name(rolls.ROLL, row["roll"])
	if not roll or not frappe.has_permission(rolls.ROLL, "write", roll):
		return _("There is no such roll, or it is not yours to fill.")
	if not row["unit_key"] or not row["label"]:
		return _("The number or the name is missing.")
	area = as_number(row["area"]) if row["area"] else 0
	if area is None or not 0 <= area <= LARGEST:
		return _("The floor area is no number of square metres.")
	if row["resident"] and not _is_readable(row["resident"]):
		return _("There is no such resident.")
	weighted = frappe.get_cached_value(
		"Decision Rule", frappe.db.get_value(rolls.ROLL, roll, "rule"), "area_weighted"
	)
	return _("The floor area is missing, as it counts here.") if cint(weighted) and not area else None


def _is_readable(resident: str) -> bool:
	return bool(exact_name("Resident", resident)) and frappe.has_permission("Resident", "read", resident)


SHEETS = Kind(SIZE, COLUMNS, rows_of, _load_row)
