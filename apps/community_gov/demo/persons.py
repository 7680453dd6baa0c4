"""Fictitious people and units for the demo: deterministic, valid in form, and impossible in fact.

Nothing here may be, or be taken for, a living person's data:

- Names end in 演示, 示例, 样例 or 虚构 (demonstration, example, sample, fictional), with a number after it.
- Identity numbers pass every check of GB 11643-1999 (date, parity of the sequence, check digit), but their
  first six digits are 340000, the code of a whole province (GB/T 2260). Cards are issued by counties and
  districts, never by a province, so nobody holds such a number; a checker with a table of areas (such as
  python-stdnum) still knows the code.
- Mobile numbers begin with 1540. The prefix 154 is given to no Chinese operator, so nothing is ever sent to
  a stranger by mistake. (China keeps no numbers for fiction; 199 and other prefixes that look made-up are
  in use.)
- Unit codes pass GB 32100-2015 and, inside, GB 11714, but their organisation part begins with DEM0, which the
  authorities do not allocate.

Person `index` of a `seed` never changes, and no two indexes below MAX_INDEX share a name, identity number or
mobile number.
"""

import random
from datetime import date, timedelta
from typing import TypedDict

from stdnum.cn import ric, uscc

SEED = 20260720
MAX_INDEX = 1_000_000
MAX_UNITS = 10_000

AREA = "340000"
FIRST_BIRTH = date(1940, 1, 1)
BIRTH_DAYS = (date(2016, 1, 1) - FIRST_BIRTH).days
STRIDE = 7_919  # a prime that does not divide BIRTH_DAYS: every day is met once before any repeats
MOBILE_PREFIX = "1540"

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN_NAMES = ("演示", "示例", "样例", "虚构")
NUMERALS = "〇一二三四五六七八九"

ORGANISATION_PREFIX = "DEM0"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714


class DemoRangeError(ValueError):
	"""The index lies outside what can be made without repeating."""


class DemoPerson(TypedDict):
	"""`sex` is "Male" or "Female"; `mobile` has 11 digits, `identity_number` 18 characters."""

	full_name: str
	sex: str
	birth_date: date
	identity_number: str
	mobile: str


def make_person(index: int, seed: int = SEED) -> DemoPerson:
	"""Return fictitious person number `index` (0 to MAX_INDEX - 1) of the series `seed`.

	Birth dates run from 1940 to 2015, so that some need a guardian. Raises DemoRangeError.
	"""
	_check_index(index, MAX_INDEX)
	source = random.Random(f"{seed}:{index}")
	sex = source.choice(("Male", "Female"))
	birth_date = FIRST_BIRTH + timedelta(days=(seed + index * STRIDE) % BIRTH_DAYS)
	return DemoPerson(
		full_name=_full_name(index, seed),
		sex=sex,
		birth_date=birth_date,
		identity_number=_identity_number(birth_date, index // BIRTH_DAYS, sex),
		mobile=f"{MOBILE_PREFIX}{index:07d}",
	)


def make_credit_code(index: int, division: str) -> str:
	"""Return the unified social credit code of fictitious unit `index` (0 to MAX_UNITS - 1).

	18 characters of GB 32100-2015: a public institution (12) of the district that the code `division` lies
	in; shorter codes stand for the whole city or province. Raises DemoRangeError.
	"""
	_check_index(index, MAX_UNITS)
	if not (division.isascii() and division.isdigit()):
		raise DemoRangeError(f"{division!r} is not a division code. Give its digits.")
	organisation = f"{ORGANISATION_PREFIX}{index:04d}"
	body = "12" + division[:6].ljust(6, "0") + organisation + _organisation_check(organisation)
	return body + uscc.calc_check_digit(body)


def _check_index(index: int, limit: int) -> None:
	if not 0 <= index < limit:
		raise DemoRangeError(f"Demo number {index} does not exist. Use 0 to {limit - 1}.")


def _full_name(index: int, seed: int) -> str:
	"""The seed shifts who comes first; the number after the name keeps all names apart."""
	number, place = divmod(index, len(SURNAMES) * len(GIVEN_NAMES))
	given, surname = divmod((place + seed) % (len(SURNAMES) * len(GIVEN_NAMES)), len(SURNAMES))
	numeral = "".join(NUMERALS[int(digit)] for digit in str(number)) if number else ""
	return SURNAMES[surname] + GIVEN_NAMES[given] + numeral


def _identity_number(birth_date: date, round_: int, sex: str) -> str:
	"""GB 11643-1999: area, birth date, sequence (odd for men), check digit by ISO 7064 MOD 11-2."""
	sequence = 900 + 2 * round_ + (1 if sex == "Male" else 0)
	body = f"{AREA}{birth_date:%Y%m%d}{sequence:03d}"
	return body + ric.calc_check_digit(body + "0")


def _organisation_check(organisation: str) -> str:
	"""GB 11714-1997: letters count from A = 10; 11 minus the weighted sum modulo 11, 10 as X, 11 as 0."""
	total = sum(
		int(character, 36) * weight
		for character, weight in zip(organisation, ORGANISATION_WEIGHTS, strict=True)
	)
	return "0123456789X0"[11 - total % 11]
