"""Points and goods over REST: hold, settle, release, and many hands on the last towel."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, give_points, grant_points, ok
from tests.support.http import User


@pytest.fixture
def item(login):
	"""item(stock, points) -> a new reward item."""

	def make(stock: int = 5, points: float = 12) -> str:
		name = f"毛巾{uuid4().hex[:8]}"
		ok(login("coordinator").create("Reward Item", item_name=name, points=points, stock=stock))
		return name

	return make


@pytest.fixture
def volunteer(login):
	"""volunteer(points) -> a new volunteer of Chibi with an opening balance."""

	def make(points: float = 60) -> str:
		coordinator = login("coordinator")
		name = ok(coordinator.create("Volunteer", full_name=f"赵演示{uuid4().hex[:6]}", grid=CHIBI_GRID))[
			"name"
		]
		if points:
			grant_points(login, name, points)
		return name

	return make


def books(login, volunteer: str, item: str) -> tuple:
	"""(balance, held points, stock, held stock)"""
	person, shelf = (
		login("admin").read("Volunteer", volunteer).data,
		login("admin").read("Reward Item", item).data,
	)
	return person["balance"], person["held_points"], shelf["stock"], shelf["held_stock"]


def test_hold_and_settle_with_the_code(login, item):
	towel, user = item(), login("volunteer")
	me = user.names("Volunteer")[0]
	give_points(login, me)
	balance, held = books(login, me, towel)[:2]
	body = {"volunteer": me, "reward_item": towel, "quantity": 2, "idempotency_key": uuid4().hex}
	first = ok(user.call("redemption.redeem", **body))
	assert ok(user.call("redemption.redeem", **body)) == first, "a retry redeems nothing more"
	assert books(login, me, towel) == (balance - 24, held + 24, 3, 2)
	name, code = first["redemption"], first["pickup_code"]
	ended, key = code, uuid4().hex
	new = ok(user.call("redemption.new_pickup_code", redemption=name, idempotency_key=key))
	assert ok(user.call("redemption.new_pickup_code", redemption=name, idempotency_key=key)) == new
	code = new["pickup_code"]
	assert code != ended and new["qr"].startswith("data:image/svg+xml")
	mine = ok(user.query("redemption.mine"))["redemptions"]
	assert name in [row["redemption"] for row in mine] and "pickup_code" not in str(mine)
	assert "pickup_code" not in ok(user.read("Point Redemption", name))
	coordinator = login("coordinator")
	for key in ("coordinator", "admin", "manager"):
		assert login(key).call("redemption.new_pickup_code", redemption=name).status == 403
	assert len(code) == 12 and code not in coordinator.read("Point Redemption", name).text
	ok(coordinator.request("POST", "/api/method/frappe.model.workflow.apply_workflow", json=approve(name)))
	wrong = coordinator.call("redemption.hand_over", redemption=name, pickup_code="ABCDEFGHJKMN")
	assert (wrong.status, wrong.exc_type) == (422, "StageGuardError"), wrong
	old = coordinator.call("redemption.hand_over", redemption=name, pickup_code=ended)
	assert (old.status, old.exc_type) == (422, "StageGuardError"), "a new code ends the old one"
	ok(coordinator.call("redemption.hand_over", redemption=name, pickup_code=code.lower()))
	assert books(login, me, towel) == (balance - 24, held, 3, 0)
	assert user.call("redemption.new_pickup_code", redemption=name).status == 409, "nothing left to pick up"
	again = coordinator.call("redemption.hand_over", redemption=name, pickup_code=code)
	assert again.status == 422, "a code works once"


def approve(name: str) -> dict:
	return {"doc": f'{{"doctype": "Point Redemption", "name": "{name}"}}', "action": "Approve"}


def test_cancel_releases_points_and_stock(login, item, volunteer):
	towel, person, coordinator = item(), volunteer(), login("coordinator")
	name = ok(coordinator.call("redemption.redeem", volunteer=person, reward_item=towel))["redemption"]
	assert books(login, person, towel) == (48, 12, 4, 1)
	body = {"doc": f'{{"doctype": "Point Redemption", "name": "{name}"}}', "action": "Cancel"}
	ok(coordinator.request("POST", "/api/method/frappe.model.workflow.apply_workflow", json=body))
	assert books(login, person, towel) == (60, 0, 5, 0)
	kinds = [
		row["kind"]
		for row in ok(coordinator.rows("Point Entry", [["source_name", "=", name]], fields='["kind"]'))
	]
	assert sorted(kinds) == ["Hold", "Release"]


def test_too_few_points_or_goods_are_refused(login, item, volunteer):
	towel, poor = item(), volunteer(11.99)
	answer = login("coordinator").call("redemption.redeem", volunteer=poor, reward_item=towel)
	assert (answer.status, answer.exc_type) == (409, "InsufficientPointsError"), answer
	empty = item(stock=0)
	answer = login("coordinator").call("redemption.redeem", volunteer=volunteer(), reward_item=empty)
	assert (answer.status, answer.exc_type) == (409, "OutOfStockError"), answer
	assert books(login, poor, towel) == (11.99, 0, 5, 0)


@pytest.mark.parametrize("quantity", [0, -1, 101])
def test_impossible_quantities(quantity, login, item, volunteer):
	towel, person = item(), volunteer()
	answer = login("coordinator").call(
		"redemption.redeem", volunteer=person, reward_item=towel, quantity=quantity
	)
	assert answer.status in (417, 422), answer
	assert books(login, person, towel) == (60, 0, 5, 0)


def test_own_redemption_is_not_decided_by_oneself(login, item, administrator):
	"""A coordinator who is a volunteer too."""
	coordinator = login("coordinator")
	values = {"full_name": "钱演示", "grid": CHIBI_GRID, "user": email("coordinator")}
	person = ok(login("admin").create("Volunteer", **values))["name"]
	try:
		answer = coordinator.call("points.adjust", volunteer=person, points=50, reason="self")
		assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	finally:
		ok(administrator.update("Volunteer", person, user=None))


@pytest.mark.parametrize("key", ["coordinator", "admin", "Administrator"])
def test_entries_are_append_only(key, login, volunteer, administrator):
	person = volunteer()
	user = administrator if key == "Administrator" else login(key)
	entry = login("admin").names("Point Entry", [["volunteer", "=", person]])[0]
	assert user.update("Point Entry", entry, amount=10_000).status == 403
	assert user.delete("Point Entry", entry).status == 403
	body = {"doctype": "Point Entry", "name": entry, "fieldname": "amount", "value": 5}
	assert user.request("POST", "/api/method/frappe.client.set_value", json=body).status == 403
	assert login("admin").read("Volunteer", person).data["balance"] == 60


KINDS = (
	"Credit",
	"Opening Balance",
	"Adjustment",
	"Hold",
	"Settle",
	"Release",
	"Reversal",
	"Expire",
	"Transfer In",
)


@pytest.mark.parametrize("kind", KINDS)
def test_no_entry_is_written_by_hand(kind, login, volunteer, administrator):
	"""Credits come of services, corrections of adjustments by two people: not even Administrator writes one."""
	person = volunteer()
	entry = {"volunteer": person, "kind": kind, "amount": 5, "reason": "x"}
	for user in (login("coordinator"), login("admin"), administrator):
		answers = [
			user.create("Point Entry", **entry),
			user.request(
				"POST", "/api/method/frappe.client.insert", json={"doc": {"doctype": "Point Entry", **entry}}
			),
		]
		assert [answer.status for answer in answers] == [403, 403], answers
	assert login("admin").read("Volunteer", person).data["balance"] == 60


def test_reversal_once_and_by_two_people(login, volunteer):
	"""What two people granted no single one takes back."""
	person, coordinator, manager = volunteer(), login("coordinator"), login("manager")
	entry = coordinator.names("Point Entry", [["volunteer", "=", person]])[0]
	step = {"doctype": "Point Adjustment", "action": "Grant"}
	assert coordinator.call("points.reverse", point_entry=entry, reason=" ").status == 422
	body = {"point_entry": entry, "reason": "wrong person"}
	asked, second = (ok(coordinator.call("points.reverse", **body)) for _try in range(2))
	assert (asked["stage"], asked["points"]) == ("Requested", -60)
	assert login("admin").read("Volunteer", person).data["balance"] == 60
	own = coordinator.call("points.act", name=asked["name"], **step)
	assert (own.status, own.exc_type) == (403, "SeparationOfDutiesError"), own
	ok(manager.call("points.act", name=asked["name"], **step))
	assert login("admin").read("Volunteer", person).data["balance"] == 0
	again = manager.call("points.act", name=second["name"], **step)
	assert again.status == 409, again
	assert coordinator.call("points.reverse", **body).status == 409
	forged = coordinator.create("Point Adjustment", volunteer=person, points=5, reason="x", reverses=entry)
	assert ok(forged).get("reverses") is None


def test_balance_cannot_be_set(login, volunteer, administrator, item):
	person, towel = volunteer(), item()
	for user in (login("coordinator"), administrator):
		ok(user.update("Volunteer", person, balance=9999, held_points=9999))
		ok(user.update("Reward Item", towel, held_stock=99))
	assert books(login, person, towel) == (60, 0, 5, 0)


def test_fifty_after_the_last_towel(server, login, item, volunteer):
	"""One gets it, forty-nine get a clear refusal, nothing is lost."""
	towel, people = item(stock=1), [volunteer() for _number in range(50)]
	users = [User(server, email("coordinator"), PASSWORD) for _number in range(10)]

	def redeem(number: int):
		body = {"volunteer": people[number], "reward_item": towel}
		return users[number % len(users)].call("redemption.redeem", **body)

	with ThreadPoolExecutor(50) as pool:
		answers = list(pool.map(redeem, range(50)))
	outcomes = [(answer.status, answer.exc_type) for answer in answers]
	assert outcomes.count((200, None)) == 1, outcomes
	assert outcomes.count((409, "OutOfStockError")) == 49, outcomes
	shelf = login("admin").read("Reward Item", towel).data
	assert (shelf["stock"], shelf["held_stock"]) == (0, 1)
	balances = [login("admin").read("Volunteer", person).data["balance"] for person in people]
	assert sorted(balances) == [48] + [60] * 49


def test_one_balance_from_many_clients(server, login, item, volunteer):
	"""60 points buy five towels of 12, from however many clients at once."""
	towel, person = item(stock=50), volunteer(60)
	users = [User(server, email("coordinator"), PASSWORD) for _number in range(20)]
	with ThreadPoolExecutor(20) as pool:
		answers = list(
			pool.map(
				lambda number: users[number].call("redemption.redeem", volunteer=person, reward_item=towel),
				range(20),
			)
		)
	assert [answer.status for answer in answers].count(200) == 5
	assert {answer.exc_type for answer in answers if answer.status != 200} == {"InsufficientPointsError"}
	assert books(login, person, towel) == (0, 60, 45, 5)
