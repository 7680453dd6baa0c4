"""Telephone numbers in fields of documents that keep them as they are: stored in one form, refused with what is wrong."""

import frappe
from frappe import _

from community_gov.core import phones
from community_gov.core.errors import BadInputError
from community_gov.core.labels import label_of_field
from community_gov.core.step_context import step_context
from community_gov.core.text import MODULE


def problem(reason: str, label: str) -> str:
	"""What is wrong with a telephone number, in two sentences. Args: reason: the argument of BadPhoneError."""
	texts = {
		phones.WRONG_MOBILE: _("{0} has not the 11 digits of a mobile number. Count them and type it again."),
		phones.NO_AREA: _("{0} lacks its area code. Write it as 0715-5336789."),
		phones.WRONG_LENGTH: _(
			"{0} has not the length of a telephone number. Compare it and type it again, one number only."
		),
		phones.SHORT: _(
			"{0} is a short number, which reaches no person. Write a mobile number or a fixed line."
		),
	}
	texts[phones.FIXED] = _("{0} is a fixed line, which others share. Write a mobile number.")
	other = _("{0} is no telephone number. Write digits, such as 0715-5336789.")
	return texts.get(reason, other).format(label)


def read_fields(doc) -> None:
	"""fields of ours whose names end in `phone` hold numbers as core.phones stores them.

	Raises:
	        BadInputError (422)
	"""
	if doc.meta.module != MODULE:
		return
	for df in doc.meta.fields:
		value = doc.get(df.fieldname) if df.fieldname.endswith("phone") else None
		if value and isinstance(value, str):
			doc.set(df.fieldname, _read(doc, df, value))


def _read(doc, df, value: str) -> str:
	try:
		return phones.read(value).text
	except phones.BadPhoneError as error:
		# A hotline's order names whom the hotline reached: two numbers, or a word, are worth keeping.
		before = doc.get_doc_before_save()
		kept = before and before.get(df.fieldname) == value
		if kept or step_context(doc).upstream:
			return value
		frappe.throw(problem(str(error), label_of_field(df)), exc=BadInputError)
		raise AssertionError from error
