"""Names as keys, over REST: the collation takes all characters beyond the BMP for one, and capitals for small letters."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import quote
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, ok
from tests.rest.test_points import books, item, volunteer  # noqa: F401
from tests.support.activities import activity_values
from tests.support.http import User


@pytest.fixture
def unit(login):
	"""A unit whose name begins with a rare character: (its name, the same with another rare one)."""
	tail = f"业公司a{uuid4().hex[:6]}"
	name, other = f"𬭼{tail}", f"𰻝{tail}"
	ok(login("admin").create("Responsible Unit", unit_name=name, users=[{"user": email("handler2")}]))
	yield name, other
	ok(login("admin").update("Responsible Unit", quote(name), users=[], enabled=0))


@pytest.fixture
def filed(login, report) -> str:
	case = report()
	ok(login("operator").call("case.act", case=case, action="Accept"))
	ok(login("chief").call("case.act", case=case, action="File"))
	return case


def test_no_dispatch_to_a_unit_of_another_name(login, filed, unit):
	name, other = unit
	for wrong in (other, f"{name} ", name.upper()):
		units = [{"unit": wrong, "duty": "Lead"}]
		refused = login("chief").call("case.act", case=filed, action="Dispatch", fields={"units": units})
		assert refused.status in (417, 422) and "。" in refused.messages, refused
	assert login("chief").names("Case Dispatch", [["case_file", "=", filed]]) == []
	units = [{"unit": name, "duty": "Lead"}]
	ok(login("chief").call("case.act", case=filed, action="Dispatch", fields={"units": units}))
	[dispatch] = login("chief").names("Case Dispatch", [["case_file", "=", filed]])
	ok(login("chief").call("dispatch.act", dispatch=dispatch, action="Withdraw", note="x"))


def test_no_reassignment_to_a_unit_of_another_name(login, dispatched, unit):
	_case, dispatch = dispatched()
	for wrong in (unit[1], f"{unit[0]} "):
		answer = login("chief").call("dispatch.reassign", dispatch=dispatch, unit=wrong, reason="x")
		assert answer.status in (417, 422), answer
	assert ok(login("chief").read("Case Dispatch", dispatch))["stage_category"] == "Open"


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE"])
def test_a_document_is_found_by_its_exact_name(login, unit, verb):
	name, other = unit
	for wrong in (other, f"{name} ", name.upper()):
		path = f"/api/resource/Responsible Unit/{quote(wrong)}"
		answer = login("admin").request(verb, path, json={"enabled": 0})
		assert answer.status == 404, answer
	assert ok(login("admin").read("Responsible Unit", quote(name)))["enabled"] == 1


def test_no_gift_of_another_name(login, volunteer):  # noqa: F811
	tail, person, coordinator = f"礼包a{uuid4().hex[:6]}", volunteer(), login("coordinator")
	apple = f"🍎{tail}"
	ok(coordinator.create("Reward Item", item_name=apple, points=5, stock=3))
	before = books(login, person, quote(apple))
	for wrong in (f"🍐{tail}", f"{apple} ", apple.upper()):
		order = {"volunteer": person, "reward_item": wrong}
		received = {"reward_item": wrong, "kind": "Receipt", "quantity": 5}
		for answer in (
			coordinator.call("redemption.redeem", **order),
			coordinator.create("Point Redemption", **order),
			coordinator.call("reward.book_stock", **received),
		):
			assert answer.status in (404, 417, 422), answer
	assert books(login, person, quote(apple)) == before
	ok(coordinator.call("redemption.redeem", volunteer=person, reward_item=apple))


def test_numbers_are_not_known_by_small_letters(login, report, volunteer):  # noqa: F811
	"""V2026… is not v2026…: such a name leads to nobody, through whatever endpoint it comes."""
	case, person = report(), volunteer()
	chief, coordinator = login("chief"), login("coordinator")
	planned = activity_values(datetime(2038, 6, 2, 9))
	activity = ok(coordinator.create("Volunteer Activity", **planned))["name"]
	ok(coordinator.call("activity.act", activity=activity, action="Recruit"))
	small = person.lower()
	answers = [
		chief.query("case.timeline", case=case.lower()),
		chief.call("case.act", case=case.lower(), action="File"),
		coordinator.query("points.balance", volunteer=small),
		coordinator.query("points.statement", volunteer=small, month="2026-01"),
		coordinator.call("points.adjust", volunteer=small, points=1, reason="x"),
		coordinator.call("activity.sign_up", activity=activity, volunteer=small),
		coordinator.call("activity.sign_up", activity=activity.lower(), volunteer=person),
		login("operator").call("case.report", description="x", grid=CHIBI_GRID, category="m06010"),
		coordinator.request("GET", f"/api/resource/Volunteer/{small}"),
	]
	assert [answer for answer in answers if answer.status not in (404, 417, 422)] == []


@pytest.mark.parametrize("one, other", [("WX-AB12", "wx-ab12"), ("🍎1", "🍐1"), ("𬭼-1", "𰻝-1")])
def test_orders_of_two_numbers_are_two_cases(login, one, other):
	operator, tail = login("operator"), uuid4().int
	cases = []
	for number in (f"{one}{tail}", f"{other}{tail}"):
		order = {"upstream_number": number, "description": "路灯不亮", "grid": CHIBI_GRID}
		first, again = (ok(operator.call("hotline.take", order=order)) for _time in range(2))
		assert (first["taken"], again["taken"], again["case"]) == (True, False, first["case"])
		assert ok(operator.read("Case", first["case"]))["upstream_number"] == number
		cases.append(first["case"])
	assert len(set(cases)) == 2


NAMED = [
	("Reward Item", "item_name", {"points": 5, "stock": 3}),
	("Responsible Unit", "unit_name", {"enabled": 0}),
	("Service Skill", "skill_name", {"enabled": 0}),
	("Reward Shop", "shop_name", {"grid": CHIBI_GRID}),
	("Volunteer Team", "team_name", {"enabled": 0, "grid": CHIBI_GRID}),
]


@pytest.mark.parametrize("doctype, field, values", NAMED)
def test_names_that_look_alike_to_the_collation_can_both_exist(login, doctype, field, values):
	admin, tail = login("admin"), uuid4().hex
	labels = [f"{sign}{tail}" for sign in ("🍎a", "🍐a", "🍐A")]
	made = [ok(admin.create(doctype, **{field: label}, **values)) for label in labels]
	assert [doc[field] for doc in made] == labels and made[0]["name"] == labels[0]
	assert len({doc["name"] for doc in made}) == 3
	twice = admin.create(doctype, **{field: labels[1]}, **values)
	assert (twice.status, twice.exc_type) == (409, "DuplicateEntryError"), twice
	assert "已存在。" in twice.messages
	assert ok(admin.read(doctype, quote(made[1]["name"])))[field] == labels[1]


def test_a_gift_is_known_by_its_exact_name(login, volunteer):  # noqa: F811
	tail, person, coordinator = uuid4().hex, volunteer(), login("coordinator")
	goods = {"points": 5, "stock": 3}
	apple, pear = (ok(coordinator.create("Reward Item", item_name=f"{one}{tail}", **goods)) for one in "🍎🍐")
	answer = ok(coordinator.call("redemption.redeem", volunteer=person, reward_item=pear["item_name"]))
	stored = ok(login("admin").read("Point Redemption", answer["redemption"]))
	assert stored["reward_item"] == pear["name"] != apple["name"]
	assert books(login, person, quote(apple["name"]))[3] == 0
	assert books(login, person, quote(pear["name"]))[3] == 1


LISTS = "/api/method/frappe.desk.reportview."
FOUND = [
	("=", "𬭼", [0]),
	("like", "%𬭼%", [0]),
	("like", "A%𬭼%", [0]),
	("in", ["𬭼", "🍐"], [0, 2]),
	("!=", "𬭼", [1, 2, 3]),
	("not like", "%𬭼%", [1, 2, 3]),
	("not in", ["𬭼", "🍐"], [1, 3]),
]


@pytest.fixture(scope="module")
def people(login):
	"""Four volunteers whose names differ by one character, in a team of their own: (names, label of a sign)."""
	tail, coordinator = uuid4().hex[:6], login("coordinator")

	def label(sign: str) -> str:
		return f"a刘{sign}{tail}"

	rows = [{"full_name": label(sign), "grid": CHIBI_GRID} for sign in ("𬭼", "𰻝", "🍐", "明")]
	return [ok(coordinator.create("Volunteer", **row))["name"] for row in rows], label, tail


@pytest.mark.parametrize("operator, sign, found", FOUND)
def test_a_filter_finds_whom_it_names(login, people, operator, sign, found):
	names, label, _tail = people
	is_pattern = isinstance(sign, str) and "%" in sign
	value = sign if is_pattern else [label(one) for one in sign] if isinstance(sign, list) else label(sign)
	filters = [["full_name", operator, value], ["name", "in", names]]
	wanted = sorted(names[place] for place in found)
	coordinator = login("coordinator")
	assert sorted(coordinator.names("Volunteer", filters)) == wanted
	rows = [["Volunteer", *row] for row in filters]
	body = {"doctype": "Volunteer", "filters": json.dumps(rows), "fields": json.dumps(["name"])}
	listed = ok(coordinator.request("POST", f"{LISTS}get", data={**body, "page_length": 20}))
	assert sorted(row[0] for row in listed["values"]) == wanted
	assert ok(coordinator.request("POST", f"{LISTS}get_count", data=body)) == len(wanted)
	either = {"filters": json.dumps(filters[1:]), "or_filters": json.dumps(filters[:1])}
	answer = coordinator.request(
		"GET", "/api/method/frappe.client.get_list", params={"doctype": "Volunteer", **either}
	)
	assert sorted(row["name"] for row in ok(answer)) == wanted


def test_one_value_is_that_of_whom_the_filter_names(login, people):
	names, label, _tail = people
	for place, sign in enumerate(("𬭼", "𰻝", "🍐", "明")):
		params = {
			"doctype": "Volunteer",
			"fieldname": "name",
			"filters": json.dumps({"full_name": label(sign)}),
		}
		answer = ok(login("coordinator").request("GET", "/api/method/frappe.client.get_value", params=params))
		assert answer == {"name": names[place]}
	for sign in ("𬭽", "�"):
		assert login("coordinator").names("Volunteer", [["full_name", "like", f"%{label(sign)}%"]]) == []


def test_a_search_finds_whom_it_names(login, people):
	names, label, _tail = people
	params = {"doctype": "Volunteer", "txt": label("𰻝"), "page_length": 10}
	answer = login("coordinator").request("GET", "/api/method/frappe.desk.search.search_link", params=params)
	rows = answer.body.get("results") or answer.data
	assert [row["value"] for row in rows] == [names[1]]


def test_of_many_at_once_one_gets_the_name(login):
	"""Names that look alike to the collation never lead to one document, whoever comes first."""
	name, admin = f"🍎{uuid4().hex}", login("admin")

	users = [User(admin.url, email("admin"), PASSWORD) for _number in range(4)]
	with ThreadPoolExecutor(4) as pool:
		answers = list(pool.map(lambda user: user.create("Service Skill", skill_name=name, enabled=0), users))
	assert sorted(answer.status for answer in answers) == [200, 409, 409, 409], answers
	assert admin.names("Service Skill", [["skill_name", "=", name]]) == [name]
