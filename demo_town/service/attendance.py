"""The rows of activities, who was there, and the services that follow, as the live code leaves them behind."""

from collections import defaultdict
from datetime import datetime

from frappe.utils import flt

from case_simulator.names import Keys, Series
from case_simulator.rows import Rows
from community_gov.volunteering.activities.sign_ups import ATTENDED, MISSED
from community_gov.volunteering.points.ledger import PRECISION
from community_gov.volunteering.services import service_hours
from community_gov.volunteering.services.service_records import CHECK_IN
from demo_town.service.facts import Facts
from demo_town.service.plan import STEP, Activity, Presence, served

ACTIVITY, SIGN_UP, RECORD = "Volunteer Activity", "Activity Sign-up", "Service Record"


class Attendance:
	"""Plays activities on plain values: `rows` has the rows by DocType, `hours` and `missed` are those of volunteers."""

	def __init__(self, facts: Facts, series: Series, keys: Keys):
		self.facts, self.series, self.keys = facts, series, keys
		self.rows: dict[str, Rows] = defaultdict(list)
		self.hours: dict[str, float] = defaultdict(float)
		self.missed: dict[str, int] = defaultdict(int)

	def add(self, doctype: str, name: str, at: datetime, user: str, **values) -> dict:
		row = {"name": name, "creation": at, "modified": at, "owner": user, "modified_by": user, **values}
		self.rows[doctype].append(row)
		return row

	def hold_activity(self, plan: Activity) -> None:
		user, place = self.facts.user(plan.team.coordinator), self.facts.places[plan.team.place]
		name = self.series.number(f"ACT-{plan.planned_at:%Y%m%d}-", 4)
		latitude, longitude = place.spot(plan.key)
		self.add(
			ACTIVITY,
			name,
			plan.planned_at,
			user,
			**self.facts.state(ACTIVITY, "Held"),
			activity_title=f"{plan.kind.title}（演示）",
			starts_at=plan.starts_at,
			ends_at=plan.ends_at,
			grid=place.code,
			place=f"{place.name}{plan.kind.place}",
			latitude=latitude,
			longitude=longitude,
			service_project=place.projects[plan.kind.title],
			team=plan.team.name,
			organiser=user,
			description=plan.kind.description,
			recruited_at=plan.planned_at,
			ended_at=plan.held_at,
			ended_by=user,
		)
		self.add_roles(plan, name, user)
		for number, presence in enumerate(plan.presences):
			self.sign_up(plan, name, number + 1, presence, user)

	def add_roles(self, plan: Activity, parent: str, user: str) -> None:
		for number, (title, intensity) in enumerate(plan.kind.roles):
			there = [presence for presence in plan.presences if presence.role == title]
			self.add(
				"Activity Role",
				self.keys.next(),
				plan.planned_at,
				user,
				parent=parent,
				parenttype=ACTIVITY,
				parentfield="roles",
				idx=number + 1,
				role_title=title,
				intensity=intensity,
				capacity=max(len(there), 2),
				signed_up=sum(bool(presence.came_at) for presence in there),
				waiting=0,
			)

	def sign_up(self, plan: Activity, activity: str, number: int, presence: Presence, user: str) -> None:
		volunteer = self.facts.volunteers[presence.volunteer]
		entry = self.add(
			SIGN_UP,
			self.keys.next(),
			presence.signed_up_at,
			user,
			activity=activity,
			volunteer=volunteer.name,
			volunteer_name=volunteer.full_name,
			activity_role=presence.role,
			grid=self.facts.places[plan.team.place].code,
			status=ATTENDED if presence.came_at else MISSED,
			signed_up_at=presence.signed_up_at,
			line_number=number,
			sign_up_key=f"{activity}:{volunteer.name}",
		)
		if not presence.came_at:
			self.missed[volunteer.name] += 1
			return
		begin, end = served(plan, presence)
		entry.update(checked_in_at=presence.came_at, checked_in_by=user, checked_out_at=presence.left_at)
		entry["hours"] = flt((end - begin).total_seconds() / 3600, 2)
		entry["service_record"] = self.record(plan, presence, entry["name"], user)

	def record(self, plan: Activity, presence: Presence, source: str, user: str) -> str:
		volunteer, (begin, end) = self.facts.volunteers[presence.volunteer], served(plan, presence)
		project = self.facts.places[plan.team.place].projects[plan.kind.title]
		served_hours = service_hours.hours_of(service_hours.served_minutes(begin, end, 0, 0), STEP)
		hours = service_hours.within_cap(served_hours, self.facts.daily_hours, 0)
		rule = self.facts.rule(begin.date(), project, presence.role, presence.intensity)
		row = self.add(
			RECORD,
			self.series.number(f"SRV-{presence.left_at:%Y%m}-"),
			presence.left_at,
			user,
			**self.facts.state(RECORD, "Confirmed" if plan.confirmed_at else "Recorded"),
			volunteer=volunteer.name,
			project=project,
			intensity=presence.intensity,
			role=presence.role,
			started_at=begin,
			ended_at=end,
			served_hours=served_hours,
			hours=hours,
			points=flt(hours * rule.points_per_hour, PRECISION),
			points_per_hour=rule.points_per_hour,
			point_rule=rule.name,
			recorded_at=presence.left_at,
			source=CHECK_IN,
			grid=volunteer.grid,
			source_doctype=SIGN_UP,
			source_name=source,
			source_key=f"{SIGN_UP}:{source}",
		)
		if plan.confirmed_at:
			row.update(decided_at=plan.confirmed_at, decided_by=user, confirmed_through="Organiser")
			self.hours[volunteer.name] = flt(self.hours[volunteer.name] + hours, 2)
		return row["name"]
