"""Hourly: activities that ended two hours ago are held, and who did not come is marked."""

import frappe
from frappe.utils import now_datetime

from community_gov.core.jobs import run_isolated
from community_gov.core.notifications import site_language
from community_gov.volunteering.activities.attendance import LATE


def run_hourly() -> None:
	"""Scheduler."""
	end_past()


def end_past() -> int:
	"""Moves each activity that is over to its end, each on its own; repeating changes nothing.

	Returns:
	        how many were ended
	"""
	filters = {
		"stage": ["in", ["Recruiting", "Sign-up Closed"]],
		"ends_at": ["<", now_datetime() - LATE],
	}
	names = frappe.get_all("Volunteer Activity", filters, pluck="name", order_by="ends_at asc", limit=1000)
	with site_language():
		return sum(
			bool(run_isolated(lambda name=name: _end_activity(name), "Ending an activity failed", name))
			for name in names
		)


def _end_activity(name: str) -> bool:
	doc = frappe.get_doc("Volunteer Activity", name, for_update=True)
	doc.move_to_stage("Held", "Mark Held")
	return True
