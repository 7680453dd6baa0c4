"""Texts, moments and telephone numbers in documents of ours are read alike, through whatever door they come."""

import frappe
from frappe import _

from community_gov.core import phone_fields, text, time
from community_gov.core.cells import is_rounded
from community_gov.core.errors import BadInputError


def read_alike(doc, method: str | None = None) -> None:
	"""Doc event of every DocType, before it is validated.

	Raises:
	        BadInputError (422): see text.clean_texts, time.read_fields and phone_fields.read_fields.
	"""
	if doc.meta.module == text.MODULE:
		if frappe.flags.in_import:
			_refuse_rounded(doc)
		text.clean_texts(doc)
		time.read_fields(doc)
		phone_fields.read_fields(doc)


def _refuse_rounded(doc) -> None:
	"""A sheet that `bench data-import` reads passes no hook that could put our reader in the place of Frappe's."""
	for row in (doc, *doc.get_all_children()):
		for df in row.meta.fields:
			if df.fieldtype in ("Data", "Link", "Dynamic Link", "Phone") and is_rounded(
				row.get(df.fieldname)
			):
				frappe.throw(
					_(
						"{0} holds a number that a spreadsheet has rounded. Format the column as text and fill it in anew."
					).format(_(df.label, context=df.parent)),
					exc=BadInputError,
				)
