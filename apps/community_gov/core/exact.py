"""Names as keys, compared character by character.

Frappe's collation takes all characters beyond the BMP for one, a letter for its capital, and no heed of spaces at the end.
"""

import hashlib
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.base_document import get_controller
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
			if str(self.get(df.fieldname)) != str(name) or self._is_overlooked(df, name):
				_refuse_other_name(df, name)
		return invalid

	def _is_overlooked(self, df, name: str) -> bool:
		"""Frappe 15 lets a link to nothing pass where it fetches more than the name."""
		fetches = df.fieldtype == "Link" and self.meta.get_fields_to_fetch(df.fieldname)
		return bool(fetches) and not exact_name(df.options, name)


def exact_name(doctype: str, name: str | None) -> str | None:
	"""The name, if a document has exactly this one; else None."""
	found = frappe.db.get_value(doctype, name, "name", order_by=None) if name else None
	return found if found == name else None


def key_of(doctype: str, name: str | None) -> str | None:
	"""The key of the document that has exactly this key, or else exactly this label; None if there is none.

	Documents without labels have no other name than their key: it is answered as it is.
	"""
	controller = get_controller(doctype) if name else None
	if not controller or not getattr(controller, "label_field", None):
		return name
	found = frappe.db.get_value(doctype, name, "name", cache=True, order_by=None)
	return name if found == name else controller.key_of_label(doctype, name)


def exact_key(text: str) -> str:
	"""64 hexadecimal digits for a unique column: no two texts share them, to whatever collation."""
	return hashlib.sha256(text.encode()).hexdigest()


def refuse_missing(doctype: str, name: str) -> NoReturn:
	"""Raises frappe.DoesNotExistError (404)."""
	frappe.throw(
		_("There is no {0} of exactly the name {1}. Compare it character by character.").format(
			_(doctype), name
		),
		exc=frappe.DoesNotExistError,
	)


def _given_links(doc) -> list[tuple]:
	"""(field, name) of each link whose value is the document's own, not fetched; a label is replaced by its key."""
	kinds = ("Link", "Dynamic Link")
	own = [df for df in doc.meta.fields if df.fieldtype in kinds and (not df.fetch_from or df.fetch_if_empty)]
	given = [(df, doc.get(df.fieldname)) for df in own if doc.get(df.fieldname)]
	for df, name in given:
		if isinstance(name, str) and df.fieldtype == "Link":
			doc.set(df.fieldname, key_of(df.options, name) or name)
	return [(df, doc.get(df.fieldname)) for df, _name in given]


def _refuse_other_name(df, name: str) -> NoReturn:
	frappe.throw(
		_("{0} names {1}, and nothing is called exactly so. Choose it from the list.").format(
			_(df.label, context=df.parent), name
		),
		exc=frappe.LinkValidationError,
	)
