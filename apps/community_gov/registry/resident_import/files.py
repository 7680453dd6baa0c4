"""The private file of an import: read, given back with reasons, deleted in time."""

import hashlib
import io
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import add_days, cint, cstr, now_datetime

from community_gov.core.errors import BadInputError
from community_gov.core.sheets import without_formula
from community_gov.registry.resident_import.reasons import NO_FILE, OTHER_FILE
from community_gov.registry.resident_import.row_reader import Problem, Row, homes_of, rows_of, without_doubles
from community_gov.registry.resident_import.sheet_reader import Sheet, SheetError, read_sheet
from community_gov.registry.resident_import.words import EXAMPLE, TEMPLATE


class Work(NamedTuple):
	"""A sheet ready to be planned: homes of rows, what is wrong already, how many lines there are."""

	homes: list[list[Row]]
	problems: list[Problem]
	repeated: int
	total: int
	headings: dict[str, str]
	digest: str


def read(order, digest: str | None = None) -> Work:
	"""The homes of an import's sheet.

	Args:
	        digest: SHA-256 of the file that was checked, to be sure that it is the same.
	Raises:
	        BadInputError: no file, another one, or not a sheet.
	"""
	content = _content_of(order)
	found = hashlib.sha256(content).hexdigest()
	if digest and digest != found:
		frappe.throw(_(OTHER_FILE), exc=BadInputError)
	sheet = _sheet_of(order, content)
	rows, problems = rows_of(sheet)
	kept, doubles, repeated = without_doubles(rows)
	headings = {field: heading for field, heading in zip(sheet.fields, sheet.headings, strict=True) if field}
	return Work(homes_of(kept), problems + doubles, repeated, len(sheet.lines), headings, found)


def _sheet_of(order, content: bytes) -> Sheet:
	try:
		return read_sheet(content, order.sheet)
	except SheetError as error:
		frappe.throw(_(error.args[0]), exc=BadInputError)
		raise


def _content_of(order) -> bytes:
	try:
		content = file_of(order).get_content()
	except FileNotFoundError:
		# A site that was restored without its files still has their rows.
		frappe.throw(_(NO_FILE), exc=BadInputError)
		raise
	return content if isinstance(content, bytes) else content.encode()


def file_of(order):
	"""The private File of an import: one that hangs on it, or that its owner may read.

	Raises:
	        BadInputError
	"""
	# get_all only finds candidates: each is asked below.
	names = frappe.get_all(
		"File",
		filters={"file_url": order.sheet or "", "is_private": 1},
		pluck="name",
		order_by="creation desc",
	)
	for name in names:
		file = frappe.get_doc("File", name)
		mine = file.attached_to_doctype == order.doctype and file.attached_to_name == order.name
		if mine or frappe.has_permission("File", "read", doc=file, user=order.owner):
			return file
	frappe.throw(_(NO_FILE), exc=BadInputError)


def failed_rows(order, problems: list[Problem]) -> bytes:
	"""The lines that were not loaded as they stand in the sheet, with the reason, as XLSX."""
	sheet = _sheet_of(order, _content_of(order))
	reasons: dict[int, list[str]] = {}
	for problem in problems:
		words = f"{problem.column}: {_(problem.reason)}" if problem.column else _(problem.reason)
		reasons.setdefault(problem.line, []).append(words)
	rows = [[*sheet.headings, _("Reason"), _("Line in the Sheet")]]
	for line in sheet.lines:
		if line.line in reasons:
			cells = [*line.cells, *[None] * len(sheet.headings)][: len(sheet.headings)]
			rows.append([*cells, "\n".join(reasons[line.line]), line.line])
	return _workbook(rows)


def template() -> bytes:
	"""An empty sheet with the headings and one example, as XLSX."""
	return _workbook([list(TEMPLATE.values()), [EXAMPLE.get(field) for field in TEMPLATE]])


def _workbook(rows: list[list]) -> bytes:
	"""Rows as XLSX; long numbers stay text, and nothing is run as a formula."""
	from openpyxl import Workbook

	book = Workbook()
	for row in rows:
		book.active.append([without_formula(cell) for cell in row])
	for column in book.active.iter_cols(max_row=max(len(rows), 2)):
		for cell in column:
			cell.number_format = "@"
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def names_any(order, words: set[str]) -> bool:
	"""Whether one of the words stands in the sheet of an import; a sheet that cannot be read counts as one that does."""
	try:
		sheet = _sheet_of(order, _content_of(order))
	except BadInputError:
		frappe.clear_last_message()
		return True
	text = "\n".join(cstr(cell) for line in sheet.lines for cell in line.cells)
	return any(word in text for word in words)


def delete_files(order) -> None:
	"""Deletes the sheet for good; counts and reasons stay."""
	files = {"attached_to_doctype": order.doctype, "attached_to_name": order.name}
	own = {"file_url": order.sheet or "", "owner": order.owner, "is_private": 1}
	# get_all: the files of the import that the caller may write, or that is too old.
	names = {
		name
		for filters in (files, own)
		for name in frappe.get_all("File", filters=filters, pluck="name", order_by="name asc")
	}
	for name in sorted(names):
		# Whoever may write the import, or the nightly job, may end its sheet.
		frappe.delete_doc("File", name, ignore_permissions=True, delete_permanently=True)
	order.db_set("sheet", None)


def delete_old_files() -> None:
	"""Scheduler: sheets that nobody needs any more hold the numbers of a whole community."""
	days = cint(frappe.get_cached_doc("Community Gov Settings").import_sheet_days) or 30
	filters = {"sheet": ["is", "set"], "modified": ["<", add_days(now_datetime(), -days)]}
	for name in frappe.get_all("Resident Import", filters=filters, pluck="name", order_by="creation asc"):
		delete_files(frappe.get_doc("Resident Import", name))
