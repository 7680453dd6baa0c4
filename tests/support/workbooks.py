"""Workbooks and text files as offices keep them."""

import io
import re
import zipfile

from openpyxl import Workbook


def workbook(*rows: list, merged: tuple[str, ...] = (), hidden: int = 0, **others: list[list]) -> bytes:
	"""An XLSX file; `others` are sheets by title before the one with the rows, the first `hidden` of them not shown."""
	book = Workbook()
	main = book.active
	for row in rows:
		main.append(row)
	for area in merged:
		main.merge_cells(area)
	for at, (title, cells) in enumerate(others.items()):
		sheet = book.create_sheet(title, at)
		sheet.sheet_state = "hidden" if at < hidden else "visible"
		for row in cells:
			sheet.append(row)
	book.active = book.index(main)
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def with_exponents(content: bytes) -> bytes:
	"""The same workbook with its numbers as some programs write them: 13812345678 as 1.3812345678E+10."""
	out = io.BytesIO()
	with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
		for name in old.namelist():
			part = old.read(name)
			if name.startswith("xl/worksheets/"):
				part = re.sub(rb"<v>(\d)(\d{9,})</v>", _exponent, part)
			new.writestr(name, part)
	return out.getvalue()


def _exponent(found: re.Match) -> bytes:
	return b"<v>%b.%bE+%d</v>" % (found[1], found[2], len(found[2]))


def packed(*names: str) -> bytes:
	"""A ZIP file of empty parts."""
	out = io.BytesIO()
	with zipfile.ZipFile(out, "w") as archive:
		for name in names:
			archive.writestr(name, "")
	return out.getvalue()


def text_file(*rows: list, separator: str = ",", encoding: str = "utf-8") -> bytes:
	"""Rows as text, cells as they are."""
	return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)
