"""Fields that only the server writes, and documents that nobody changes.

`read_only` binds nobody on REST, so the value that a client sends is replaced by the stored one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, get_datetime, getdate

from community_gov.core.errors import BadInputError, ConflictError, ImmutableError
from community_gov.core.exact import ExactDocument
from community_gov.core.labels import label_of_field
from community_gov.core.step_context import step_context
from community_gov.core.transactions import is_lost

_CASTS = {
	"Int": cint,
	"Check": cint,
	**dict.fromkeys(("Float", "Currency", "Percent"), lambda value: flt(value, 9)),
	"Datetime": lambda value: get_datetime(value) if value else None,
	"Date": lambda value: getdate(value) if value else None,
}
# MariaDB keeps 65,535 bytes of a Small Text and of a Text, four of them for a rare character.
_MAX_SMALL = 15_000
_MAX_TEXT_BYTES = 65_535
_TEXTS = ("Data", "Small Text", "Text", "Long Text")
_NO_VALUE = ("Section Break", "Column Break", "Tab Break", "HTML", "Button")


class GuardedDocument(ExactDocument):
	"""A document whose fields of a higher level leave the server only for those who may read them.

	Frappe takes them out where a document is read; what it answers to whoever has just written one, it does not.
	"""

	def as_dict(self, *args, **kwargs):
		values = super().as_dict(*args, **kwargs)
		if frappe.session.user == "Administrator":
			return values
		guarded = self.meta.get_high_permlevel_fields()
		levels = self.get_permlevel_access("read") if guarded else ()
		for df in guarded:
			if df.permlevel not in levels:
				values.pop(df.fieldname, None)
		return values


def restore_server_fields(doc) -> None:
	"""Puts back what is stored (or the default, on a new document) in the class's `server_fields`.

	Class attributes are read from the class: Frappe sets any key that a client sends on the document.
	"""
	before = doc.get_doc_before_save()
	if before:
		doc.owner, doc.creation = before.owner, before.creation
	for fieldname in type(doc).server_fields:
		df = doc.meta.get_field(fieldname)
		if df.fieldtype == "Table":
			rows = before.get(fieldname) if before else []
			doc.set(fieldname, [row.as_dict() for row in rows])
		else:
			default = cint(df.default) if df.fieldtype in ("Int", "Check") else None
			doc.set(fieldname, before.get(fieldname) if before else default)


def changed_fields(doc, ignore: tuple[str, ...] = ()) -> list[str]:
	"""Field names whose value differs from the stored one; empty for a new document."""
	before = doc.get_doc_before_save()
	if not before:
		return []
	fields = [df for df in doc.meta.fields if df.fieldtype not in _NO_VALUE and df.fieldname not in ignore]
	return [df.fieldname for df in fields if _differs(df, before, doc)]


def _differs(df, before, doc) -> bool:
	if df.fieldtype in ("Table", "Table MultiSelect"):
		return _rows(before, df) != _rows(doc, df)
	cast = _CASTS.get(df.fieldtype, cstr)
	return cast(before.get(df.fieldname)) != cast(doc.get(df.fieldname))


def _rows(doc, df) -> list[tuple]:
	columns = [child for child in frappe.get_meta(df.options).fields if child.fieldtype not in _NO_VALUE]
	return [
		tuple(_CASTS.get(column.fieldtype, cstr)(row.get(column.fieldname)) for column in columns)
		for row in doc.get(df.fieldname) or []
	]


@contextmanager
def out_of_history(doc, fieldnames: tuple[str, ...]) -> Iterator[None]:
	"""While Frappe compares two versions, these fields look unchanged: events record them, or nothing may."""
	before = doc.get_doc_before_save()
	kept = {name: before.get(name) for name in fieldnames if doc.meta.has_field(name)} if before else {}
	try:
		for name in kept:
			before.set(name, doc.get(name))
		yield
	finally:
		for name, value in kept.items():
			before.set(name, value)


@contextmanager
def deadlock_as_conflict(name: str | None) -> Iterator[None]:
	"""Of two requests that wait for each other the database undoes one, whole: its sender may send it again.

	Raises:
	        ConflictError
	"""
	try:
		yield
	except Exception as error:
		if isinstance(error, ConflictError) or not is_lost(error):
			raise
		frappe.throw(
			_("Somebody else worked on {0} at the same moment. Send the step again.").format(name or ""),
			exc=ConflictError,
		)


def refuse_client_insert(doc) -> None:
	"""Traces are written by the server's own code, never by an insert from outside.

	Raises:
	        ImmutableError: the insert does not come from the writer.
	"""
	if not step_context(doc).by_writer:
		frappe.throw(
			_("{0} is written by the system only. Do the step itself; it leaves its trace.").format(
				_(doc.doctype)
			),
			exc=ImmutableError,
		)


def write_audit_record(doctype: str, values: dict):
	"""Writes one audit record in the running transaction and returns it; see AuditDocument.

	Raises:
	        BadInputError: a text of a client that is longer than its column.
	"""
	entry = frappe.new_doc(doctype)
	entry.update(values)
	require_scalars(entry)
	require_storable_texts(entry)
	step_context(entry).by_writer = True
	# The system writes audit records; whoever takes the step that leaves one has no right to write it.
	return entry.insert(ignore_permissions=True)


def refuse_change(doc) -> NoReturn:
	"""A stored audit record cannot change.

	Raises:
	        ImmutableError: always, for a document that exists.
	"""
	frappe.throw(
		_("{0} {1} cannot be changed or deleted. Write a new one that corrects it.").format(
			_(doc.doctype), doc.name
		),
		exc=ImmutableError,
	)


def refuse_submission(doc) -> None:
	"""Steps are taken in workflows; Administrator could submit and cancel any document past them.

	Raises:
	        BadInputError
	"""
	if cint(doc.docstatus):
		frappe.throw(
			_("{0} is neither submitted nor cancelled. Take a step of its workflow.").format(_(doc.doctype)),
			exc=BadInputError,
		)


def require_scalars(doc) -> None:
	"""Refuses lists where one value belongs, numbers that cannot be stored, and texts that are too long.

	Frappe casts values when it stores them: until then a client's value is what it sent.

	Raises:
	        BadInputError
	"""
	for df in doc.meta.fields:
		value = doc.get(df.fieldname)
		if value in (None, "") or df.fieldtype in (*_NO_VALUE, "Table", "Table MultiSelect"):
			continue
		if df.fieldtype in ("Int", "Float", "Check"):
			doc.set(df.fieldname, _number_of(df, value))
		elif isinstance(value, list | dict) or (df.fieldtype == "Small Text" and _is_too_long(df, value)):
			_refuse_text(df)
		elif df.fieldtype in _TEXTS:
			doc.set(df.fieldname, cstr(value))


def require_storable_texts(doc) -> None:
	"""Refuses texts that no column holds, in a document and its rows, once its own checks have said how long they may be.

	Frappe looks at one-line fields only.

	Raises:
	        BadInputError
	"""
	tables = [doc.get(table.fieldname) or () for table in doc.meta.get_table_fields()]
	for row in (doc, *(row for rows in tables for row in rows)):
		for df in row.meta.get("fields", {"fieldtype": ["in", ("Small Text", "Text")]}):
			if _is_too_long(df, row.get(df.fieldname) or ""):
				_refuse_text(df)


def _is_too_long(df, value) -> bool:
	if df.fieldtype == "Text":
		return len(cstr(value).encode(errors="replace")) > _MAX_TEXT_BYTES
	return df.fieldtype == "Small Text" and len(cstr(value)) > _MAX_SMALL


def _refuse_text(df) -> NoReturn:
	frappe.throw(
		_("{0} is too long or no plain value. Send a shorter text.").format(label_of_field(df)),
		exc=BadInputError,
	)


def _number_of(df, value) -> int | float:
	"""The number that a value of a numeric field is.

	Raises:
	        BadInputError: it is none, or a fraction where a count is asked for.
	"""
	number = as_number(value)
	if number is None or (df.fieldtype != "Float" and number != int(number)):
		frappe.throw(
			_("{0} is not a number that can be stored. Send digits, whole ones for a count.").format(
				label_of_field(df)
			),
			exc=BadInputError,
		)
	return number if df.fieldtype == "Float" else int(number)


def as_number(value) -> float | None:
	"""The finite number below a thousand million that a value is, or None."""
	try:
		number = float(value)
	except (TypeError, ValueError, OverflowError):
		return None
	return number if abs(number) < 1e9 else None


class RowDocument(ExactDocument):
	"""A row of a table. Frappe lets it be saved alone, past its document's checks and scope; we do not."""

	def before_insert(self):
		self.refuse_alone()

	def before_validate(self):
		self.refuse_alone()

	def on_trash(self):
		self.refuse_alone()

	def refuse_alone(self) -> NoReturn:
		frappe.throw(
			_("A row of {0} is not written alone. Change the table in its document and save that.").format(
				_(self.doctype)
			),
			exc=ImmutableError,
		)


class AuditDocument(ExactDocument):
	"""A record that the server's own code writes once and nobody changes, renames or deletes."""

	def before_insert(self):
		refuse_client_insert(self)

	def validate(self):
		if not self.is_new():
			refuse_change(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
