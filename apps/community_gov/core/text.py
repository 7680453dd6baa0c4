"""Plain text as people write it: no field of ours holds markup or control characters, whatever they are wrapped in."""

import re

import frappe
from frappe import _

from community_gov.core.errors import BadInputError
from community_gov.core.labels import label_of_field
from community_gov.core.plain_text import cleaned, cleaned_name

TEXT_FIELDS = ("Data", "Small Text", "Text", "Long Text")
MODULE = "Community Gov"
# Fields with the name of a person.
PERSON_NAMES = frozenset(
	{
		"full_name",
		"guardian_name",
		"reporter_name",
		"contact_name",
		"visitor_name",
		"member_name",
		"volunteer_name",
		"participant_name",
		"speaker_name",
		"representative_name",
		"secretary_name",
	}
)
# A browser begins a tag, a comment or an instruction with these; "<" before a space or a digit is only a sign.
_TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
# The same sign in the width of Chinese characters: the words stay as they were written.
_HARMLESS = "＜"
# Control characters but for tab and line ends, and halves of characters (UTF-16 surrogates).
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def has_control_character(text: str) -> bool:
	return bool(_CONTROL.search(text))


def without_tags(value: str) -> str:
	"""The text with every sign that begins a tag replaced, also within JSON, quotes or attributes."""
	return _TAG_START.sub(_HARMLESS, value)


def clean_texts(doc) -> None:
	"""texts of ours and of their rows are plain, whoever writes them.

	Frappe cleans markup too, but leaves alone what reads as JSON, and half a tag is completed by what follows it.

	Raises:
	        BadInputError (422): null bytes and control characters break exports, print and search.
	"""
	if doc.meta.module != MODULE:
		return
	for row in (doc, *doc.get_all_children()):
		texts = [(df, value) for df in row.meta.fields if isinstance(value := row.get(df.fieldname), str)]
		_refuse_control_characters(texts)
		for df, value in texts:
			plain = as_stored(value, df)
			if plain != value:
				row.set(df.fieldname, plain)


def as_stored(value: str, df) -> str:
	"""What a field keeps of a text: no tags; in one line no spaces at its ends and nothing unseen; names with one dot."""
	if df.fieldtype not in TEXT_FIELDS:
		return value
	if df.fieldtype == "Data":
		value = cleaned_name(value) if df.fieldname in PERSON_NAMES else cleaned(value)
	return without_tags(value)


def _refuse_control_characters(texts: list[tuple]) -> None:
	"""Names the field that somebody filled: a title that was taken out of a longer text is not to blame."""
	wrong = [(df, value) for df, value in texts if has_control_character(value)]
	if not wrong:
		return
	to_blame, _value = max(wrong, key=lambda pair: (len(pair[1]), pair[0].fieldtype != "Data"))
	frappe.throw(
		_("{0} holds a control character. Remove it and send the text again.").format(
			label_of_field(to_blame)
		),
		exc=BadInputError,
	)
