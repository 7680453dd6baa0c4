"""Activities of the coming days that look for people, through the steps of the app."""

from datetime import datetime, time, timedelta

import frappe
from frappe.utils import getdate

from community_gov.demo.homes import inserted
from community_gov.demo.places import community
from community_gov.volunteering.activities import sign_ups
from demo_town.acting import acting
from demo_town.service.catalogue import FIRST_TEAM, HOMES, KINDS, Home, Kind

# Days ahead, hour, which of KINDS, how many sign up. Today's is under way, or over and waits to be marked as held.
AHEAD = ((0, 10, 3, 4), (1, 14, 0, 6), (3, 9, 2, 5), (5, 14, 1, 4), (8, 15, 4, 3))
CAPACITY, DAYS_BEFORE = 6, timedelta(days=5)


def load_upcoming() -> None:
	"""Of the communities of the year; the small demo has those of the coming days for the first one."""
	for home in HOMES:
		for days, hour, kind, people in AHEAD[:1] if home.place == "chibi" else AHEAD:
			starts = datetime.combine(getdate() + timedelta(days=days), time(hour))
			_recruit(home, KINDS[kind], starts, people)


def _recruit(home: Home, kind: Kind, starts: datetime, people: int) -> None:
	place = community(home.place)
	name = frappe.db.get_value("Grid", place.code, "grid_name")
	team = f"{name}{FIRST_TEAM}（演示）"
	with acting(home.coordinator, datetime.combine(getdate(), time(10)) - DAYS_BEFORE):
		doc = inserted(
			"Volunteer Activity",
			activity_title=f"{kind.title}（演示）",
			service_project=f"{name}{kind.title}（演示）",
			starts_at=starts,
			ends_at=starts + timedelta(hours=kind.hours),
			grid=place.code,
			place=f"{name}{kind.place}",
			team=team,
			latitude=place.latitude + 0.001,
			longitude=place.longitude - 0.004,
			description=kind.description,
			roles=[
				{"role_title": title, "intensity": intensity, "capacity": CAPACITY}
				for title, intensity in kind.roles
			],
		)
		doc.reload()
		doc.move_to_stage("Recruiting", "Recruit")
		members = frappe.get_all("Volunteer", {"team": team}, pluck="name", order_by="hours desc, name asc")
		for volunteer in members[starts.day % 7 :][:people]:
			sign_ups.sign_up(doc.name, volunteer, kind.roles[0][0])
