"""After a set time: doors for who was not reached; at the end of its validity a notice is archived, states of households go."""

import frappe
from frappe import _
from frappe.utils import add_days, add_to_date, getdate, now_datetime

from community_gov.core.jobs import run_isolated
from community_gov.core.notifications import notify_users, site_language
from community_gov.participation.announcements import audience, deliveries, reach
from community_gov.participation.announcements.notice_settings import setting

NOTICE, DOCTYPE = deliveries.NOTICE, deliveries.DOCTYPE
CHUNK = 1000


def run_due() -> None:
	"""Scheduler: archives what is no longer valid, chases what is due, counts anew."""
	with site_language():
		for find, work, title in (
			(_expired, _archive, "Archiving a Notice"),
			(_to_chase, chase, "Chasing a Notice"),
		):
			for name in find():
				run_isolated(lambda name=name, work=work: work(name), title, name)
		reach.refresh_all()


def _expired() -> list[str]:
	filters = {"stage": ("in", deliveries.UNDER_WAY), "valid_until": ("<", getdate())}
	return frappe.get_all(NOTICE, filters, pluck="name", order_by="valid_until asc", limit=200)


def _archive(name: str) -> int:
	notice = frappe.get_doc(NOTICE, name, for_update=True)
	if notice.stage in deliveries.UNDER_WAY:
		notice.move_to_stage("Archived", "Archive")
	return 1


def _to_chase() -> list[str]:
	hours = setting("notice_chase_hours") or 48
	filters = {"stage": "Sent", "sent_at": ("<=", add_to_date(now_datetime(), hours=-hours))}
	# What is still being sent is not late.
	return frappe.get_all(
		NOTICE, {**filters, "sending": ("!=", "Preparing")}, pluck="name", order_by="sent_at asc", limit=200
	)


def chase(name: str) -> int:
	"""Moves a notice on whose time is over and that somebody was not reached by; where states of households are kept, each
	of these gets a door. Returns how many households."""
	notice = frappe.get_doc(NOTICE, name, for_update=True)
	if notice.stage != "Sent" or not reach.is_chase_due(notice):
		return 0
	missing = reach.told(notice)["unreached"]
	if not missing:
		return 0
	if notice.kind in deliveries.TRACKED:
		_add_doors(notice, set(reach.unreached(notice)))
	notice.move_to_stage("Chased", "Chase", _("{0} households were not reached.").format(missing))
	tell_workers(notice)
	return missing


def _add_doors(notice, missing: set[str]) -> None:
	"""By who lives there now: who moved away since gets no door."""
	found = [one for one in audience.recipients(notice) if one.key in missing]
	deliveries.add(notice, found, ["Door"])


def tell_workers(notice) -> None:
	"""Tells the grid workers in whose grids doors or calls of a notice wait."""
	waiting = {"notice": notice.name, "channel": ("in", deliveries.BY_HAND), "status": deliveries.WAITING}
	grids = frappe.get_all(DOCTYPE, waiting, pluck="grid", distinct=True, order_by="grid asc")
	filters = {"parent": ("in", grids or [""]), "parenttype": "Grid", "team_role": "Grid Worker"}
	workers = frappe.get_all(
		"Grid Team Member", {**filters, "user": ("is", "set")}, pluck="user", order_by="name asc"
	)
	told = _("Doors are to be gone to: {0}").format(notice.title)
	notify_users(set(workers), told, NOTICE, notice.name)


def forget_old() -> int:
	"""Scheduler: deletes the states of households when the days of the settings are over; the counts stay. Returns how many notices."""
	days = setting("notice_state_days") or 90
	filters = [
		# Frappe finds what was never sent, too.
		["sent_at", "is", "set"],
		["sent_at", "<", add_days(now_datetime(), -days)],
		["states_deleted_on", "is", "not set"],
	]
	names = frappe.get_all(NOTICE, filters, pluck="name", order_by="sent_at asc", limit=500)
	return sum(
		run_isolated(lambda name=name: _forget(name), "States of a Notice", name) or 0 for name in names
	)


def _forget(name: str) -> int:
	reach.refresh(name)
	# Rows of the server alone, of which nothing is to stay.
	frappe.db.delete(DOCTYPE, {"notice": name})
	frappe.db.set_value(NOTICE, name, "states_deleted_on", getdate(), update_modified=False)
	return 1
