"""Hourly: requests that nobody claims and help that nobody confirms are told of, once in each stage."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, now_datetime

from community_gov.core.jobs import run_isolated
from community_gov.core.notifications import notify_users, site_language
from community_gov.grids.team import workers_of
from community_gov.volunteering.help.help_stages import coordinators_of

CONFIRM_DAYS = 3


def run_hourly() -> None:
	"""Scheduler."""
	remind()


def remind(now: datetime | None = None) -> int:
	"""Tells the staff of the place of each request that waits too long; repeating tells nobody twice.

	Returns:
	        how many requests were told of; one that fails is logged and stops no other.
	"""
	now = now or now_datetime()
	with site_language():
		return sum(_reminded(name, text, now) for name, text in _waiting_requests(now))


def _waiting_requests(now: datetime) -> list[tuple[str, str]]:
	"""[(request, subject)] of what waits longer than the kind or the settings allow."""
	days = cint(frappe.get_cached_doc("Community Gov Settings").help_confirm_days) or CONFIRM_DAYS
	unclaimed = _("Nobody has claimed help request {0}. Find somebody, or refer it.")
	unconfirmed = _("Nobody has confirmed help request {0}. Ask the person served.")
	return [
		*((name, unclaimed.format(name)) for name in _late_requests("Raised", "claim_due_at", now)),
		*(
			(name, unconfirmed.format(name))
			for name in _late_requests("Served", "served_at", add_to_date(now, days=-days))
		),
	]


def _late_requests(stage: str, field: str, before: datetime) -> list[str]:
	return frappe.get_all(
		"Help Request",
		filters={"stage": stage, field: ["<", before], "reminded_at": ["is", "not set"]},
		pluck="name",
		order_by=f"{field} asc, name asc",
		limit=500,
	)


def _reminded(name: str, subject: str, now: datetime) -> int:
	def work() -> int:
		grid = frappe.db.get_value("Help Request", name, "grid", for_update=True)
		frappe.db.set_value("Help Request", name, "reminded_at", now, update_modified=False)
		notify_users({*workers_of(grid), *coordinators_of(grid)}, subject, "Help Request", name)
		return 1

	return run_isolated(work, f"Reminding of help request {name} failed", name) or 0
