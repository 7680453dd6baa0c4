"""Nightly: points of lots whose last day is over expire, and volunteers hear of it in good time before."""

from collections.abc import Callable
from functools import partial

import frappe
from frappe import _
from frappe.utils import add_days, cint, flt, formatdate, nowdate

from community_gov.core import jobs
from community_gov.core.notifications import notify_users, site_language
from community_gov.volunteering.points import ledger


def run_nightly() -> dict[str, int]:
	"""Each volunteer on their own; a second run on the same day finds nothing left to do.

	Returns:
	        {expired, warned}: how many volunteers
	"""
	with site_language():
		expired = _for_each(due(), expire, "Points do not expire")
		warned = _for_each(_soon_due(), warn, "Expiry was not told")
	return {"expired": expired, "warned": warned}


def _for_each(volunteers: list[str], work: Callable, title: str) -> int:
	"""Does the work for each volunteer on their own and returns for how many it did something."""
	return sum(bool(jobs.run_isolated(partial(work, name), title, name)) for name in volunteers)


def due(day: str | None = None) -> list[str]:
	"""Volunteers with points whose last day lies before a day (today)."""
	filters = {"remaining": [">", 0], "expires_on": ["<", day or nowdate()]}
	return _volunteers_of(filters)


def _soon_due() -> list[str]:
	days = cint(frappe.get_cached_doc("Community Gov Settings").point_warning_days)
	if not days:
		return []
	period = [nowdate(), add_days(nowdate(), days)]
	return _volunteers_of(
		{"remaining": [">", 0], "expires_on": ["between", period], "warned_on": ["is", "not set"]}
	)


def _volunteers_of(filters: dict) -> list[str]:
	return frappe.get_all("Point Lot", filters, pluck="volunteer", distinct=True, order_by="volunteer asc")


def expire(volunteer: str) -> float:
	"""Books off what is left in each due lot of a volunteer and returns the points."""
	ledger.lock_volunteer(volunteer)
	table, total = frappe.qb.DocType("Point Lot"), 0
	query = frappe.qb.from_(table).select(table.name, table.remaining, table.expires_on)
	query = query.where((table.volunteer == volunteer) & (table.remaining > 0))
	query = query.where(table.expires_on < nowdate()).orderby(table.expires_on).orderby(table.name)
	for lot, remaining, expires_on in query.for_update().run():
		reason = _("Expired on {0}").format(formatdate(expires_on))
		ledger.write_entry(
			volunteer, "Expire", -remaining, source_doctype="Point Lot", source_name=lot, reason=reason
		)
		total += remaining
	return flt(total, ledger.PRECISION)


def warn(volunteer: str) -> int:
	"""Tells a volunteer once of each lot that expires soon; returns how many lots."""
	days = cint(frappe.get_cached_doc("Community Gov Settings").point_warning_days)
	lots = frappe.get_all(
		"Point Lot",
		filters={
			"volunteer": volunteer,
			"remaining": [">", 0],
			"expires_on": ["between", [nowdate(), add_days(nowdate(), days)]],
			"warned_on": ["is", "not set"],
		},
		fields=["name", "remaining", "expires_on"],
		order_by="expires_on asc, name asc",
	)
	user = frappe.db.get_value("Volunteer", volunteer, "user")
	points, first = flt(sum(lot.remaining for lot in lots), 2), lots[0].expires_on if lots else None
	if user and lots:
		subject = _(
			"{0} of your points expire soon, the first after {1}. Redeem or give them in time."
		).format(f"{points:g}", formatdate(first))
		notify_users({user}, subject, "Volunteer", volunteer)
	for lot in lots:
		frappe.db.set_value("Point Lot", lot.name, "warned_on", nowdate())
	return len(lots)
