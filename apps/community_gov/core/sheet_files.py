"""The private file behind a record that came with a sheet: found, read, given back with reasons, deleted in time."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import add_days, cint, now_datetime

from community_gov.core import sheets
from community_gov.core.errors import BadInputError
from community_gov.core.sheets import Sheet, SheetError, without_formula
from community_gov.core.tables import LEFT_OUT


def file_of(order):
	"""The private File in a record's field `sheet`: one that hangs on it, or that its owner may read.

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
	_refuse_missing()


def _refuse_missing() -> NoReturn:
	frappe.throw(_("The private file of this import is missing. Upload the sheet again."), exc=BadInputError)
	raise BadInputError


def content_of(order) -> bytes:
	"""The bytes of a record's sheet. Raises BadInputError."""
	return bytes_of(file_of(order))


def bytes_of(file) -> bytes:
	"""The bytes of a stored File. Raises BadInputError where it is gone from the disk.

	Frappe 16 would hand out text, and takes GB 18030 for the encoding of another country.
	"""
	file.validate_file_url()
	try:
		return Path(file.get_full_path()).read_bytes()
	except FileNotFoundError:
		# A site that was restored without its files still has their rows.
		_refuse_missing()


def refuse_sheet(error: SheetError) -> NoReturn:
	"""Raises BadInputError with what a SheetError says, in the language of whoever asks."""
	frappe.throw(_(error.args[0]).format(*error.args[1:]), exc=BadInputError)
	raise error


def progress_of(order) -> dict:
	"""How far a record that came with a sheet is: {import, status, total, done, new, known, failed, message}."""
	return {
		"import": order.name,
		"status": order.status,
		"total": order.total_rows,
		"done": order.done_rows,
		"new": order.new_count,
		"known": order.known_count,
		"failed": order.failed_count,
		"message": _(order.message) if order.message else None,
	}


def told_left_out(sheet: Sheet) -> str | None:
	"""Which sheets of a file were not read, in the language of whoever asks."""
	return _(LEFT_OUT).format("、".join(sheet.left_out)) if sheet.left_out else None


def lines_with_reasons(sheet: Sheet, reasons: Iterable[tuple[tuple[str, int], str]]) -> bytes:
	"""The lines of a sheet that have a reason, as they stand there, with it, as XLSX.

	Args:
	        reasons: ((sheet, line), reason in the reader's language); a line may have several.
	"""
	of_line: dict[tuple[str, int], list[str]] = {}
	for place, reason in reasons:
		of_line.setdefault(place, []).append(reason)
	several = any(line.sheet for line in sheet.lines)
	rows = [[*sheet.headings, _("Reason"), _("Line in the Sheet"), *[_("Sheet of the File")] * several]]
	for line in sheet.lines:
		if told := of_line.get((line.sheet, line.line)):
			cells = [*line.cells, *[None] * len(sheet.headings)][: len(sheet.headings)]
			rows.append([*cells, "\n".join(told), line.line, *[line.sheet] * several])
	return workbook(rows)


def workbook(rows: list[list]) -> bytes:
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
	"""Whether one of the words stands in a record's sheet; one that cannot be read counts as one that does."""
	try:
		return sheets.names_any(content_of(order), words)
	except BadInputError:
		frappe.clear_last_message()
	except sheets.SheetError:
		pass
	return True


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


def delete_refused(file) -> None:
	"""Deletes the session user's file of a sheet that cannot be read, before the refusal: no record would end it in time."""
	is_taken = file.attached_to_name or frappe.db.exists("Sheet Import", {"sheet": file.file_url})
	if is_taken or file.owner != frappe.session.user:
		return
	# The refusal undoes the request anyway, and would undo this with it.
	frappe.db.rollback()
	# Its owner may end it, whatever else the role may do with files.
	frappe.delete_doc("File", file.name, ignore_permissions=True, delete_permanently=True)
	frappe.db.commit()


def delete_old_files_of(doctype: str) -> None:
	"""Deletes sheets that nobody needs any more: they hold the names and numbers of a whole community."""
	days = cint(frappe.get_cached_doc("Community Gov Settings").import_sheet_days) or 30
	filters = {"sheet": ["is", "set"], "modified": ["<", add_days(now_datetime(), -days)]}
	for name in frappe.get_all(doctype, filters=filters, pluck="name", order_by="creation asc"):
		delete_files(frappe.get_doc(doctype, name))
