"""Receipts and photos of a project: each receipt once in all projects, within what was granted, against a line of the budget."""

import hashlib
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint, cstr, getdate

from community_gov.casework.intake.images import (
	WHOLE_PIXELS,
	NotAPhotoError,
	TooManyPixelsError,
	check_photo,
)
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.exact import exact_key
from community_gov.core.scrubbing import key_of
from community_gov.participation.evidence import keep
from community_gov.participation.micro_projects import money

PROJECT, RECEIPT = "Micro-project", "Project Receipt"
SPENDING = ("Funded", "Half-way Checked", "Result Accepted")
MOST_RECEIPTS, MOST_PHOTOS = 200, 30
MOST_BYTES = 20_000_000


def prepare(project) -> None:
	"""Looks at new receipts and photos; a stored receipt keeps its file and its key.

	Raises:
	        BadInputError: see the messages. ConflictError: a receipt stands in a project already.
	"""
	if len(project.receipts) > MOST_RECEIPTS or len(project.photos) > MOST_PHOTOS:
		_refuse(
			_("A project has at most {0} receipts and {1} photos. Take some out.").format(
				MOST_RECEIPTS, MOST_PHOTOS
			)
		)
	before = project.get_doc_before_save()
	known = {row.name: row for row in before.receipts} if before else {}
	if _rows(project.receipts) != _rows(known.values()) and project.stage not in SPENDING:
		_refuse(
			_("Receipts belong to a project that is funded and not yet accounted for. Wait for that stage.")
		)
	for row in project.receipts:
		_prepare_receipt(project, row, known.get(row.name))
	_refuse_twice(project)
	_take_photos(project, before)
	_reckon(project)


def _rows(rows) -> list[tuple]:
	return [
		(cint(row.budget_line), cstr(row.number), cstr(row.payee), money.fen(row.amount), cstr(row.file))
		for row in rows
	]


def _prepare_receipt(project, row, stored) -> None:
	money.settle(row, "amount")
	if not 1 <= cint(row.budget_line) <= len(project.budget):
		_refuse(
			_("Receipt {0} belongs to no line of the budget. Write the number of the line.").format(row.idx)
		)
	if not money.fen(row.amount) or not cstr(row.payee).strip() or not row.paid_on:
		_refuse(_("Receipt {0} lacks its payee, day or amount. Write them.").format(row.idx))
	if getdate(row.paid_on) > getdate():
		_refuse(_("Receipt {0} is of a day to come. Correct it.").format(row.idx))
	number = key_of(cstr(row.number))
	row.number_key = exact_key(f"{number}|{key_of(row.payee)}") if number else None
	if stored and stored.file == row.file:
		row.file_hash = stored.file_hash
		return
	if not project.flags.ignore_permissions:
		keep(project, row.file)
	row.file_hash = _hash_of(row.file)


def _hash_of(address: str) -> str:
	"""SHA-256 of a stored file, as 64 hexadecimal digits."""
	return hashlib.sha256(_content_of(address)).hexdigest()


def _content_of(address: str) -> bytes:
	name = frappe.db.get_value("File", {"file_url": address}, order_by="creation asc")
	if not name:
		_refuse(_("The file is not there. Upload it again."))
	content = frappe.get_doc("File", name).get_content()
	content = content.encode() if isinstance(content, str) else content
	if not content or len(content) > MOST_BYTES:
		_refuse(_("The file is empty or larger than 20 MB. Upload another one."))
	return content


def _refuse_twice(project) -> None:
	"""For the sentence; that no two are stored at once is what the unique columns ensure."""
	for fieldname in ("file_hash", "number_key"):
		keys = [row.get(fieldname) for row in project.receipts if row.get(fieldname)]
		if len(set(keys)) != len(keys):
			refuse_used()
		if not keys:
			# Frappe 16 finds rows without a value by an empty text.
			continue
		names = [row.name for row in project.receipts if row.name]
		filters = {fieldname: ["in", keys], "name": ["not in", names or [""]]}
		if frappe.db.exists(RECEIPT, {**filters, "parent": ["!=", project.name or ""]}):
			refuse_used()


def refuse_used() -> None:
	"""Raises ConflictError. In which project a receipt stands is told to nobody who may not read that one."""
	frappe.throw(
		_("This receipt is used already, in this or another project. A receipt counts once."),
		exc=ConflictError,
	)


def _take_photos(project, before) -> None:
	known = {row.photo for row in before.photos} if before else set()
	for row in project.photos:
		if row.photo in known:
			continue
		if not project.flags.ignore_permissions:
			keep(project, row.photo)
		_require_picture(row)


def _require_picture(row) -> None:
	"""What is no picture shows no work. Raises BadInputError."""
	try:
		check_photo(_content_of(row.photo), WHOLE_PIXELS)
	except (NotAPhotoError, TooManyPixelsError):
		_refuse(
			_("Photo {0} is no picture that can be shown. Upload a JPEG, HEIC, PNG or WebP.").format(row.idx)
		)


def _reckon(project) -> None:
	"""What was spent on each line and in all; never more than was granted."""
	for number, line in enumerate(project.budget, 1):
		own = [row for row in project.receipts if cint(row.budget_line) == number]
		line.spent = money.sum_of(own) / 100
	spent = money.sum_of(project.receipts)
	if spent > money.fen(project.granted) and project.receipts:
		_refuse(
			_("The receipts make {0} yuan, and {1} were granted. Take some out.").format(
				money.written(spent), money.written(money.fen(project.granted))
			)
		)
	project.spent = spent / 100


def remainder(project) -> int:
	"""Fen that were granted and not spent."""
	return money.fen(project.granted) - money.fen(project.spent)


def _refuse(text: str) -> NoReturn:
	frappe.throw(text, exc=BadInputError)
