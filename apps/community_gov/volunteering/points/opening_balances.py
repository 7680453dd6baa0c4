"""Points of before the system: a sheet becomes adjustments that somebody else grants, each volunteer once.

Columns: 志愿者编号 (or 编号), 姓名, 期初积分 (or 积分). A row whose number and name do not belong together is a problem, and a sheet
with a problem changes nothing.
"""

from operator import itemgetter

import frappe
from frappe import _

from community_gov.core.counting import count_locked
from community_gov.core.documents import as_number
from community_gov.core.errors import BadInputError
from community_gov.core.exact import exact_name
from community_gov.core.headings import Columns
from community_gov.core.sheet_imports.kinds import Kind
from community_gov.core.sheets import HEADINGS_WITHIN, Problem, Row, Sheet, Size, unique_rows
from community_gov.core.step_context import step_context
from community_gov.volunteering.points.reasons import NO_COLUMN, TOO_LARGE, TWICE

WORDS = {
	"volunteer": ("志愿者编号", "编号", "Volunteer"),
	"full_name": ("姓名", "志愿者姓名", "Full Name"),
	"points": ("期初积分", "积分", "Points"),
}
MOST = 20_000
HIGHEST = 100_000
SIZE = Size(MOST + HEADINGS_WITHIN, 20, TOO_LARGE, MOST + HEADINGS_WITHIN)


COLUMNS = Columns(
	WORDS,
	required=frozenset(WORDS),
	no_headings=(NO_COLUMN, "、".join(words[0] for words in WORDS.values())),
	identifiers=frozenset({"volunteer"}),
)


def rows_of(sheet: Sheet) -> tuple[list[Row], list[Problem]]:
	"""A row for each volunteer, known by the number; a problem where one stands twice."""
	return unique_rows(sheet, COLUMNS, itemgetter("volunteer"), TWICE)


def _ask_for_row(row: dict) -> bool:
	"""Asks for one opening balance. Raises BadInputError."""
	if objection := _objection(row):
		raise BadInputError(objection)
	_ask(row)
	return True


SHEETS = Kind(SIZE, COLUMNS, rows_of, _ask_for_row)


def _objection(row: dict) -> str | None:
	name = exact_name("Volunteer", row["volunteer"])
	if not name or frappe.db.get_value("Volunteer", name, "full_name") != row["full_name"]:
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
