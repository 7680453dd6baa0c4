"""Rows of volunteers: with their numbers sealed as the document would, in teams, over the grids of their community."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from random import Random

import frappe

from case_simulator.names import Keys, Series
from case_simulator.rows import Rows
from community_gov.core import phones
from community_gov.demo.people import email
from community_gov.demo.persons import SEED, DemoPerson, make_person
from community_gov.demo.places import GRIDS, community
from community_gov.registry.identity.guardians import age_on
from community_gov.registry.identity.protected_numbers import fingerprint, seal
from demo_town.service.catalogue import Home

AGES = range(18, 79)
PARTY_MEMBERS, SKILLED = 0.3, 0.35
SKILLS = ("水电维修", "家电维修", "理发", "家政", "医护", "手机与电脑", "课业辅导", "驾驶")


def people_of(home: Home, amount: int, today: date) -> Iterator[tuple[int, DemoPerson]]:
	"""(key, person) of so many grown-ups of the series."""
	people = ((key, make_person(key)) for key in count(home.first))
	grown_up = ((key, person) for key, person in people if age_on(person["birth_date"], today) in AGES)
	return islice(grown_up, amount)


class VolunteerRows:
	"""Collects `rows` by DocType, and `known`: {key: row of name, full_name, grid, coordinator}."""

	def __init__(self, today: date, series: Series, keys: Keys):
		self.today, self.series, self.keys = today, series, keys
		self.rows: dict[str, Rows] = {"Volunteer": [], "Service Skill Item": []}
		self.known: dict[int, frappe._dict] = {}

	def add(self, home: Home, key: int, person: DemoPerson, team: str) -> None:
		"""Somebody who joined in the years before the plan begins."""
		chance = Random(f"{SEED}:volunteer:{key}")
		joined = self.today - timedelta(days=chance.randrange(360, 1_500))
		grid = community(home.place).code + chance.choice(GRIDS)[0]
		stamps = self.stamps(datetime.combine(joined, time(10)), email(home.coordinator))
		values = {
			"full_name": person["full_name"],
			"grid": grid,
			"status": "Active",
			"team": team,
			"joined_on": joined,
			"age_group": "Adult",
			"is_party_member": int(chance.random() < PARTY_MEMBERS),
			"mobile": phones.mask(person["mobile"]),
			"mobile_secret": seal(person["mobile"], "Volunteer", "mobile"),
			"mobile_fingerprint": fingerprint(person["mobile"]),
		}
		name = self.series.number(f"V{joined:%Y}", 6)
		self.rows["Volunteer"].append({"name": name, **stamps, **values})
		if chance.random() < SKILLED:
			self.add_skill(name, chance.choice(SKILLS), stamps)
		self.known[key] = frappe._dict(
			name=name, full_name=person["full_name"], grid=grid, coordinator=home.coordinator
		)

	@staticmethod
	def stamps(at: datetime, user: str) -> dict:
		return {"creation": at, "modified": at, "owner": user, "modified_by": user}

	def add_skill(self, volunteer: str, skill: str, stamps: dict) -> None:
		parent = {"parent": volunteer, "parenttype": "Volunteer", "parentfield": "skills", "idx": 1}
		self.rows["Service Skill Item"].append({"name": self.keys.next(), **stamps, **parent, "skill": skill})
