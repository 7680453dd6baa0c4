"""Days and moments as people and systems write them. Pure, no site: what is today, and in which zone, the caller says.

ISO 8601-1:2019 with Amd 1:2022 (24:00 is the end of a day), and the forms that are typed in Chinese.
"""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from dateutil.parser import isoparser

from community_gov.core.plain_text import one_line

# Nobody here was born before; a day after these years cannot be counted on by another zone.
FIRST_YEAR, LAST_YEAR = 1850, 9998
_ISO = re.compile(
	r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}(?::?\d{2})?))?)?",
	re.A | re.I,
)
# The basic format, as calendars of computers write it.
_BASIC = re.compile(
	r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:(\d{2})([.,]\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?", re.A | re.I
)
_NUMERALS = re.compile("[〇零一二三四五六七八九十]+(?=[年月日号时点分秒])")
_NAMED = {
	**{"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1},
	**{"后天": 2, "大后天": 3},
}
_DAY = (
	r"(?:(?P<year>\d{4})(?:年|[-./、 ]) ?(?P<month>\d{1,2})(?:月|[-./、 ]) ?(?P<day>\d{1,2})[日号]?"
	r"|(?P<digits>\d{8})|(?P<named>" + "|".join(sorted(_NAMED, key=len, reverse=True)) + "))"
)
# Part of the day -> the first hour of the twelve that its clock counts: 中午 begins before noon.
_PARTS = {"凌晨": 0, "早上": 0, "早晨": 0, "上午": 0, "中午": 10, "下午": 12, "傍晚": 12, "晚上": 13}
_CLOCK = (
	r"(?P<part>" + "|".join(_PARTS) + r")?(?P<hour>\d{1,2})"
	r"(?:[:时点](?:(?P<half>半)|整|(?P<minute>\d{1,2})(?:分|:(?P<second>\d{1,2})秒?(?:\.\d{1,9})?|分(?P<seconds>\d{1,2})秒)?)?)"
)
_TYPED = re.compile(rf"{_DAY}(?:[T,]? ?{_CLOCK})?", re.A)
_TYPED_CLOCK = re.compile(_CLOCK, re.A)


class Written(NamedTuple):
	"""A day, the time of the day if one was written (hours 0 to 24), and the zone if one was."""

	day: date
	time_of_day: timedelta | None
	zone: tzinfo | None


def read(text: str, today: date | None = None) -> Written | None:
	"""What a text says; None where it is no day or moment that exists.

	Args:
	        text: 2026-12-01, 2026-12-01T09:00:00+08:00, 2026年12月1日 下午3点半, 2026/12/1 9:00, 20261201, 昨天八点.
	        today: the day that 昨天 and its like are counted from; without it they are no day.
	"""
	plain = _NUMERALS.sub(_as_digits, one_line(text))
	if basic := _BASIC.fullmatch(plain):
		year, month, day, hour, minute, second, part, zone = basic.groups(default="")
		plain = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{part}{zone}"
	if _ISO.fullmatch(plain):
		return _of_iso(plain)
	found = _TYPED.fullmatch(plain)
	return _of_typed(found.groupdict(), today) if found else None


def read_clock(text: str) -> timedelta | None:
	"""The time of day that a text says, from 00:00 to 24:00; None for anything else."""
	found = _TYPED_CLOCK.fullmatch(_NUMERALS.sub(_as_digits, one_line(text)))
	return _time_of_day(found.groupdict()) if found else None


def _as_digits(found: re.Match) -> str:
	"""二〇二六 -> 2026, 十一 -> 11, 二十 -> 20."""
	values = ["零一二三四五六七八九".find(sign) for sign in found[0].replace("〇", "零").replace("十", "X")]
	if -1 not in values:
		return "".join(map(str, values))
	tens, ones = values[: values.index(-1)], values[values.index(-1) + 1 :]
	# 十十 and 二三十 are no numbers: they stay, and are refused.
	if len(tens) > 1 or len(ones) > 1 or -1 in ones:
		return found[0]
	return str(10 * (tens or [1])[0] + (ones or [0])[0])


def _of_iso(text: str) -> Written | None:
	day, clock = text[:10], text[10:].lstrip("Tt ").replace(" ", "").upper()
	try:
		made = isoparser().isoparse(f"{day}T{clock}" if clock else day)
	except ValueError:
		return None
	if not _is_sane(date.fromisoformat(day)):
		return None
	# The end of a day reads as the beginning of the next.
	hours = made.replace(tzinfo=None) - datetime.combine(date.fromisoformat(day), time.min)
	return Written(date.fromisoformat(day), hours if clock else None, made.tzinfo)


def _of_typed(parts: dict[str, str | None], today: date | None) -> Written | None:
	day = _day_of(parts, today)
	hours = _time_of_day(parts) if parts["hour"] else None
	if day is None or (parts["hour"] and hours is None):
		return None
	return Written(day, hours, None)


def _day_of(parts: dict[str, str | None], today: date | None) -> date | None:
	if parts["named"]:
		return today and today + timedelta(days=_NAMED[parts["named"]])
	digits = parts["digits"] or ""
	written = (
		(digits[:4], digits[4:6], digits[6:]) if digits else (parts["year"], parts["month"], parts["day"])
	)
	try:
		day = date(*(int(part or 0) for part in written))
	except ValueError:
		return None
	return day if _is_sane(day) else None


def _is_sane(day: date) -> bool:
	return FIRST_YEAR <= day.year <= LAST_YEAR


def _time_of_day(parts: dict[str, str | None]) -> timedelta | None:
	hour, minute = int(parts["hour"] or 0), 30 if parts["half"] else int(parts["minute"] or 0)
	second = int(parts["second"] or parts["seconds"] or 0)
	if parts["part"] and 1 <= hour <= 12:
		hour = next(of_day for of_day in (hour % 12, hour % 12 + 12, 24) if of_day >= _PARTS[parts["part"]])
	if not (hour < 24 and minute < 60 and second < 60) and (hour, minute, second) != (24, 0, 0):
		return None
	return timedelta(hours=hour, minutes=minute, seconds=second)
