"""Labels of fields in messages: what a message names reads as on the form."""

from frappe import _


def label_of(meta, fieldname: str) -> str:
	"""The label of a field in the reader's language, in the words of its own DocType."""
	return _(meta.get_label(fieldname), context=meta.name)


def label_of_field(df) -> str:
	"""The same for a field that is at hand."""
	return _(df.label or df.fieldname, context=df.parent)
