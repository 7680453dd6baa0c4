"""Loads the year of volunteering: teams, projects, goods through their documents, people and what they did as rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

import frappe
from frappe.utils import getdate

from case_simulator.names import Keys, Series
from case_simulator.rows import inserts
from community_gov.core.counting import count_shown
from community_gov.demo.homes import inserted
from community_gov.demo.people import email
from community_gov.demo.persons import SEED
from community_gov.demo.places import community
from community_gov.volunteering.points.point_rules import rule_for
from community_gov.volunteering.services import stars
from demo_town.service import catalogue
from demo_town.service.catalogue import Home
from demo_town.service.facts import Facts, Place
from demo_town.service.ledger import Receipt, YearLedger
from demo_town.service.plan import Team, Year, make_year
from demo_town.service.volunteers import VolunteerRows, people_of

DAY, ON_THE_SHELF = timedelta(days=1), 12


def load_service_year() -> None:
	"""Everything of the year in one transaction, once."""
	if frappe.db.exists("Reward Item", catalogue.GOODS[0].title):
		return
	today = getdate()
	prices = _make_goods()
	places = {home.place: _make_place(home) for home in catalogue.HOMES}
	series, keys = Series(), Keys()
	people = VolunteerRows(today, series, keys)
	teams = [team for home in catalogue.HOMES for team in _make_teams(home, people)]
	rates = {name: rule_for(today, None, None, name).points_per_hour for name in ("轻度", "中度", "重度")}
	end = datetime.combine(today, time.min)
	year = make_year(teams, prices, rates, end, SEED)
	ledger = YearLedger(Facts(people.known, places), series, keys)
	ledger.play(year, list(receipts_of(year, prices, end)))
	_tell_totals(ledger, people)
	series.store()
	for rows in (people.rows, ledger.rows):
		for statement in inserts(rows):
			# Raw SQL: made of names out of the meta and of escaped values.
			frappe.db.sql(statement)
	_lead_teams(people, teams)
	_fill_shelves(ledger)


def _make_goods() -> dict[str, float]:
	"""Items with their prices, those that ship among them; one stands empty."""
	for goods in (*catalogue.GOODS, catalogue.SOLD_OUT):
		inserted("Reward Item", item_name=goods.title, points=goods.points, description=goods.description)
	for place, title in catalogue.SHOPS.items():
		shop = {"grid": community(place).code, "address": "演示路 8 号", "opening_hours": "9:00–18:00"}
		inserted("Reward Shop", shop_name=title, **shop)
	return {goods.title: goods.points for goods in catalogue.GOODS}


def _make_place(home: Home) -> Place:
	"""The community with a project of its own for each kind of activity."""
	spot = community(home.place)
	name = frappe.db.get_value("Grid", spot.code, "grid_name")
	projects = {}
	for kind in (*catalogue.KINDS, catalogue.PATROL):
		title = f"{name}{kind.title}（演示）"
		values = {"project_kind": kind.project_kind, "grid": spot.code, "description": kind.description}
		projects[kind.title] = inserted("Service Project", project_name=title, **values).name
	return Place(spot.code, name, spot.latitude, spot.longitude, projects)


def _make_teams(home: Home, people: VolunteerRows) -> list[Team]:
	"""The teams of a community, and its volunteers shared out among them; some are there from the small demo."""
	code = community(home.place).code
	missing = max(0, home.volunteers - count_shown("Volunteer", {"grid": ["like", f"{code}%"]}))
	members = people_of(home, missing, people.today)
	names = [_team_name(home, title) for title in (catalogue.FIRST_TEAM, *catalogue.TEAMS)][: home.teams]
	size, more = divmod(missing, len(names))
	teams = []
	for number, name in enumerate(names):
		if not frappe.db.exists("Volunteer Team", name):
			inserted("Volunteer Team", team_name=name, grid=code)
		chosen = list(islice(members, size + (number < more)))
		for key, person in chosen:
			people.add(home, key, person, name)
		patrols = catalogue.PATROL_TEAM in name and home.place == "zhonghuaxiang"
		keys = tuple(key for key, _person in chosen)
		teams.append(Team(name, home.place, home.coordinator, keys, home.busy, patrols))
	return teams


def _team_name(home: Home, title: str) -> str:
	return f"{frappe.db.get_value('Grid', community(home.place).code, 'grid_name')}{title}（演示）"


def receipts_of(year: Year, items: Iterable[str], end: datetime) -> Iterator[Receipt]:
	"""Goods come in before each month with what will be asked for, and some of each in the last days before `end`."""
	asked: dict[tuple[str, date], int] = defaultdict(int)
	for claim in year.claims:
		asked[claim.item, claim.requested_at.date().replace(day=1)] += 1
	for (item, month), pieces in asked.items():
		yield Receipt(
			item, datetime.combine(month, time(0, 5)), pieces, catalogue.DONOR, email("coordinator")
		)
	for item in items:
		yield Receipt(item, end - 5 * DAY, ON_THE_SHELF, catalogue.DONOR, email("coordinator"))


def _tell_totals(ledger: YearLedger, people: VolunteerRows) -> None:
	"""What the steps would have added up on the volunteers."""
	needed = stars.read(frappe.get_cached_doc("Community Gov Settings").star_hours)
	for row in people.rows["Volunteer"]:
		name = row["name"]
		hours = ledger.hours[name]
		row.update(hours=hours, stars=stars.stars_for(hours, needed), no_shows=ledger.missed[name])
		row.update(balance=ledger.balance[name], held_points=ledger.held[name])


def _lead_teams(people: VolunteerRows, teams: list[Team]) -> None:
	"""Who serves most leads the team, where nobody does yet."""
	for team in teams:
		if team.members and not frappe.db.get_value("Volunteer Team", team.name, "leader"):
			frappe.db.set_value("Volunteer Team", team.name, "leader", people.known[team.members[0]].name)


def _fill_shelves(ledger: YearLedger) -> None:
	for item, (free, held) in ledger.shelf.items():
		frappe.db.set_value("Reward Item", item, {"stock": free, "held_stock": held})
