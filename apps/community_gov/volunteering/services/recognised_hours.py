"""Where a volunteer stands: confirmed hours and the stars that follow from them."""

from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import add_days, flt

from community_gov.core.errors import BadInputError
from community_gov.core.jobs import run_isolated
from community_gov.volunteering.services.stars import BadStarsError, read, stars_for

RECORD, CONFIRMED = "Service Record", "Confirmed"


def hours_of(volunteer: str, from_date: date | None = None, to_date: date | None = None) -> float:
	"""Confirmed hours of service of a volunteer, within days where they are given."""
	record = frappe.qb.DocType(RECORD)
	query = frappe.qb.from_(record).select(Sum(record.hours))
	query = query.where((record.volunteer == volunteer) & (record.stage == CONFIRMED))
	if from_date:
		query = query.where(record.started_at >= from_date)
	if to_date:
		query = query.where(record.started_at < add_days(to_date, 1))
	return flt(query.run()[0][0], 2)


def refresh(volunteer: str) -> None:
	"""Stores hours and stars; called where a service is confirmed or taken back, and every night."""
	hours = hours_of(volunteer)
	stars = stars_for(hours, _needed_hours())
	frappe.db.set_value("Volunteer", volunteer, {"hours": hours, "stars": stars}, update_modified=False)


def refresh_all() -> None:
	"""Scheduler: settings may have changed since the last service."""
	for name in frappe.get_all("Volunteer", pluck="name", order_by="name asc"):
		run_isolated(lambda name=name: _refreshed(name), "Reckoning a volunteer's hours failed", name)


def _refreshed(name: str) -> bool:
	refresh(name)
	return True


def _needed_hours() -> tuple[float, ...]:
	return read(frappe.get_cached_doc("Community Gov Settings").star_hours)


def check_star_hours(settings) -> None:
	"""Raises BadInputError where the settings hold no rising list of hours."""
	try:
		read(settings.star_hours)
	except BadStarsError:
		frappe.throw(
			_("The hours for stars cannot be read. Write rising numbers with commas: 100, 300, 600."),
			exc=BadInputError,
		)
