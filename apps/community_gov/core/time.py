"""The one reader of days, moments and times of the day that people and systems send; today and the zone are the site's."""

import re
from datetime import date, datetime, time, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import cstr, get_system_timezone, getdate, now_datetime

from community_gov.core import written_time
from community_gov.core.errors import BadInputError
from community_gov.core.labels import label_of_field
from community_gov.core.plain_text import one_line

MODULE = "Community Gov"
# Clocks of phones and of other systems that are ahead of ours by no more than this tell the present.
TOLERANCE = timedelta(minutes=2)
# A deadline that is written as a day means its end.
LAST_SECOND = time(23, 59, 59)
_MONTH = re.compile(r"(\d{4})(?:-|/|年)(\d{1,2})月?", re.A)
_DEADLINE = re.compile(r"(^|_)(due_at|until|ends_at|expires_at)$")


def as_day(value: str | date | None, label: str = "on") -> date:
	"""The day of the site that a text names, see written_time.read; today without one.

	Raises:
	        BadInputError (422): anything else.
	"""
	if value in (None, ""):
		return getdate()
	if isinstance(value, date):
		return _of_site(value).date() if isinstance(value, datetime) else value
	found = written_time.read(value, getdate()) if isinstance(value, str) else None
	if not found:
		_refuse(_("{0} is no day that exists: {1}. Write it as YYYY-MM-DD."), label, value)
	return _day_of(found)


def as_month(value: str | date | None, label: str = "month") -> date:
	"""The first day of the month that a text names (2026-11, 2026年11月, or any day of it); the present one without one.

	Raises:
	        BadInputError (422): anything else.
	"""
	if value in (None, "") or isinstance(value, date):
		return as_day(value, label).replace(day=1)
	text = one_line(value) if isinstance(value, str) else ""
	month = _MONTH.fullmatch(text)
	found = written_time.read(f"{month[1]}-{month[2]}-1" if month else text)
	if not found:
		_refuse(_("{0} is no month: {1}. Write it as YYYY-MM."), label, value)
	return _day_of(found).replace(day=1)


def as_moment(value: str | date | None, label: str, end_of_day: bool = False) -> datetime:
	"""The moment of the site's time that a text names, to the second; with an offset it is converted.

	Args:
	        end_of_day: a day without a time means its end, not its beginning: a deadline.
	Raises:
	        BadInputError (422): anything else, nothing at all included.
	"""
	return _read_moment(value, label, end_of_day).replace(microsecond=0)


def as_clock(value: str | time | timedelta, label: str) -> timedelta:
	"""The time of the day that a text names, from 00:00 to 24:00. Raises BadInputError (422) for anything else."""
	if isinstance(value, timedelta):
		return value
	text = value.isoformat() if isinstance(value, time) else value
	found = written_time.read_clock(text) if isinstance(text, str) else None
	if found is None:
		_refuse(_("{0} is no time of the day: {1}. Write it as HH:MM."), label, value)
	return found


def not_ahead(moment: datetime, sentences: str) -> datetime:
	"""A moment that has to have passed; one that is less than TOLERANCE ahead is now.

	Args:
	        sentences: what to say otherwise, translated.
	Raises:
	        BadInputError (422)
	"""
	present = now_datetime()
	if moment > present + TOLERANCE:
		frappe.throw(sentences, exc=BadInputError)
	return min(moment, present)


def read_fields(doc) -> None:
	"""days, moments and times in fields of ours are read alike, whoever writes them.

	Raises:
	        BadInputError (422)
	"""
	if doc.meta.module != MODULE:
		return
	for row in (doc, *doc.get_all_children()):
		for df in row.meta.fields:
			reader = _READERS.get(df.fieldtype)
			value = row.get(df.fieldname) if reader else None
			if reader and value not in (None, ""):
				row.set(df.fieldname, reader(value, df))


def as_filter(value: str, df) -> str:
	"""The text by which a Date or Datetime field is compared; a day stays a day, which Frappe takes for all of it.

	Raises:
	        BadInputError (422)
	"""
	found = written_time.read(value, getdate())
	if found and found.time_of_day is None:
		return str(found.day)
	return str(_READERS[df.fieldtype](value, df))


def _clock_of_field(value, df) -> str:
	hours = as_clock(value, label_of_field(df))
	minutes, seconds = divmod(int(hours.total_seconds()), 60)
	return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


_READERS = {
	"Date": lambda value, df: as_day(value, label_of_field(df)),
	"Datetime": lambda value, df: _read_moment(
		value, label_of_field(df), bool(_DEADLINE.search(df.fieldname))
	),
	"Time": _clock_of_field,
}


def _read_moment(value: object, label: str, end_of_day: bool) -> datetime:
	if isinstance(value, datetime):
		return _of_site(value)
	clock = LAST_SECOND if end_of_day else time.min
	if isinstance(value, date):
		return datetime.combine(value, clock)
	found = written_time.read(value, getdate()) if isinstance(value, str) else None
	if not found:
		_refuse(_("{0} is no moment that exists: {1}. Write it as YYYY-MM-DD HH:MM."), label, value)
	return _moment_of(found, clock)


def _day_of(found: written_time.Written) -> date:
	return _moment_of(found, time.min).date() if found.zone else found.day


def _moment_of(found: written_time.Written, clock: time) -> datetime:
	if found.time_of_day is None:
		return datetime.combine(found.day, clock)
	moment = datetime.combine(found.day, time.min, found.zone) + found.time_of_day
	return _of_site(moment)


def _of_site(moment: datetime) -> datetime:
	"""A moment with a zone as the site's time; without one it is that already."""
	return (
		moment.astimezone(ZoneInfo(get_system_timezone())).replace(tzinfo=None) if moment.tzinfo else moment
	)


def _refuse(text: str, label: str, value: object) -> NoReturn:
	frappe.throw(text.format(label, cstr(value)[:40]), exc=BadInputError)
	raise AssertionError
