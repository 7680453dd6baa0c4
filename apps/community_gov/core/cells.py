"""Cells of a sheet as text: what a spreadsheet program has made of a number is told from the number. Pure, no site."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

# Significant digits that a spreadsheet keeps of a number; the others become 0.
EXACT_DIGITS = 15
# Text digits beyond those: shorter ones may end in zeros of their own.
LONG_DIGITS = 19

ROUNDED = (
	"Column {column} of row {line} holds a number that a spreadsheet has rounded. "
	"Format the column as text, fill in the numbers anew and export the sheet again."
)
MADE_A_DATE = (
	"Column {column} of row {line} holds a date that a spreadsheet has made of a number. "
	"Format the column as text, fill in the numbers anew and export the sheet again."
)

# As spreadsheets show what they have rounded; a house number such as 5E01 has no sign.
_EXPONENT = re.compile(r"\d([.,]\d+)?E\+\d+", re.I)
# Days of our time as Excel counts them, from here on, having given 1900 a 29 February: 1927 to 2119.
_DAYS_FROM = datetime(1899, 12, 30)
_DAYS = re.compile(r"[1-7]\d{4}(\.\d+)?")
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_QUOTES = "'`’‘"


class CellError(ValueError):
	"""A cell that cannot be used; args[0] is a sentence for `told`."""


def told(reason: str, line: int, column: str) -> str:
	"""A reason, translated already, with the places that it names. Those of documents hold no such places."""
	return reason.replace("{line}", str(line)).replace("{column}", column)


def told_problem(problem: dict, reason: str) -> dict:
	"""A problem {line, reason, detail, …} with its reason, translated already; a detail that the reason names is left out."""
	detail = "" if "{column}" in reason else problem["detail"]
	return {**problem, "reason": told(reason, problem["line"], problem["detail"]), "detail": detail}


def unwrapped(cell: object) -> object:
	"""The text of ="0123", by which programs that export CSV keep a number as text; another cell as it is."""
	if isinstance(cell, str) and '="' in cell and (found := _TEXT_FORMULA.fullmatch(cell.strip())):
		return found[1].replace('""', '"')
	return cell


def text_of(cell: object) -> str:
	"""A cell as text without spaces at its ends; a number that a sheet made of digits loses its `.0`."""
	if cell is None:
		return ""
	if isinstance(cell, float) and cell.is_integer():
		return str(int(cell))
	return str(cell).strip()


def moment_of_days(cell: object) -> datetime | None:
	"""The moment, to the second, that a sheet without a format of dates shows as a number of days, such as 46023.5."""
	text = text_of(cell)
	if not _DAYS.fullmatch(text):
		return None
	return _DAYS_FROM + timedelta(seconds=round(float(text) * 86_400))


def is_rounded(cell: object) -> bool:
	"""Whether a spreadsheet has taken digits from a cell: a number beyond 15 digits, or a text such as 2.02611E+19."""
	if isinstance(cell, int | float) and not isinstance(cell, bool):
		# Not below, rather than above: what is no number at all is neither.
		return not abs(cell) < 10**EXACT_DIGITS
	return (
		isinstance(cell, str)
		and not cell.isalnum()
		and bool(_EXPONENT.fullmatch(unicodedata.normalize("NFKC", cell).strip(_QUOTES + " ")))
	)


def identifier_of(cell: object, is_doubtful: bool = False) -> str:
	"""The number or code in a cell, which may become a key.

	Args:
	        is_doubtful: `are_rounded` says so of its column.
	Raises:
	        CellError: a spreadsheet has rounded it or made a date of it.
	"""
	if isinstance(cell, date | time):
		raise CellError(MADE_A_DATE)
	if is_rounded(cell) or (isinstance(cell, float) and not cell.is_integer()):
		raise CellError(ROUNDED)
	text = text_of(cell).strip(_QUOTES).strip()
	if is_doubtful and _is_long(text):
		raise CellError(ROUNDED)
	return text


def are_rounded(texts: Iterable[str]) -> bool:
	"""Whether all long numbers of a column end in zeros, as those of a rounded column that was exported as text do."""
	long = [text for text in texts if _is_long(text)]
	return bool(long) and not any(text[EXACT_DIGITS:].strip("0") for text in long)


def _is_long(text: str) -> bool:
	return len(text) >= LONG_DIGITS and text.isdecimal()
