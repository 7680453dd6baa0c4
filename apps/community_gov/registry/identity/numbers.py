"""Identity and phone numbers as text: check, normalise, mask. Pure, no site."""

import re
from datetime import date

# This module is the reader of identity numbers; its rules need the register.
from stdnum.cn import ric

from community_gov.core import phones
from community_gov.core.plain_text import number_text


class BadNumberError(ValueError):
	"""The number fails its check."""


def normalise(number: str) -> str:
	"""Half-width, upper-case, without spaces, dashes of any kind and signs that nobody sees."""
	return number_text(number)


def is_masked(number: str | None) -> bool:
	return bool(number) and "*" in str(number)


def check_identity_card(number: str, today: date) -> str:
	"""Returns the 18 characters of a citizen identity number (GB 11643-1999, check digit ISO 7064 MOD 11-2).

	The area is not compared with GB/T 2260: numbers keep the code of areas that were merged or renamed.

	Raises:
	        BadNumberError: length, birth date or check digit is wrong, the birth date lies after `today`, or it is the
	        number of another document: residence permits begin with 81 to 83, foreigners' cards with 9.
	"""
	return _check_18(number, r"[1-7]\d{5}", today)


def check_residence_permit(number: str, today: date) -> str:
	"""Returns the number of a residence permit for people of Hong Kong (81), Macao (82) or Taiwan (83); else as above.

	Source: 港澳台居民居住证申领发放办法 (国办发〔2018〕81号), article 7.
	"""
	return _check_18(number, r"8[1-3]0000", today)


def check_permanent_resident(number: str, today: date) -> str:
	"""Returns the number of a foreigner's permanent resident card, of 2023 (18 digits) or 2017 (3 letters, 12 digits).

	2023: begins with 9, birth date in digits 7 to 14, check digit MOD 11-2 (National Immigration Administration,
	新版外国人永久居留身份证机读信息规则 2023, 2 and 3). 2017: birth date in digits 5 to 10, check digit of ICAO 9303.

	Raises:
	        BadNumberError
	"""
	text = normalise(number)
	if not re.fullmatch(r"[A-Z]{3}\d{12}", text):
		return _check_18(number, r"9\d{5}", today)
	values = [int(sign, 36) for sign in text[:-1]]
	if sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10 != int(text[-1]):
		raise BadNumberError("check digit")
	if not re.fullmatch(r"\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", text[7:13]):
		raise BadNumberError("birth date")
	return text


def check_travel_permit(number: str) -> str:
	"""Returns the number of a mainland travel permit: H or M and 8 digits for Hong Kong and Macao, 8 digits for Taiwan.

	What follows the number of the person, on older permits, counts how often one was issued, and is left out. The
	permits of 10 digits that Taiwan's people had before 2015 are taken, too.

	Raises:
	        BadNumberError
	"""
	found = re.fullmatch(r"([HM]\d{8})(?:\d{2})?|(\d{8})|(\d{10})(?:\(?[A-Z]\)?)?", normalise(number))
	if not found:
		raise BadNumberError("form")
	return found[1] or found[2] or found[3]


def check_passport(number: str) -> str:
	"""Returns the number of a passport: up to nine letters and digits (ICAO 9303-4, 4.2.2), with a digit among them.

	Raises:
	        BadNumberError
	"""
	text = normalise(number)
	if not re.fullmatch(r"(?=.*\d)[A-Z0-9]{5,9}", text):
		raise BadNumberError("form")
	return text


def _check_18(number: str, area: str, today: date) -> str:
	text = normalise(number)
	if not re.fullmatch(area + r"\d{11}[\dX]", text) or ric.calc_check_digit(text) != text[-1]:
		raise BadNumberError("check digit")
	if birth_date_of(text) > today:
		raise BadNumberError("birth date in the future")
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


def check_phone(number: str) -> str:
	"""Returns the telephone number of a person as it is stored, see core.phones.

	Raises:
	        BadNumberError: with a reason of core.phones; phones.SHORT for a short number, which reaches an office.
	"""
	try:
		found = phones.read(number)
	except phones.BadPhoneError as error:
		raise BadNumberError(str(error)) from error
	if found.kind == phones.SHORT:
		raise BadNumberError(phones.SHORT)
	return found.text


def check_mobile(number: str) -> str:
	"""Returns the 11 digits of a mobile number, or +country digits of another country: the telephone of one person.

	Raises:
	        BadNumberError: a fixed line, too: an office or a family shares it.
	"""
	text = check_phone(number)
	if not is_of_one_person(text):
		raise BadNumberError(phones.FIXED)
	return text


def is_of_one_person(number: str | None) -> bool:
	"""Whether a stored number, or its mask, is a mobile one: with 11 signs and no area, or of another country."""
	return bool(re.fullmatch(r"\+.*|1[\d*]{10}", number or ""))


def mask_identity(number: str) -> str:
	"""First three and last four characters stay: 110***********002X."""
	if len(number) < 8:
		return number[:1] + "*" * (len(number) - 1)
	return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_name(name: str | None) -> str:
	"""The first character stays: 王**. A counter compares it with a face, and learns no name."""
	text = (name or "").strip()
	return text[:1] + "*" * min(len(text) - 1, 2)


def plain_number(text: str | None) -> str:
	"""What people write of a building, unit or room, without its measure word: 3栋, 03号楼 and #3 are 3."""
	number = re.sub(r"(号楼|幢|栋|单元|号|楼|室|#)", "", normalise(text or ""))
	return number.lstrip("0") or number
