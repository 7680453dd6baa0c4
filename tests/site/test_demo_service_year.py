"""The year of volunteering: written as rows it is what the real steps leave behind."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from frappe.utils import cstr, flt, get_datetime

from case_simulator.names import Keys, Series
from case_simulator.rows import inserts
from community_gov.demo.homes import inserted
from community_gov.registry.identity.protected_numbers import fingerprints, plain
from demo_town.people import load_accounts
from demo_town.service import catalogue, plan
from demo_town.service import load as loader
from demo_town.service.facts import Facts
from demo_town.service.ledger import YearLedger
from demo_town.service.plan import Claim, Year, make_year
from demo_town.service.volunteers import VolunteerRows, people_of
from tests.support.service_player import ServicePlayer
from tests.support.site_clock import today

ORDER = {
	"Volunteer Activity": ("starts_at asc", ()),
	"Activity Role": ("parent asc, idx asc", ("parent",)),
	"Activity Sign-up": ("signed_up_at asc, volunteer asc", ("activity", "sign_up_key", "service_record")),
	"Service Record": ("started_at asc, volunteer asc", ("source_name", "source_key")),
	"Point Entry": ("happened_at asc, kind asc, volunteer asc", ("source_name", "source_key")),
	"Point Lot": ("opened_on asc, volunteer asc, amount asc", ("point_entry",)),
	"Point Lot Use": ("creation asc, volunteer asc, amount asc", ("point_entry", "lot", "origin")),
	"Point Redemption": ("requested_at asc", ("pickup_code_fingerprint",)),
	"Reward Stock Entry": ("happened_at asc, kind asc", ("redemption",)),
}
APART = {"name", "creation", "modified", "modified_by", "owner"}
HOME = catalogue.Home("chuhe", 8, 1, "coordinator.chuhe", 300_000, (3, 5))


@pytest.fixture
def small(site, monkeypatch):
	"""A team of six in Chuhe, its facts, and 30 days of their work."""
	load_accounts()
	forget_volunteers(site)
	monkeypatch.setattr(plan, "CLAIMS", 1.0)
	monkeypatch.setattr(catalogue, "GOODS", (catalogue.Goods("抽纸（试）", 3, "抽纸一提"),))
	prices = loader._make_goods()
	people = VolunteerRows(today(), Series(), Keys())
	(team,) = loader._make_teams(HOME, people)
	for statement in inserts(people.rows):
		site.db.sql(statement)
	people.series.store()
	facts = Facts(people.known, {"chuhe": loader._make_place(HOME)})
	end = datetime.combine(today(), datetime.min.time())
	year = make_year([team], prices, {"轻度": 1.0, "中度": 1.5, "重度": 2.0}, end, 5, days=30)
	return facts, year, people


def forget_volunteers(site):
	"""Other tests have left theirs on this site."""
	for doctype in (*ORDER, "Volunteer"):
		site.db.delete(doctype)
	site.db.sql("update `tabReward Item` set stock = 0, held_stock = 0")


def left_behind(site):
	"""All rows of the year, without names and what points to names."""
	found = {}
	for doctype, (order, apart) in ORDER.items():
		rows = site.get_all(doctype, fields=["*"], order_by=order)
		found[doctype] = [
			{key: same(value) for key, value in row.items() if key not in {*APART, *apart} and key[0] != "_"}
			for row in rows
		]
	volunteers = site.get_all(
		"Volunteer", ["name", "balance", "held_points", "hours", "stars", "no_shows"], order_by="name asc"
	)
	found["Volunteer"] = [{key: same(value) for key, value in row.items()} for row in volunteers]
	items = site.get_all("Reward Item", fields=["name", "stock", "held_stock"], order_by="name asc")
	found["Reward Item"] = [dict(row) for row in items]
	return found


def same(value):
	if isinstance(value, datetime):
		return str(get_datetime(value))
	return flt(value, 4) if isinstance(value, int | float) else cstr(value)


def write_rows(site, facts, year, receipts, people):
	book = YearLedger(facts, Series(), Keys())
	book.play(year, receipts)
	for statement in inserts(book.rows):
		site.db.sql(statement)
	for row in people.rows["Volunteer"]:
		name = row["name"]
		values = {"balance": book.balance[name], "held_points": book.held[name], "hours": book.hours[name]}
		site.db.set_value("Volunteer", name, {**values, "no_shows": book.missed[name]})
	loader._fill_shelves(book)


def test_rows_written_are_steps_played(site, small):
	facts, year, people = small
	receipts = list(loader.receipts_of(year, ["抽纸（试）"], datetime.combine(today(), datetime.min.time())))
	# One of each end, whatever chance has made of so few.
	year.claims[:2] = [replace(claim, cancelled=number == 0) for number, claim in enumerate(year.claims[:2])]
	assert len(year.activities) >= 3 and len(year.claims) >= 4
	assert all(claim.ended_at for claim in year.claims[:2])
	ServicePlayer(facts).play(year, receipts)
	expected = left_behind(site)
	for doctype in ORDER:
		site.db.delete(doctype)
	write_rows(site, facts, year, receipts, people)
	found = left_behind(site)
	for doctype in expected:
		assert found[doctype] == expected[doctype], doctype
	assert expected["Point Lot Use"] and expected["Activity Sign-up"]


def test_a_volunteer_of_rows_is_a_volunteer_typed(site, small):
	_facts, _year, people = small
	_key, person = next(iter(people_of(HOME._replace(first=330_000), 1, today())))
	row = people.rows["Volunteer"][0]
	typed = inserted(
		"Volunteer",
		full_name=person["full_name"],
		mobile=person["mobile"],
		**{name: row[name] for name in ("grid", "team", "joined_on", "is_party_member")},
	)
	found, typed = (site.get_doc("Volunteer", name) for name in (row["name"], typed.name))
	for field in typed.meta.get_valid_columns():
		if field not in APART and field not in ("full_name", "mobile", "mobile_secret", "mobile_fingerprint"):
			assert same(found.get(field)) == same(typed.get(field)), field
	assert plain(found, "mobile").startswith("1540")
	assert found.mobile_fingerprint in fingerprints(plain(found, "mobile"))
	assert found.mobile == f"154****{plain(found, 'mobile')[-4:]}"


def test_points_cannot_be_redeemed_before_they_are_earned(site, small):
	facts, year, _people = small
	early = year.activities[0].starts_at - timedelta(days=1)
	person = year.activities[0].presences[0].volunteer
	claim = Claim(person, "抽纸（试）", 3, early, None, None, False)
	with pytest.raises(ValueError, match="lacks points"):
		YearLedger(facts, Series(), Keys()).play(Year([], [claim]), [])
