"""The one reader of telephone numbers: mobile, fixed line, short number, abroad; each with an extension. Pure, no site.

Plans of numbers come from `phonenumbers` (Google's metadata). A number counts where its length and form are those of its
country: new ranges are given out faster than anybody updates a library, and a demo's must belong to nobody.
"""

import re
from typing import NamedTuple

import phonenumbers

from community_gov.core.plain_text import one_line

MOBILE, FIXED, SHORT, ABROAD = "Mobile", "Fixed Line", "Short Number", "Abroad"
HOME = "CN"
_MOBILE = re.compile(r"1[3-9]\d{9}")
# 110, 12345, 95598, 96333, a firm's 661234; local numbers have seven or eight digits and lack their area.
_SHORT = re.compile(r"[1-9]\d{2,5}")
_SERVICE = re.compile(r"[48]00\d{7}")
_EXTENSION = re.compile(r"(.*?)\s*(?:转|分机号?|ext\.?|x|#|,)\s*(\d{1,6})", re.I)
# 0715-5336789-802 and 12345-8, where no more digits than an extension has follow a whole number.
_DASHED = re.compile(r"(\(?0\d{2,3}\)?[ -]?\d{7,8}|[1-9]\d{2,5})-(\d{1,6})")
_LABEL = re.compile(r"^(?:电话|手机|座机|固话|tel|phone|mob(?:ile)?)?[号码]*[:.]?\s*", re.I)


class BadPhoneError(ValueError):
	"""The text is no telephone number; its argument says what is wrong with it, one of the constants below."""


NOT_A_NUMBER = "not a number"
WRONG_MOBILE = "mobile"
NO_AREA = "area"
WRONG_LENGTH = "length"


class Phone(NamedTuple):
	"""The number as it is stored: 13812345678, 0715-5336789, 12345, +85291234567; extension follows after 转."""

	text: str
	kind: str


def read(text: object) -> Phone:
	"""The telephone number that people typed: with spaces, dashes, brackets, +86, full-width or unseen signs.

	Raises:
	        BadPhoneError
	"""
	plain = _LABEL.sub("", one_line(str(text)))
	extension = _EXTENSION.fullmatch(plain) or _DASHED.fullmatch(plain)
	main = extension[1] if extension else plain
	if not re.fullmatch(r"\+?[\d\s().\-/]+", main) or not re.search(r"\d", main):
		raise BadPhoneError(NOT_A_NUMBER)
	number, kind = _main_number(re.sub(r"[\s().\-/]", "", main))
	return Phone(f"{number}转{extension[2]}" if extension else number, kind)


def _main_number(digits: str) -> tuple[str, str]:
	at_home = re.sub(r"^(?:\+|00)86", "", digits)
	if at_home.startswith(("+", "00")):
		return _abroad(f"+{at_home.lstrip('+0')}"), ABROAD
	if _MOBILE.fullmatch(at_home.removeprefix("0") if len(at_home) == 12 else at_home):
		return at_home[-11:], MOBILE
	if _SHORT.fullmatch(digits):
		return digits, SHORT
	if _SERVICE.fullmatch(at_home):
		return f"{at_home[:3]}-{at_home[3:6]}-{at_home[6:]}", FIXED
	# Behind +86 the area stands without its zero.
	return _fixed(at_home if at_home.startswith("0") or at_home == digits else f"0{at_home}"), FIXED


def _fixed(digits: str) -> str:
	"""0715-5336789 of the digits of a fixed line with its area."""
	if len(digits) in (10, 11, 12, 13) and re.match(r"1[3-9]", digits):
		raise BadPhoneError(WRONG_MOBILE)
	if not digits.startswith("0"):
		raise BadPhoneError(NO_AREA if len(digits) in (7, 8) else WRONG_LENGTH)
	number = _parsed(digits)
	if not number or not phonenumbers.is_valid_number(number):
		raise BadPhoneError(WRONG_LENGTH)
	area = phonenumbers.length_of_geographical_area_code(number)
	national = phonenumbers.national_significant_number(number)
	return f"0{national[:area]}-{national[area:]}" if area else f"0{national}"


def _abroad(digits: str) -> str:
	number = _parsed(digits)
	if not number or not phonenumbers.is_possible_number(number):
		raise BadPhoneError(WRONG_LENGTH)
	return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _parsed(digits: str) -> phonenumbers.PhoneNumber | None:
	try:
		return phonenumbers.parse(digits, HOME)
	except phonenumbers.NumberParseException:
		return None


def mask(text: str) -> str:
	"""A stored number without its middle: 138****8000, 0715***6789, 1****; the extension goes with it."""
	main = text.partition("转")[0]
	if len(main) < 8:
		return main[:1] + "*" * (len(main) - 1)
	return f"{main[:3]}****{main[-4:]}" if "-" not in main else f"{main.partition('-')[0]}-***{main[-4:]}"
