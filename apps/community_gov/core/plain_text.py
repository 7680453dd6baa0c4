"""Text as people type and paste it, in two forms: cleaned to be stored, comparable to be found. Pure, no site."""

import re
import unicodedata

# Signs that show nothing: marks of direction, spaces without width, fillers (a name of nothing else is empty).
_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
_NEVER_SEEN = re.compile(f"[{_UNSEEN}]")
# Joiners shape some scripts and pictures, selectors choose a form of a rare character: part of a text, not of a number.
_JOINERS = "\u200c\u200d"
_ALL_UNSEEN = re.compile(f"[{_UNSEEN}{_JOINERS}\ufe00-\ufe0f\u180b-\u180d\U000e0100-\U000e01ef]")
_ENDS = re.compile(rf"^[\s{_JOINERS}]+|[\s{_JOINERS}]+$")
_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d\u30fc]")
_HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd][\ufe00-\ufe0f\U000e0100-\U000e01ef]?"
# Dots within names of minorities; GB 18030 has the middle dot at A1 A4.
_DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387\u16eb]")
_DOT_OF_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s*[.．。·]\s*(?=[\u3400-\u9fff])")
_SPACE_OF_HAN = re.compile(rf"({_HAN})\s+(?={_HAN})")


def cleaned(text: str) -> str:
	"""One line as it is stored: without signs that nobody sees and without spaces of any width at its ends.

	Rare characters, their selectors and full-width signs stay as they were written.
	"""
	return _ENDS.sub("", _NEVER_SEEN.sub("", text))


def cleaned_name(text: str) -> str:
	"""The name of a person as it is stored: cleaned, one kind of dot, no spaces between Han characters."""
	name = _SPACE_OF_HAN.sub(r"\1", " ".join(cleaned(text).split()))
	return _DOT_OF_HAN.sub("·", _DOTS.sub("·", name))


def comparable(text: str | None) -> str:
	"""What two texts have in common that people take for the same: width, case, spaces, dots and dashes do not matter."""
	plain = _ALL_UNSEEN.sub("", unicodedata.normalize("NFKC", cleaned_name(text or "")))
	joined = "".join(_DASHES.sub("-", _DOTS.sub("·", plain)).split())
	# Case folding, and what stood beside a space, may take signs apart again.
	return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", joined).casefold())


def listed(text: str | None) -> list[str]:
	"""The entries of a list as people type it: apart by lines, commas, semicolons or the comma of enumerations 、."""
	entries = re.split(r"[\n\r,;、]", unicodedata.normalize("NFKC", text or ""))
	return [entry for entry in map(cleaned, entries) if entry]


def one_line(text: str) -> str:
	"""A text to be parsed: half-width, one kind of dash, single spaces, nothing that nobody sees."""
	return " ".join(_DASHES.sub("-", _ALL_UNSEEN.sub("", unicodedata.normalize("NFKC", text))).split())


def number_text(text: object) -> str:
	"""A number or code as it is compared: half-width, upper case, without spaces, dashes and what nobody sees."""
	plain = unicodedata.normalize("NFKC", re.sub(r"[\s\-]", "", one_line(str(text))))
	# Capitals, too, may be two signs that are one.
	return unicodedata.normalize("NFKC", plain.upper())
