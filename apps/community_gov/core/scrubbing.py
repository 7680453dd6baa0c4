"""A text without what names people by number: telephones, identity numbers, e-mail addresses. Pure, no site."""

import re

HIDDEN = "〔已隐去〕"
# An identity number of 18 or 15 digits, a mobile number, a landline, any longer run of digits, an address of e-mail.
_PATTERNS = (
	re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.A),
	re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])"),
	re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"),
	re.compile(r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"),
	re.compile(r"(?<!\d)\d{7,}(?!\d)"),
)
_FULL_WIDTH = {ord("０") + number: ord("0") + number for number in range(10)}


def scrub(text: str) -> str:
	"""The text with such numbers and addresses replaced; full-width digits are read as digits."""
	found = text.translate(_FULL_WIDTH)
	for pattern in _PATTERNS:
		found = pattern.sub(HIDDEN, found)
	return found


def key_of(text: str) -> str:
	"""The text without spaces and punctuation, to tell what was copied."""
	return re.sub(r"[\W_]+", "", text.translate(_FULL_WIDTH)).lower()
