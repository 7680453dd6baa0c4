"""Pick-up codes of others and of yesterday, a volunteer who leaves while redeeming."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import give_points, ok
from tests.rest.test_points import approve, books, item, volunteer  # noqa: F401
from tests.support.http import User

APPLY = "/api/method/frappe.model.workflow.apply_workflow"


@pytest.fixture
def held(login, item):  # noqa: F811
	"""held() -> (redemption, code, item, volunteer) of the demo volunteer, approved."""

	def make() -> tuple[str, str, str, str]:
		user, goods = login("volunteer"), item(points=2)
		me = user.names("Volunteer")[0]
		give_points(login, me)
		answer = ok(user.call("redemption.redeem", volunteer=me, reward_item=goods))
		ok(login("coordinator").request("POST", APPLY, json=approve(answer["redemption"])))
		return answer["redemption"], answer["pickup_code"], goods, me

	return make


def test_the_code_of_another_redemption_opens_none(login, held):
	one, code, goods, me = held()
	other, other_code, _goods, _me = held()
	before = books(login, me, goods)
	for quantity in (None, 1):
		body = {"redemption": one, "pickup_code": other_code, "quantity": quantity}
		answer = login("coordinator").call("redemption.hand_over", **body)
		assert (answer.status, answer.exc_type) == (422, "StageGuardError"), answer
		assert f"{one} 的领取码不符。请志愿者出示领取码。" in answer.messages
	assert books(login, me, goods) == before
	assert {ok(login("admin").read("Point Redemption", name))["stage"] for name in (one, other)} == {
		"Approved"
	}
	assert code != other_code


def test_a_code_ends_with_its_hold(login, held, fresh):
	"""Whoever comes a week too late is told so, also before the hourly job has released the hold."""
	name, code, goods, me = held()
	before, site = books(login, me, goods), fresh()
	site.db.set_value("Point Redemption", name, "expires_at", "2024-01-01 00:00:00")
	site.db.commit()
	for body in ({"redemption": name}, {}, {"quantity": 1}):
		answer = login("coordinator").call("redemption.hand_over", pickup_code=code, **body)
		assert (answer.status, answer.exc_type) == (422, "StageGuardError"), answer
	assert books(login, me, goods) == before
	ok(login("coordinator").call("redemption.act", redemption=name, action="Cancel"))
	assert login("coordinator").call("redemption.hand_over", pickup_code=code).status == 404


def test_nobody_leaves_with_points_on_hold(server, login, item, volunteer):  # noqa: F811
	"""Retiring and redeeming at once: whichever comes first, a retired volunteer holds nothing."""
	goods = item(stock=50, points=1)
	users = [User(server, email("coordinator"), PASSWORD) for _client in range(2)]
	for _round in range(5):
		someone = volunteer(10)
		steps = (
			lambda name=someone: users[0].call("redemption.redeem", volunteer=name, reward_item=goods),
			lambda name=someone: users[1].update("Volunteer", name, status="Retired"),
		)
		with ThreadPoolExecutor(2) as pool:
			answers = list(pool.map(lambda step: step(), steps))
		row = ok(login("admin").read("Volunteer", someone))
		assert (row["status"], row["held_points"]) in (("Retired", 0), ("Active", 1)), answers
		assert all(answer.status in (200, 409, 417, 422) for answer in answers), answers


def test_stored_answers_tell_no_code(login, item):  # noqa: F811
	"""A retry gets the first answer, which holds the code: nobody else reads it, nor asks for it by a filter."""
	user, goods, admin = login("volunteer"), item(points=1), login("admin")
	me, kind = user.names("Volunteer")[0], "Idempotency Key"
	give_points(login, me)
	body = {"volunteer": me, "reward_item": goods, "idempotency_key": uuid4().hex}
	code = ok(user.call("redemption.redeem", **body))["pickup_code"]
	for fields in ('["*"]', '["name", "answer"]'):
		assert code not in admin.rows(kind, [["user", "=", email("volunteer")]], fields=fields).text
	newest = admin.rows(kind, [["user", "=", email("volunteer")]], order_by="creation desc").data
	for row in newest or []:
		assert code not in admin.read(kind, row["name"]).text
	assert admin.rows(kind, [["answer", "like", f"%{code[:6]}%"]]).data in (None, [])
	assert ok(user.call("redemption.redeem", **body))["pickup_code"] == code
