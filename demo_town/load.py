"""Loads the town for `./dev demo`: the small demo first, then what makes every screen tell something."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils.global_search import rebuild_for_doctype

from community_gov.casework.deadlines.watch import watch_clocks
from community_gov.demo.load import load_demo
from demo_town import (
	bulletins,
	council,
	council_poll,
	deeds,
	desk_work,
	family_proxies,
	lectures,
	notices,
	people,
	photos,
	projects,
	quarter,
	residents,
	team,
	today,
)
from demo_town.service.load import load_service_year
from demo_town.service.upcoming import load_upcoming


def _fill_search() -> None:
	"""What was written as rows is not found before."""
	for doctype in ("Case", "Building", "Residential Compound"):
		rebuild_for_doctype(doctype)


PARTS = (
	people.load_accounts,
	quarter.load_quarter,
	today.load_today,
	photos.load_photos,
	photos.load_closed_photos,
	residents.load_residents,
	load_service_year,
	load_upcoming,
	desk_work.load_desk_work,
	team.load_patrols,
	team.load_assessments,
	watch_clocks,
	desk_work.load_supervision,
	family_proxies.load_family_proxies,
	council.load_council,
	council_poll.load_polls,
	deeds.load_deeds,
	lectures.load_lectures,
	notices.load_notices,
	projects.load_branches,
	projects.load_stewards,
	projects.load_groups,
	projects.load_projects,
	bulletins.load_bulletins,
	_fill_search,
)


def load_town() -> None:
	"""Fills an empty site once; a second call adds nothing, and an interrupted one goes on. Prints the users."""
	load_demo()
	people.print_accounts()
	frappe.flags.mute_emails = True
	frappe.local.lang = frappe.db.get_default("lang") or frappe.local.lang
	for part in PARTS:
		load_once(part)


def load_once(part) -> None:
	"""A part is marked as loaded in the transaction that ends it."""
	mark = f"demo_town_{part.__name__}"
	if frappe.db.get_default(mark):
		return
	with unheard():
		part()
		frappe.db.set_default(mark, "1")
		frappe.db.commit()


class _Unheard(list):
	"""In the place of Frappe's list of what to tell open desks after a commit, which it searches at each save."""

	def __contains__(self, _told: object) -> bool:
		return True


@contextmanager
def unheard() -> Iterator[None]:
	"""No desk is open while the town is loaded: nothing is kept to be told, and so no save is slower than the one before."""
	before = getattr(frappe.local, "_realtime_log", None)
	frappe.local._realtime_log = _Unheard()
	try:
		yield
	finally:
		if before is not None:
			frappe.local._realtime_log = before
		elif hasattr(frappe.local, "_realtime_log"):
			del frappe.local._realtime_log
