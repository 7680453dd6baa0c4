"""Working calendars of the site as plain calendars for the clock, and their holidays from a library.

Holidays and make-up workdays (调休) are those of the State Council's yearly notices, as chinesecalendar has them.
"""

from datetime import date, datetime, time, timedelta
from functools import cache

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate

from community_gov.casework.deadlines.clock import (
	Calendar,
	CalendarError,
	first_missing_year,
	runs_on_duty_time,
)
from community_gov.casework.lifecycle import notifications
from community_gov.core.errors import BadInputError
from community_gov.core.time import as_clock

DEFAULT_KEY = "community_gov:default_calendar"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOLIDAY, WORKDAY = "Holiday", "Make-up Workday"
# The State Council publishes a year in the autumn before.
NOTICE_DAYS = 45


# Plain calendars of this process by (site, name): building one from hundreds of days costs milliseconds.
_plain: dict[tuple[str, str], tuple[str, Calendar]] = {}


def calendar_for(unit: str | None) -> Calendar | None:
	"""The calendar of a unit, else the default one; None where the site has none."""
	own = frappe.get_cached_value("Responsible Unit", unit, "working_calendar") if unit else None
	stamp = _stamp_of(own) if own else _default_stamp()
	return _calendar_as_of(*stamp) if stamp else None


def _stamp_of(filters: str | dict) -> tuple[str, str] | None:
	"""Name and time of the last change of a calendar."""
	fields = ["name", "modified"]
	row = frappe.db.get_value("Working Calendar", filters, fields, as_dict=True, order_by="name asc")
	return (row.name, str(row.modified)) if row else None


def _default_stamp() -> tuple[str, str] | None:
	"""Asked at every report, so it is shared in Redis until a calendar changes; without Redis it is read."""
	stamp = frappe.cache().get_value(DEFAULT_KEY)
	if not stamp:
		stamp = _stamp_of({"is_default": 1})
		frappe.cache().set_value(DEFAULT_KEY, stamp)
	return stamp


def forget_default() -> None:
	"""Now, for this request, and when it ends: another process may have read what was there before."""
	frappe.cache().delete_value(DEFAULT_KEY)
	frappe.db.after_commit.add(lambda: frappe.cache().delete_value(DEFAULT_KEY))
	frappe.db.after_rollback.add(lambda: frappe.cache().delete_value(DEFAULT_KEY))


def _calendar_as_of(name: str, modified: str) -> Calendar:
	key = (frappe.local.site, name)
	known = _plain.get(key)
	if not known or known[0] != modified:
		known = _plain[key] = (modified, _plain_calendar(frappe.get_doc("Working Calendar", name)))
	return known[1]


def _plain_calendar(doc) -> Calendar:
	"""A Working Calendar document as a value. Raises CalendarError."""
	periods = sorted((_as_time(row.start_time), _as_time(row.end_time)) for row in doc.periods)
	by_kind: dict[str, set[date]] = {HOLIDAY: set(), WORKDAY: set()}
	for row in doc.exceptions:
		by_kind[row.kind].add(getdate(row.day))
	return Calendar(
		tuple(periods),
		frozenset(number for number, name in enumerate(WEEKDAYS) if cint(doc.get(name))),
		frozenset(by_kind[HOLIDAY]),
		frozenset(by_kind[WORKDAY]),
		_years_of(doc),
	)


def tells_other_time(doc) -> bool:
	"""Whether a saved calendar tells another time than before, or counts where another one did."""
	before = doc.get_doc_before_save()
	if not before:
		return bool(cint(doc.is_default))
	became_default = cint(doc.is_default) and not cint(before.is_default)
	return bool(became_default or _plain_calendar(before) != _plain_calendar(doc))


def _years_of(doc) -> tuple[int, ...]:
	"""The years whose holidays were put in."""
	return tuple(int(text) for text in (doc.loaded_years or "").split(",") if text.strip())


def notice_of_unknown_year(
	calendar: Calendar, unit: str, start: datetime, end: datetime | None
) -> str | None:
	"""Says that a deadline on duty time reaches into a year whose holidays are not loaded; None if all are."""
	if not runs_on_duty_time(unit):
		return None
	year = first_missing_year(calendar.loaded_years, start.year, (end or start).year)
	if not year:
		return None
	return _("The holidays of {0} are not in the calendar yet. Load them, then deadlines move.").format(year)


def warn_of_unknown_year() -> int:
	"""Tells the administrators, once a calendar and year, that the coming weeks lack their holidays (daily job).

	Returns:
	        how many calendars lack them.
	"""
	unknown = unknown_years()
	for name, year in unknown.items():
		_warn_once(frappe.get_doc("Working Calendar", name), year)
	return len(unknown)


def unknown_years() -> dict[str, int]:
	"""Calendars that lack the holidays of the coming weeks, each with the first such year."""
	ahead = add_days(getdate(), NOTICE_DAYS).year
	names = frappe.get_all("Working Calendar", pluck="name", order_by="name asc")
	years = {
		name: first_missing_year(_years_of(frappe.get_doc("Working Calendar", name)), getdate().year, ahead)
		for name in names
	}
	return {name: year for name, year in years.items() if year}


def _warn_once(doc, year: int) -> None:
	subject = _("Calendar {0} does not know the holidays of {1}. Load the year or update the app.").format(
		doc.name, year
	)
	if not frappe.db.exists("Notification Log", {"document_name": doc.name, "subject": subject}):
		notifications.notify_users(
			notifications.with_role("Community Administrator"), subject, doc.doctype, doc.name
		)


def _as_time(value: str | timedelta | time) -> time:
	"""A time of the day to the minute; Frappe keeps it as text before, and as a duration after it was stored."""
	minutes = int(as_clock(value, _("Duty Periods")).total_seconds()) // 60
	return time(*divmod(minutes % (24 * 60), 60))


def write_midnight_as_zero(doc) -> None:
	"""24:00 is stored as 00:00, which pickers of times can show; as an end it is the midnight after the start."""
	for row in doc.periods:
		for name in ("start_time", "end_time"):
			if row.get(name) not in (None, "") and as_clock(row.get(name), _("Duty Periods")).days:
				row.set(name, "00:00:00")


def check_calendar(doc) -> None:
	"""Refuses a calendar that cannot tell time.

	Raises:
	        BadInputError
	"""
	try:
		calendar = _plain_calendar(doc)
		next(calendar.spans(frappe.utils.now_datetime()))
	except (CalendarError, ValueError) as error:
		frappe.throw(
			_("Calendar {0} cannot be used: {1}").format(doc.name or doc.calendar_name, _(str(error))),
			exc=BadInputError,
		)
		raise AssertionError from error


def published_years() -> list[int]:
	"""Years whose notice the library knows, in order."""
	from chinese_calendar import constants

	return sorted({day.year for day in constants.holidays})


@cache
def published_days(year: int) -> dict[date, tuple[str, str]]:
	"""Holidays and make-up workdays of a year as the library has them: {day: (kind, name)}, in order.

	The names are the notice's, in Chinese; the library lists the days under English ones.
	"""
	from chinese_calendar import constants

	days = {day: (HOLIDAY, name) for day, name in constants.holidays.items() if day.year == year}
	days |= {day: (WORKDAY, name) for day, name in constants.workdays.items() if day.year == year}
	return {day: (kind, constants.Holiday(name).chinese) for day, (kind, name) in sorted(days.items())}


def mark_days_by_hand(doc) -> None:
	"""A day is of the notice while it stands as it was filled in: entered or changed by hand, it is the administrator's."""
	before = doc.get_doc_before_save()
	known = {row.name: row for row in before.exceptions} if before else {}
	for row in doc.exceptions:
		old = known.get(row.name)
		if old and (old.kind, getdate(old.day)) == (row.kind, getdate(row.day)):
			row.is_published = old.is_published
		elif row.is_published:
			row.is_published = int(_is_published(row))


def _is_published(row) -> bool:
	day = getdate(row.day)
	return published_days(day.year).get(day, ("", ""))[0] == row.kind


def fill_year(doc, year: int) -> int:
	"""Puts a year's holidays and make-up workdays into a calendar, in the place of those filled in before.

	Days entered by hand stay, and say what holds where the notice says otherwise.

	Returns:
	        the number of days written. Raises BadInputError where the year is not published yet.
	"""
	if year not in published_years():
		frappe.throw(
			_("The holidays of {0} are not known yet. Update the library or enter them by hand.").format(
				year
			),
			exc=BadInputError,
		)
	kept = [row for row in doc.exceptions if getdate(row.day).year != year or not row.is_published]
	doc.set("exceptions", kept)
	by_hand = {getdate(row.day) for row in kept}
	days = {day: what for day, what in published_days(year).items() if day not in by_hand}
	for day, (kind, name) in days.items():
		doc.append("exceptions", {"day": day, "kind": kind, "day_name": name, "is_published": 1})
	years = {*_years_of(doc), year}
	doc.loaded_years = ", ".join(str(number) for number in sorted(years))
	return len(days)
