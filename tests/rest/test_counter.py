"""The counter over REST: shops, part of the goods, returns, limits, the shelf; points and goods balance throughout."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, give_points, ok
from tests.rest.test_points import approve, books, item, volunteer  # noqa: F401
from tests.support.http import User

APPLY = "/api/method/frappe.model.workflow.apply_workflow"


@pytest.fixture
def redeemed(login, item):  # noqa: F811
	"""redeemed(quantity, **item fields) -> (redemption, code, item, volunteer) of the demo volunteer, approved."""

	def make(quantity: int = 3, approved: bool = True, **fields):
		goods, user = item(stock=5, points=4), login("volunteer")
		if fields:
			ok(login("coordinator").update("Reward Item", goods, **fields))
		me = user.names("Volunteer")[0]
		give_points(login, me)
		body = {"volunteer": me, "reward_item": goods, "quantity": quantity}
		answer = ok(user.call("redemption.redeem", **body))
		if approved:
			ok(login("coordinator").request("POST", APPLY, json=approve(answer["redemption"])))
		return answer["redemption"], answer["pickup_code"], goods, me

	return make


@pytest.fixture
def shop(login):
	"""shop(user key) -> a shop whose counter that user stands behind."""
	made = []

	def make(key: str = "handler") -> str:
		name = f"爱心商户{uuid4().hex[:8]}"
		users = [{"user": email(key)}]
		ok(login("coordinator").create("Reward Shop", shop_name=name, grid=CHIBI_GRID, users=users))
		made.append(name)
		return name

	yield make
	for name in made:
		ok(login("coordinator").update("Reward Shop", name, enabled=0))


def test_a_slip_for_whoever_has_no_account(login, item, volunteer, shop, fresh):  # noqa: F811
	"""Paper carries a new code; who printed it hands nothing over, and the next slip ends it."""
	coordinator, goods = login("coordinator"), item(stock=2, points=5)
	ok(coordinator.update("Reward Item", goods, shops=[{"shop": shop()}]))
	person = volunteer()
	redeemed = ok(coordinator.call("redemption.redeem", volunteer=person, reward_item=goods))
	name = redeemed["redemption"]
	assert redeemed["pickup_code"] is None
	for key in ("volunteer", "handler", "manager", None):
		assert login(key).call("redemption.slip", redemption=name).status == 403
	slip = ok(coordinator.call("redemption.slip", redemption=name))
	assert (slip["volunteer"], slip["left"], slip["approved"]) == (person, 1, False)
	assert slip["volunteer_name"][1:] in ("*", "**") and slip["qr"].startswith("data:image/svg+xml")
	code = slip["pickup_code"]
	assert len(code) == 12
	silent = coordinator.call("redemption.slip", redemption=name)
	assert (silent.status, silent.exc_type) == (422, "BadInputError") and "须填写理由" in silent.messages
	lost = ok(coordinator.call("redemption.slip", redemption=name, reason="打印机卡纸"))["pickup_code"]
	code, ended = lost, code
	entry = fresh().get_all(
		"Sensitive Access Log", {"reference_name": name}, ["user", "detail"], order_by="creation"
	)
	assert [(row.user, row.detail) for row in entry] == [
		(email("coordinator"), "First slip"),
		(email("coordinator"), "打印机卡纸"),
	]
	assert code not in coordinator.read("Point Redemption", name).text
	ok(coordinator.request("POST", APPLY, json=approve(name)))
	for quantity in (1, None):
		own = coordinator.call("redemption.hand_over", redemption=name, pickup_code=code, quantity=quantity)
		assert own.exc_type == "SeparationOfDutiesError" and "的领取单由您打印" in own.messages, own
	assert books(login, person, goods) == (55, 5, 1, 1)
	assert login("handler").call("redemption.hand_over", pickup_code=ended).status == 404
	handed = ok(login("handler").call("redemption.hand_over", pickup_code=code))
	assert (handed["stage"], handed["left"]) == ("Handed Over", 0)
	assert books(login, person, goods) == (55, 0, 1, 0)
	over = coordinator.call("redemption.slip", redemption=name)
	assert over.status == 409 and "没有待领取的物品" in over.messages


def test_a_further_slip_and_one_for_an_account_need_a_reason(login, redeemed, item, volunteer, fresh):  # noqa: F811
	name, _code, _goods, _me = redeemed(1)
	coordinator = login("coordinator")
	needless = coordinator.call("redemption.slip", redemption=name)
	assert needless.status == 409 and "可自行生成新的领取码" in needless.messages
	slip = ok(coordinator.call("redemption.slip", redemption=name, reason="手机丢了"))
	own = coordinator.call("redemption.hand_over", pickup_code=slip["pickup_code"])
	assert (own.status, own.exc_type) == (403, "SeparationOfDutiesError"), own
	body = {"volunteer": volunteer(), "reward_item": item()}
	other = ok(coordinator.call("redemption.redeem", **body))["redemption"]
	forged = coordinator.update("Point Redemption", other, slip_by=email("handler"))
	assert fresh().db.get_value("Point Redemption", other, "slip_by") is None, forged
	site = fresh()
	site.db.set_value("Point Redemption", other, "slip_by", email("deputy"))
	site.db.commit()
	second = coordinator.call("redemption.slip", redemption=other)
	assert (second.status, second.exc_type) == (422, "BadInputError"), (
		"a colleague's slip is not ended in silence"
	)
	ok(coordinator.call("redemption.release", redemption=other))


def test_a_shop_hands_over_by_the_code_alone(login, redeemed, shop):
	counter, other = login("handler"), login("handler2")
	name, code, goods, me = redeemed(2, shops=[{"shop": shop()}])
	before = books(login, me, goods)
	shown = ok(
		counter.query("redemption.by_code", pickup_code=f" {code[:4]}-{code[4:8]}-{code[8:]} ".lower())
	)
	assert (shown["redemption"], shown["left"], shown["reward_item"]) == (name, 2, goods)
	assert shown["volunteer"][1:] in ("*", "**"), "the shop sees no name"
	for user in (other, login("gridworker")):
		refused = user.query("redemption.by_code", pickup_code=code)
		assert refused.status == 404, refused
		assert "这里没有使用该领取码的待领取兑换。请志愿者再出示一次。" in refused.messages
		assert user.call("redemption.hand_over", pickup_code=code).status == 404
	assert counter.read("Point Redemption", name).status == 403, "the code opens the counter, not the record"
	assert counter.call("redemption.hand_over", redemption=name, pickup_code="A" * 12).status == 422
	assert books(login, me, goods) == before
	body = {"pickup_code": code, "idempotency_key": uuid4().hex}
	answer = ok(counter.call("redemption.hand_over", **body))
	assert (answer["stage"], answer["handed"], answer["left"]) == ("Handed Over", 2, 0)
	assert ok(counter.call("redemption.hand_over", **body)) == answer, "a retry hands over nothing more"
	balance, held, stock, held_stock = before
	assert books(login, me, goods) == (balance, held - 8, stock, held_stock - 2)
	entry = ok(
		login("coordinator").rows(
			"Reward Stock Entry",
			[["redemption", "=", name]],
			fields='["kind","quantity","shop","done_by","shelf_after"]',
		)
	)[0]
	assert (entry["kind"], entry["quantity"], entry["shelf_after"]) == ("Hand-over", -2, 3)
	assert entry["done_by"] == email("handler") and entry["shop"].startswith("爱心商户")
	assert counter.query("redemption.by_code", pickup_code=code).status == 404, "a code works once"


def test_a_shop_that_is_switched_off_hands_over_nothing(login, redeemed, shop):
	name = shop()
	_redemption, code, _goods, _me = redeemed(1, shops=[{"shop": name}])
	ok(login("coordinator").update("Reward Shop", name, enabled=0))
	assert login("handler").call("redemption.hand_over", pickup_code=code).status == 404


def test_what_is_not_approved_is_not_handed_over(login, redeemed, shop):
	name, code, goods, me = redeemed(2, approved=False, shops=[{"shop": shop()}])
	before = books(login, me, goods)
	for quantity in (1, 2):
		answer = login("handler").call("redemption.hand_over", pickup_code=code, quantity=quantity)
		assert (answer.status, answer.exc_type) == (422, "StageGuardError"), answer
		assert f"{name} 尚未批准。请志愿服务管理员批准。" in answer.messages
	assert books(login, me, goods) == before


def test_part_now_and_the_rest_is_released(login, redeemed):
	name, code, goods, me = redeemed(3)
	balance, held, stock, held_stock = books(login, me, goods)
	coordinator = login("coordinator")
	for quantity in (0, -1, 4):
		answer = coordinator.call(
			"redemption.hand_over", redemption=name, pickup_code=code, quantity=quantity
		)
		assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	wrong = coordinator.call("redemption.hand_over", redemption=name, pickup_code="B" * 12, quantity=1)
	assert (wrong.status, wrong.exc_type) == (422, "StageGuardError"), wrong
	first = ok(coordinator.call("redemption.hand_over", redemption=name, pickup_code=code, quantity=1))
	assert (first["stage"], first["handed"], first["left"]) == ("Approved", 1, 2)
	assert books(login, me, goods) == (balance, held - 4, stock, held_stock - 1)
	cancel = {"doc": f'{{"doctype": "Point Redemption", "name": "{name}"}}', "action": "Cancel"}
	ok(coordinator.request("POST", APPLY, json=cancel))
	assert books(login, me, goods) == (balance + 8, held - 12, stock + 2, held_stock - 3)
	entries = coordinator.rows(
		"Point Entry", [["source_name", "=", name]], fields='["kind","amount","held_amount"]'
	)
	booked = {(row["kind"], row["amount"], row["held_amount"]) for row in ok(entries)}
	assert booked == {("Hold", -12, 12), ("Release", 8, -8)}
	stored = ok(coordinator.read("Point Redemption", name))
	assert (stored["stage"], stored["handed_quantity"]) == ("Released", 1)


def test_two_counters_hand_over_the_last_piece_once(server, login, redeemed, shop):
	_name, code, goods, me = redeemed(1, shops=[{"shop": shop()}])
	balance, held, stock, held_stock = books(login, me, goods)
	users = [
		User(server, email(key), PASSWORD) for key in ("handler", "coordinator", "handler", "coordinator")
	]
	with ThreadPoolExecutor(4) as pool:
		answers = list(pool.map(lambda user: user.call("redemption.hand_over", pickup_code=code), users))
	statuses = sorted(answer.status for answer in answers)
	assert statuses[0] == 200 and statuses.count(200) == 1, answers
	assert all(status in (404, 409, 422) for status in statuses[1:]), answers
	assert books(login, me, goods) == (balance, held - 4, stock, held_stock - 1)


def test_goods_come_back(login, redeemed):
	name, code, goods, me = redeemed(3)
	coordinator = login("coordinator")
	early = coordinator.call("redemption.take_back", redemption=name, quantity=1, reason="坏的")
	assert (early.status, early.exc_type) == (422, "BadInputError"), early
	ok(coordinator.call("redemption.hand_over", redemption=name, pickup_code=code))
	balance, held, stock, held_stock = books(login, me, goods)
	assert (
		login("volunteer").call("redemption.take_back", redemption=name, quantity=1, reason="坏的").status
		== 403
	)
	assert coordinator.call("redemption.take_back", redemption=name, quantity=1, reason=" ").status == 422
	body = {"redemption": name, "quantity": 1, "reason": "包装破损", "idempotency_key": uuid4().hex}
	assert ok(coordinator.call("redemption.take_back", **body))["points"] == 4
	ok(coordinator.call("redemption.take_back", **body))
	assert books(login, me, goods) == (balance + 4, held, stock + 1, held_stock)
	ok(coordinator.call("redemption.take_back", redemption=name, quantity=2, reason="渗漏", to_shelf=0))
	assert books(login, me, goods) == (balance + 12, held, stock + 1, held_stock), (
		"what is spoilt is written off"
	)
	more = coordinator.call("redemption.take_back", redemption=name, quantity=1, reason="再退")
	assert more.status == 422 and "无法退回 1 件。已领取且未退回的有 0 件。" in more.messages, more


def test_goods_come_back_in_time_only(login, redeemed, administrator):
	name, code, _goods, _me = redeemed(1)
	coordinator = login("coordinator")
	ok(coordinator.call("redemption.hand_over", redemption=name, pickup_code=code))
	ok(administrator.update("Community Gov Settings", "Community Gov Settings", reward_return_days=0))
	try:
		late = coordinator.call("redemption.take_back", redemption=name, quantity=1, reason="坏的")
		assert late.status == 422 and "领取后 0 天内可以退回。这次已超过期限。" in late.messages, late
	finally:
		ok(administrator.update("Community Gov Settings", "Community Gov Settings", reward_return_days=7))


def test_a_limit_for_one_person(login, item, volunteer):  # noqa: F811
	goods, person, other = item(stock=10, points=1), volunteer(), volunteer()
	coordinator = login("coordinator")
	ok(coordinator.update("Reward Item", goods, limit_quantity=2, limit_period="Calendar Month"))
	ask = lambda whom, quantity: coordinator.call(  # noqa: E731
		"redemption.redeem", volunteer=whom, reward_item=goods, quantity=quantity
	)
	first = ok(ask(person, 1))["redemption"]
	over = ask(person, 2)
	assert (over.status, over.exc_type) == (409, "ConflictError"), over
	assert f"{goods} 每人（每月）限 2 件，已兑换 1 件。请减少数量或选择其他物品。" in over.messages
	assert books(login, person, goods) == (59, 1, 9, 1)
	ok(ask(person, 1))
	assert ask(person, 1).status == 409
	ok(ask(other, 2))
	cancel = {"doc": f'{{"doctype": "Point Redemption", "name": "{first}"}}', "action": "Cancel"}
	ok(coordinator.request("POST", APPLY, json=cancel))
	ok(ask(person, 1))


def test_the_limit_holds_when_many_ask_at_once(server, login, item, volunteer):  # noqa: F811
	goods, person = item(stock=50, points=1), volunteer()
	ok(login("coordinator").update("Reward Item", goods, limit_quantity=3, limit_period="Ever"))
	users = [User(server, email("coordinator"), PASSWORD) for _number in range(6)]
	body = {"volunteer": person, "reward_item": goods}
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda n: users[n % 6].call("redemption.redeem", **body), range(12)))
	assert sorted(answer.status for answer in answers) == [200] * 3 + [409] * 9, answers
	assert books(login, person, goods) == (57, 3, 47, 3)


def stock_of(login, goods: str) -> tuple[int, int]:
	row = ok(login("admin").read("Reward Item", goods))
	return row["stock"], row["held_stock"]


def test_the_shelf_is_received_counted_and_written_off(login, item, volunteer):  # noqa: F811
	goods, coordinator = item(stock=5, points=1), login("coordinator")
	book = lambda **values: coordinator.call("reward.book_stock", reward_item=goods, **values)  # noqa: E731
	body = {"kind": "Receipt", "quantity": 10, "donor": "演示超市", "idempotency_key": uuid4().hex}
	first = ok(book(**body))
	assert (first["quantity"], first["shelf_after"], first["stock"]) == (10, 15, 15)
	assert ok(book(**body)) == first and stock_of(login, goods) == (15, 0)
	ok(coordinator.call("redemption.redeem", volunteer=volunteer(), reward_item=goods, quantity=4))
	assert stock_of(login, goods) == (11, 4)
	low = book(kind="Stock Count", counted=3, reason="盘点")
	assert (low.status, low.exc_type) == (422, "BadInputError"), low
	assert f"{goods} 有 4 件已为志愿者预留，只盘到 3 件。请先释放兑换。" in low.messages
	silent = book(kind="Stock Count", counted=14)
	assert silent.status == 422 and "库存变动没有原因。请写明情况。" in silent.messages, silent
	counted = ok(book(kind="Stock Count", counted=14, reason="少了一件"))
	assert (counted["quantity"], counted["shelf_after"], counted["stock"]) == (-1, 14, 10)
	assert ok(book(kind="Stock Count", counted=14))["quantity"] == 0, "a count that agrees needs no reason"
	assert book(kind="Write-off", quantity=3, reason="x").status == 422
	assert book(kind="Write-off", quantity=-11, reason="受潮").status == 409, (
		"held pieces are not written off"
	)
	assert ok(book(kind="Write-off", quantity=-2, reason="受潮"))["stock"] == 8
	assert stock_of(login, goods) == (8, 4)


@pytest.mark.parametrize(
	"values",
	[
		{"kind": "Receipt", "quantity": 0},
		{"kind": "Receipt", "quantity": -1},
		{"kind": "Receipt", "quantity": 1_000_001},
		{"kind": "Stock Count", "counted": -1, "reason": "x"},
		{"kind": "Hand-over", "quantity": -1, "reason": "x"},
		{"kind": "Goods Return", "quantity": 1, "reason": "x"},
	],
	ids=str,
)
def test_impossible_stock_entries(values, login, item):  # noqa: F811
	goods, coordinator = item(stock=5), login("coordinator")
	assert coordinator.call("reward.book_stock", reward_item=goods, **values).status == 422
	assert coordinator.create("Reward Stock Entry", reward_item=goods, **values).status == 422
	assert stock_of(login, goods) == (5, 0)


def test_stock_and_its_trace_cannot_be_forged(login, item, shop, redeemed, administrator):  # noqa: F811
	goods, taken = item(stock=5), redeemed(quantity=1)[0]
	for user in (login("coordinator"), administrator):
		ok(user.update("Reward Item", goods, stock=500, held_stock=7))
		entry = user.names("Reward Stock Entry", [["reward_item", "=", goods]])[0]
		assert user.update("Reward Stock Entry", entry, quantity=500).status == 403
		assert user.delete("Reward Stock Entry", entry).status == 403
	forged = {"redemption": taken, "shop": shop(), "done_by": "Guest", "shelf_after": 99}
	made = ok(
		login("coordinator").create(
			"Reward Stock Entry", reward_item=goods, kind="Receipt", quantity=1, **forged
		)
	)
	assert (made["shelf_after"], made["done_by"]) == (6, email("coordinator"))
	assert not made.get("redemption") and not made.get("shop")
	assert stock_of(login, goods) == (6, 0)


def test_the_catalogue_says_what_one_may_have(login, item, shop, administrator):  # noqa: F811
	goods, name = item(stock=5, points=2), shop()
	ok(login("coordinator").update("Reward Shop", name, address="北街 1 号", opening_hours="9:00–17:00"))
	rows = [{"shop": name}]
	ok(
		login("coordinator").update(
			"Reward Item", goods, shops=rows, limit_quantity=3, limit_period="Calendar Year"
		)
	)
	mine = {row["reward_item"]: row for row in ok(login("volunteer").query("reward.catalogue"))}
	assert mine[goods]["shops"] == [{"shop": name, "address": "北街 1 号", "opening_hours": "9:00–17:00"}]
	assert (mine[goods]["still_allowed"], mine[goods]["points"], mine[goods]["stock"]) == (3, 2, 5)
	staff = {row["reward_item"]: row for row in ok(login("coordinator").query("reward.catalogue"))}
	assert staff[goods]["affordable"] is None and staff[goods]["still_allowed"] == 3
	assert login("handler").query("reward.catalogue").status == 403
	ok(login("coordinator").update("Reward Item", goods, enabled=0))
	assert goods not in [row["reward_item"] for row in ok(login("volunteer").query("reward.catalogue"))]
