"""A sheet of residents as lines below its headings, with titles above them and headings repeated. Pure, no site."""

from community_gov.core.sheets import HEADINGS_WITHIN, Line, Sheet, SheetError, Size, lines_of, table_of
from community_gov.registry.resident_import.words import FIELD_OF, heading_of

MAX_ROWS = 20_000
MAX_COLUMNS = 80

NO_HEADINGS = "The first ten rows hold no heading for the name. Name the columns as in the template."
TOO_LARGE = "The sheet has more than 20,000 rows or 20 MB. Split it by building or grid."
SAME_HEADING = "Two columns have the same meaning. Remove one of them or rename it."
__all__ = ["Line", "Sheet", "SheetError", "read_sheet"]
SIZE = Size(MAX_ROWS + HEADINGS_WITHIN, MAX_COLUMNS, TOO_LARGE, MAX_ROWS + HEADINGS_WITHIN)


def read_sheet(content: bytes, file_name: str) -> Sheet:
	"""The lines of a sheet that hold anything.

	Raises:
	        SheetError: unreadable, too large, or without headings.
	"""
	sheet = lines_of(table_of(content, file_name, SIZE), _field_of, {"full_name"}, NO_HEADINGS)
	named = [field for field in sheet.fields if field]
	if len(named) != len(set(named)):
		raise SheetError(SAME_HEADING)
	return sheet


def _field_of(cell: object) -> str | None:
	return FIELD_OF.get(heading_of(cell))
