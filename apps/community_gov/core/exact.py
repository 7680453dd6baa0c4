"""Names as keys, compared character by character.

Frappe's collation takes all characters beyond the BMP for one, a letter for its capital, and no heed of spaces at the end.
"""

import hashlib
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document


class ExactDocument(Document):
	"""A document that is found by its exact name alone, and whose links lead to exactly what they name."""

	def load_from_db(self):
		asked = self.name
		loaded = super().load_from_db()
		if isinstance(asked, str) and self.name != asked and not self.meta.issingle:
			refuse_missing(self.doctype, asked)
		return loaded

	def get_invalid_links(self, is_submittable=False):
		"""Frappe puts the name that the collation found in the place of the one that was given."""
		given = _given_links(self)
		invalid = super().get_invalid_links(is_submittable)
		for df, name in given:
			found = self.get(df.fieldname)
			if found and str(found) != str(name):
				_refuse_other_name(df, name)
		return invalid


def exact_name(doctype: str, name: str | None) -> str | None:
	"""The name, if a document has exactly this one; else None."""
	found = frappe.db.get_value(doctype, name, "name", order_by=None) if name else None
	return found if found == name else None


def exact_key(text: str) -> str:
	"""64 hexadecimal digits for a unique column: no two texts share them, to whatever collation."""
	return hashlib.sha256(text.encode()).hexdigest()


def only_exact(rows: list, fieldname: str, value: str) -> list:
	"""Those of some rows, found by the collation, whose field holds exactly the value."""
	return [row for row in rows if row.get(fieldname) == value]


def refuse_missing(doctype: str, name: str) -> NoReturn:
	"""Raises frappe.DoesNotExistError (404)."""
	frappe.throw(
		_("There is no {0} of exactly the name {1}. Compare it character by character.").format(
			_(doctype), name
		),
		exc=frappe.DoesNotExistError,
	)


def _given_links(doc) -> list[tuple]:
	"""(field, name) of each link whose value is the document's own, not fetched through another link."""
	kinds = ("Link", "Dynamic Link")
	own = [df for df in doc.meta.fields if df.fieldtype in kinds and (not df.fetch_from or df.fetch_if_empty)]
	return [(df, doc.get(df.fieldname)) for df in own if doc.get(df.fieldname)]


def _refuse_other_name(df, name: str) -> NoReturn:
	frappe.throw(
		_("{0} names {1}, and nothing is called exactly so. Choose it from the list.").format(
			_(df.label, context=df.parent), name
		),
		exc=frappe.LinkValidationError,
	)
