"""Identity and phone numbers as text: check, normalise, mask. Pure, no site."""

import re
from datetime import date

from stdnum.cn import ric

_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class BadNumberError(ValueError):
	"""The number fails its check."""


def normalise(number: str) -> str:
	"""Half-width, upper-case, without spaces and hyphens."""
	text = str(number).translate(_FULL_WIDTH).upper()
	return re.sub(r"[\s\-]", "", text)


def is_masked(number: str | None) -> bool:
	return bool(number) and "*" in str(number)


def check_identity_card(number: str, today: date) -> str:
	"""Returns the 18 characters of a citizen identity number (GB 11643-1999, check digit ISO 7064 MOD 11-2).

	The area is not compared with GB/T 2260: numbers keep the code of areas that were merged or renamed.

	Raises:
	        BadNumberError: length, birth date or check digit is wrong, or the birth date lies after `today`.
	"""
	text = normalise(number)
	if not re.fullmatch(r"[1-9]\d{16}[\dX]", text) or ric.calc_check_digit(text) != text[-1]:
		raise BadNumberError("check digit")
	if birth_date_of(text) > today:
		raise BadNumberError("birth date in the future")
	return text


def check_travel_document(number: str) -> str:
	"""Returns passport and permit numbers as 5 to 20 letters and digits; their issuers know no common check.

	Raises:
	        BadNumberError
	"""
	text = normalise(number)
	if not re.fullmatch(r"[A-Z0-9]{5,20}", text):
		raise BadNumberError("letters and digits")
	return text


def birth_date_of(number: str) -> date:
	"""The date in digits 7 to 14. Raises BadNumberError where there is no such day."""
	try:
		return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
	except ValueError as error:
		raise BadNumberError("birth date") from error


def sex_of(number: str) -> str:
	"""GB 11643: the 17th digit is odd for men, even for women."""
	return "Male" if int(number[16]) % 2 else "Female"


def check_mobile(number: str) -> str:
	"""Returns the 11 digits of a mainland mobile number, or +country digits of another country.

	Raises:
	        BadNumberError
	"""
	text = normalise(number)
	if text.startswith("+86"):
		text = text[3:]
	if _MOBILE.match(text) or re.match(r"^\+[1-9]\d{6,14}$", text):
		return text
	raise BadNumberError("not a mobile number")


def mask_identity(number: str) -> str:
	"""First three and last four characters stay: 110***********002X."""
	if len(number) < 8:
		return number[:1] + "*" * (len(number) - 1)
	return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_mobile(number: str) -> str:
	"""First three and last four digits stay: 138****8000."""
	return number[:3] + "****" + number[-4:]


def mask_name(name: str | None) -> str:
	"""The first character stays: 王**. A counter compares it with a face, and learns no name."""
	text = (name or "").strip()
	return text[:1] + "*" * min(len(text) - 1, 2)


def plain_number(text: str | None) -> str:
	"""What people write of a building, unit or room, without its measure word: 3栋, 03号楼 and #3 are 3."""
	number = re.sub(r"(号楼|幢|栋|单元|号|楼|室|#)", "", normalise(text or ""))
	return number.lstrip("0") or number
