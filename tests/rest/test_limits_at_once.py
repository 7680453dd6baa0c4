"""Limits hold where twenty clients ask in the same moment: what decides is counted under a lock, as it stands now."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.http import User
from tests.support.site_clock import now

CLIENTS = 20
KIND = "家居维修"


@pytest.fixture(scope="module")
def crowd(server):
	"""crowd(key) -> twenty sessions of an account, or of guests for None: each is a connection of its own."""
	return lambda key: [User(server, email(key) if key else None, PASSWORD) for _number in range(CLIENTS)]


def at_once(users, call) -> list:
	with ThreadPoolExecutor(len(users)) as pool:
		answers = list(pool.map(call, users, range(len(users))))
	assert [answer for answer in answers if answer.status >= 500] == []
	return answers


def statuses(answers) -> list[int]:
	return sorted(answer.status for answer in answers)


@pytest.fixture
def household(login) -> dict:
	"""A new home: its name and the code on its door."""
	manager = login("manager")
	compound = ok(
		manager.create("Residential Compound", compound_name=f"并发{uuid4().hex[:6]}", grid=CHIBI_GRID[:12])
	)
	place = {"compound": compound["name"], "building_number": "1栋", "grid": CHIBI_GRID}
	building = ok(manager.create("Building", **place))["name"]
	name = ok(manager.create("Household", building=building, room_number="101"))["name"]
	return {"name": name, "code": ok(manager.query("help_request.household_code", household=name))["code"]}


def test_five_requests_of_a_household(login, crowd, household):
	body = {"code": household["code"], "help_kind": KIND, "need": "水龙头漏水"}
	answers = at_once(crowd(None), lambda user, _number: user.call("public_help.ask", **body))
	assert statuses(answers) == [200] * 5 + [409] * 15
	mine = [["household", "=", household["name"]], ["stage_category", "=", "Open"]]
	assert len(login("manager").names("Help Request", mine)) == 5


def test_three_claims_of_a_volunteer(login, crowd, household):
	values = {"full_name": "志演示并发", "grid": CHIBI_GRID}
	volunteer = ok(login("coordinator").create("Volunteer", **values))["name"]
	body = {"help_kind": KIND, "need": "换灯泡", "household": household["name"]}
	names = [
		ok(login("gridworker").call("help_request.raise_request", **body))["help_request"]
		for _number in range(CLIENTS)
	]
	answers = at_once(
		crowd("coordinator"),
		lambda user, number: user.call("help_request.claim", help_request=names[number], volunteer=volunteer),
	)
	assert statuses(answers) == [200] * 3 + [409] * 17, answers
	claimed = [["volunteer", "=", volunteer], ["stage", "=", "Claimed"]]
	assert len(login("manager").names("Help Request", claimed)) == 3
	for name in login("manager").names(
		"Help Request", [["name", "in", names], ["stage", "in", ["Raised", "Claimed"]]]
	):
		ok(login("manager").call("help_request.act", help_request=name, action="Withdraw", note="test"))


def test_numbers_looked_at_within_an_hour(login, crowd, administrator):
	values = {"full_name": "孙演示并发", "mobile": "13800138000", "grid": CHIBI_GRID}
	resident = ok(login("manager").create("Resident", **values))["name"]
	settings = "Community Gov Settings"
	before = ok(administrator.read(settings, settings))["reveal_per_hour"]
	hour = (now() - timedelta(hours=1)).isoformat(" ")
	lately = [["user", "=", email("manager")], ["accessed_at", ">", hour]]
	used = len(administrator.names("Sensitive Access Log", lately))
	ok(administrator.update(settings, settings, reveal_per_hour=used + 4))
	try:
		body = {"doctype": "Resident", "name": resident, "fieldname": "mobile", "purpose": "Emergency"}
		answers = at_once(crowd("manager"), lambda user, _number: user.call("person.reveal", **body))
	finally:
		ok(administrator.update(settings, settings, reveal_per_hour=before))
	assert statuses(answers) == [200] * 4 + [409] * 16, answers
	assert len(administrator.names("Sensitive Access Log", lately)) == used + 4


def test_followers_are_counted_as_they_are(login, crowd, report):
	case = report(latitude=29.7222, longitude=113.8812)
	query = {"category": "M06010", "latitude": 29.7222, "longitude": 113.8812}
	handles = [row["handle"] for row in ok(login(None).query("public.similar", **query))]
	answers = at_once(crowd(None), lambda user, _number: user.call("public.follow", handle=handles[0]))
	assert statuses(answers) == [200] * CLIENTS, answers
	counts = ok(
		login("admin").rows(
			"Case", [["followers", ">=", CLIENTS]], fields='["name", "followers"]', limit_page_length=0
		)
	)
	assert case and counts
	for row in counts:
		rows = login("admin").names("Case Follower", [["case_file", "=", row["name"]]])
		assert len(rows) == row["followers"]


def test_an_account_follows_once(login, crowd, report):
	case = report(description=f"重复 {uuid4().hex}")
	answers = at_once(crowd("operator"), lambda user, _number: user.call("case.follow", case=case))
	assert set(statuses(answers)) <= {200, 409}, answers
	mine = [["case_file", "=", case], ["user", "=", email("operator")]]
	assert len(login("admin").names("Case Follower", mine)) == 1
	assert ok(login("admin").read("Case", case))["followers"] == 1
