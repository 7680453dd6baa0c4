"""Documents that people call by a name of their own: the name is a label, and the key behind it never changes.

The key is the first label where no other document's key looks like it to the collation, else the label with a number.
"""

import frappe
from frappe import _
from frappe.model.base_document import get_controller
from frappe.utils import cstr

from community_gov.core.exact import ExactDocument, exact_name

_LONGEST = 130


class NamedDocument(ExactDocument):
	"""A document whose class says in `label_field` which field people name it by; two never have the same label."""

	label_field: str

	@classmethod
	def key_of_label(cls, doctype: str, label: str) -> str | None:
		"""The key of the document with exactly this label."""
		return next(iter(_keys_of_label(doctype, label)), None)

	def autoname(self):
		label = cstr(self.get(type(self).label_field)).strip()
		self.set(type(self).label_field, label)
		if label:
			refuse_taken_label(self, label)
			self.name = _free_key(self.doctype, label)


def refuse_taken_label(doc, label: str) -> None:
	"""A key is no other document's label either: one name leads to one document.

	Raises:
	        frappe.DuplicateEntryError (409): another document is, or was at first, called exactly so.
	"""
	of_key = exact_name(doc.doctype, label)
	if (of_key and of_key != doc.name) or _keys_of_label(doc.doctype, label, besides=doc.name):
		frappe.throw(
			_("{0} {1} exists already. Choose another name, or take that one.").format(_(doc.doctype), label),
			exc=frappe.DuplicateEntryError,
		)


def _keys_of_label(doctype: str, label: str, besides: str | None = None) -> list[str]:
	"""The collation finds candidates by the index; only the very same text is the label."""
	table, field = frappe.qb.DocType(doctype), get_controller(doctype).label_field
	query = frappe.qb.from_(table).select(table.name, table[field]).where(table[field] == label)
	return [name for name, found in query.orderby(table.name).run() if found == label and name != besides]


def _free_key(doctype: str, label: str) -> str:
	table, key, number = frappe.qb.DocType(doctype), label, 1
	taken = frappe.qb.from_(table).select(table.name)
	while taken.where(table.name == key).run() or _keys_of_label(doctype, key):
		number += 1
		key = f"{label[:_LONGEST]}-{number}"
	return key
