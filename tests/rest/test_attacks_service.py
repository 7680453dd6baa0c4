"""Service and points under attack: one person in two roles, records of other places, side doors of the desk."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from community_gov.core import codes
from community_gov.demo import people
from community_gov.demo.people import PASSWORD, email
from tests.conftest import connect
from tests.rest.conftest import CHIBI_GRID, give_points, grant_points, ok
from tests.rest.test_points import approve, books, item, volunteer  # noqa: F401
from tests.rest.test_services import own, person, with_evidence  # noqa: F401
from tests.support.http import User

APPLY = "/api/method/frappe.model.workflow.apply_workflow"


def post(user, method: str, /, **body):
	return user.request("POST", f"/api/method/{method}", json=body)


def confirm(user, name: str):
	return user.call("service.act", service_record=name, action="Confirm")


@pytest.mark.parametrize("way", ["first", "together"])
def test_who_corrects_a_service_does_not_confirm_it(way, login, own):  # noqa: F811
	"""One hour becomes more, and the same hand confirms it: one person would write points for a friend."""
	coordinator, name = login("coordinator"), with_evidence(login("volunteer"), own)
	start = ok(coordinator.read("Service Record", name))["started_at"]
	earlier = datetime.fromisoformat(start) - timedelta(minutes=30)
	longer = {"started_at": str(earlier), "break_minutes": 5}
	if way == "together":
		answer = coordinator.update("Service Record", name, **longer, workflow_state="Confirmed")
	else:
		ok(coordinator.update("Service Record", name, **longer))
		ok(coordinator.update("Service Record", name, corrected_by=""))
		answer = confirm(coordinator, name)
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	if way == "first":
		assert "您改正过此服务，不能由您认定。请由其他志愿服务管理员或社区管理员认定。" in answer.messages, (
			answer
		)
		assert ok(confirm(login("manager"), name))["stage"] == "Confirmed"


def test_a_colleagues_word_does_not_wash_a_correction(login, person):  # noqa: F811
	"""The manager mends the text after the coordinator rewrote the hours: the coordinator still does not confirm."""
	name = with_evidence(login("admin"), person)
	ok(login("coordinator").update("Service Record", name, travel_minutes=5))
	ok(login("manager").update("Service Record", name, content="扶老人过马路"))
	assert confirm(login("coordinator"), name).status == 403
	ok(login("manager").update("Service Record", name, travel_minutes=0))
	assert confirm(login("manager"), name).status == 403
	assert confirm(login("admin"), name).status != 200, "who entered it does not confirm it either"


def test_who_corrected_it_never_confirms_it_also_written_anew(login, own):  # noqa: F811
	"""The volunteer touches a minute of what the coordinator rewrote: the hours are still the coordinator's."""
	coordinator, user = login("coordinator"), login("volunteer")
	name = with_evidence(user, own)
	ok(coordinator.update("Service Record", name, travel_minutes=15))
	ok(coordinator.call("service.act", service_record=name, action="Send Back", note="请核对时间"))
	ok(user.update("Service Record", name, travel_minutes=10))
	ok(user.call("service.act", service_record=name, action="Submit Again"))
	answer = confirm(coordinator, name)
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	assert ok(confirm(login("manager"), name))["stage"] == "Confirmed"


def test_a_second_account_approves_no_own_redemption(login, item, volunteer, administrator, fresh):  # noqa: F811
	"""The coordinator's number stands on the volunteer's record, which belongs to no account or to another one."""
	goods, someone, coordinator = item(), volunteer(), login("coordinator")
	number = "1390000" + str(uuid4().int)[:4]
	held = ok(coordinator.call("redemption.redeem", volunteer=someone, reward_item=goods))["redemption"]
	ok(administrator.update("Volunteer", someone, mobile=number))
	ok(administrator.update("User", email("coordinator"), mobile_no=number))
	try:
		answer = coordinator.request("POST", APPLY, json=approve(held))
		assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
		assert login("admin").read("Point Redemption", held).data["stage"] == "Requested"
	finally:
		ok(administrator.update("User", email("coordinator"), mobile_no=None))
	answer = coordinator.request("POST", APPLY, json=approve(held))
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), "cleared, it still tells"


def test_one_key_from_eight_clients_redeems_once(server, login, item):  # noqa: F811
	user, goods = login("volunteer"), item(stock=20, points=2)
	me = user.names("Volunteer")[0]
	give_points(login, me)
	before = books(login, me, goods)
	body = {"volunteer": me, "reward_item": goods, "idempotency_key": uuid4().hex}
	users = [User(server, email("volunteer"), PASSWORD) for _client in range(8)]
	with ThreadPoolExecutor(8) as pool:
		answers = list(pool.map(lambda client: client.call("redemption.redeem", **body), users))
	found = {answer.data["redemption"] for answer in answers if answer.status == 200}
	assert len(found) == 1 and all(answer.status in (200, 409) for answer in answers), answers
	balance, held, stock, held_stock = before
	assert books(login, me, goods) == (balance - 2, held + 2, stock - 1, held_stock + 1)
	other = user.call("redemption.redeem", **{**body, "quantity": 2})
	assert (other.status, other.exc_type) == (409, "ConflictError"), other
	# The key of one account opens nothing of another's.
	theirs = ok(login("coordinator").call("redemption.redeem", **body))
	assert theirs["redemption"] not in found and theirs["pickup_code"] is None


def test_goods_come_back_once_from_many_hands(server, login, item):  # noqa: F811
	user, coordinator, goods = login("volunteer"), login("coordinator"), item(stock=9, points=2)
	me = user.names("Volunteer")[0]
	give_points(login, me)
	held = ok(user.call("redemption.redeem", volunteer=me, reward_item=goods, quantity=2))
	ok(coordinator.request("POST", APPLY, json=approve(held["redemption"])))
	ok(coordinator.call("redemption.hand_over", pickup_code=held["pickup_code"]))
	balance, points, stock, held_stock = books(login, me, goods)
	users = [User(server, email("coordinator"), PASSWORD) for _client in range(6)]
	body = {"redemption": held["redemption"], "quantity": 2, "reason": "坏的"}
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda client: client.call("redemption.take_back", **body), users))
	assert sorted(answer.status for answer in answers) == [200] + [422] * 5, answers
	assert books(login, me, goods) == (balance + 4, points, stock + 2, held_stock)


def test_a_code_is_not_found_by_asking(login, item):  # noqa: F811
	"""A fingerprint is found in a thousand questions where a list answers 'does it begin with A?'."""
	user, goods, coordinator = login("volunteer"), item(points=1), login("coordinator")
	field = "pickup_code_fingerprint"
	me = user.names("Volunteer")[0]
	give_points(login, me)
	held = ok(user.call("redemption.redeem", volunteer=me, reward_item=goods))
	code, asked = codes.fingerprint(held["pickup_code"]), {"doctype": "Point Redemption"}
	like = [[field, "like", f"{code[:3]}%"]]
	ways = {
		"frappe.client.get_list": {**asked, "filters": json.dumps(like)},
		"frappe.client.get_count": {**asked, "filters": json.dumps(like)},
		"frappe.client.get_value": {**asked, "filters": json.dumps(like), "fieldname": "name"},
		"frappe.desk.reportview.get": {**asked, "fields": '["name"]', "filters": json.dumps(like)},
		"frappe.desk.reportview.get_count": {**asked, "filters": json.dumps(like)},
		"frappe.desk.search.search_link": {**asked, "txt": "", "filters": json.dumps(like)},
	}
	for way, body in ways.items():
		answer = coordinator.request("GET", f"/api/method/{way}", params=body)
		assert answer.status == 403, (way, answer)
		sorted_by = {**{k: v for k, v in body.items() if k != "filters"}, "order_by": f"{field} asc"}
		if way.endswith(("get_list", "reportview.get")):
			assert coordinator.request("GET", f"/api/method/{way}", params=sorted_by).status == 403, way
	shown = coordinator.request(
		"GET", "/api/method/frappe.client.get_list", params={**asked, "fields": f'["name", "{field}"]'}
	)
	assert code not in shown.text
	ok(user.call("redemption.release", redemption=held["redemption"]))


KEPT = (
	"Volunteer",
	"Service Record",
	"Point Redemption",
	"Point Transfer",
	"Point Adjustment",
	"Point Entry",
)


@pytest.fixture(scope="module")
def of_chibi(login):
	"""One record of each kind that belongs to a volunteer of Chibi: {doctype: name}."""
	coordinator = login("coordinator")
	goods = f"毛巾{uuid4().hex[:8]}"
	ok(coordinator.create("Reward Item", item_name=goods, points=1, stock=5))
	someone, other = (
		ok(coordinator.create("Volunteer", full_name=f"赵演示{uuid4().hex[:6]}", grid=CHIBI_GRID))["name"]
		for _person in range(2)
	)
	grant_points(login, someone, 60)
	return {
		"Volunteer": someone,
		"Service Record": with_evidence(coordinator, someone),
		"Point Redemption": ok(coordinator.call("redemption.redeem", volunteer=someone, reward_item=goods))[
			"redemption"
		],
		"Point Transfer": ok(coordinator.call("points.give", giver=someone, taker=other, points=1))["name"],
		"Point Adjustment": ok(coordinator.call("points.adjust", volunteer=someone, points=1, reason="x"))[
			"name"
		],
		"Point Entry": coordinator.names("Point Entry", [["volunteer", "=", someone]])[0],
		"Reward Item": goods,
	}


@pytest.fixture(scope="module")
def stranger(server, world):
	"""A coordinator of Zhelu, another city, for as long as these tests run."""
	account = people.Account(f"far{uuid4().hex[:6]}", "Volunteer Coordinator", 17, "zhelu")
	import frappe as site

	connect()
	name = email(account.key)
	site.set_user("Administrator")
	people.make_user(account)
	people.join_team(account)
	site.db.commit()
	yield User(server, name, PASSWORD)
	connect()
	site.db.delete("Grid Team Member", {"user": name})
	site.db.set_value("User", name, "enabled", 0)
	site.db.commit()


@pytest.mark.parametrize("doctype", KEPT)
def test_staff_of_elsewhere_meet_nothing_of_it(doctype, login, stranger, of_chibi):
	name = of_chibi[doctype]
	assert stranger.read(doctype, name).status == 403
	assert name not in stranger.rows(doctype).text
	assert stranger.update(doctype, name, step_note="x", note="x").status == 403
	shared = {"doctype": doctype, "name": name, "user": stranger.email, "read": 1, "write": 1}
	for user in (stranger, login("coordinator")):
		assert post(user, "frappe.share.add", **shared).status == 403, user.email
	assign = {"doctype": doctype, "name": name, "assign_to": json.dumps([stranger.email])}
	post(login("coordinator"), "frappe.desk.form.assign_to.add", **assign, description="x")
	assert stranger.read(doctype, name).status == 403
	assert name not in stranger.rows(doctype).text


def test_staff_of_elsewhere_take_no_step(stranger, of_chibi):
	someone, goods = of_chibi["Volunteer"], of_chibi["Reward Item"]
	times = {"started_at": "2024-05-01 09:00:00", "ended_at": "2024-05-01 10:00:00"}
	calls = {
		"service.record": {"volunteer": someone, **times},
		"service.act": {"service_record": of_chibi["Service Record"], "action": "Reject", "note": "x"},
		"points.adjust": {"volunteer": someone, "points": 5, "reason": "x"},
		"points.give": {"giver": someone, "taker": someone, "points": 1},
		"points.reverse": {"point_entry": of_chibi["Point Entry"], "reason": "x"},
		"points.act": {"doctype": "Point Transfer", "name": of_chibi["Point Transfer"], "action": "Grant"},
		"redemption.redeem": {"volunteer": someone, "reward_item": goods},
		"redemption.act": {"redemption": of_chibi["Point Redemption"], "action": "Cancel"},
		"redemption.release": {"redemption": of_chibi["Point Redemption"]},
		"redemption.take_back": {"redemption": of_chibi["Point Redemption"], "quantity": 1, "reason": "x"},
	}
	for method, body in calls.items():
		assert stranger.call(method, **body).status == 403, method
	for method in ("points.balance", "points.statement", "points.statement_pdf"):
		assert stranger.query(method, volunteer=someone).status == 403, method
	assert ok(stranger.query("service_figures.liability"))["held"] == 0


def test_a_shop_sees_nothing_but_what_a_code_opens(login, of_chibi):
	"""A user behind a counter holds no role: records, lists, links and reports stay shut."""
	counter = login("handler")
	shop = f"爱心商户{uuid4().hex[:8]}"
	rows = [{"user": email("handler")}]
	ok(login("coordinator").create("Reward Shop", shop_name=shop, grid=CHIBI_GRID, users=rows))
	ok(login("coordinator").update("Reward Item", of_chibi["Reward Item"], shops=[{"shop": shop}]))
	try:
		for doctype in (*KEPT, "Reward Item", "Reward Shop", "Reward Stock Entry", "Point Lot"):
			assert counter.rows(doctype).status == 403, doctype
			link = {"doctype": doctype, "txt": ""}
			found = counter.request("GET", "/api/method/frappe.desk.search.search_link", params=link)
			assert found.status == 403 or not found.data, (doctype, found)
			if doctype in of_chibi:
				assert counter.read(doctype, of_chibi[doctype]).status == 403, doctype
		child = {"doctype": "Reward Item Shop", "parent": "Reward Item", "fields": '["parent"]'}
		assert counter.request("GET", "/api/method/frappe.client.get_list", params=child).data in (None, [])
		step = {"redemption": of_chibi["Point Redemption"]}
		assert counter.call("redemption.act", **step, action="Approve").status == 403
		assert counter.call("redemption.take_back", **step, quantity=1, reason="x").status == 403
		assert counter.call("redemption.new_pickup_code", **step).status == 403
		assert counter.query("redemption.by_code", pickup_code="A" * 12).status == 404
	finally:
		ok(login("coordinator").update("Reward Shop", shop, enabled=0))


GUEST_CALLS = (
	*("service.record", "service.act", "points.give", "points.adjust", "points.act", "points.reverse"),
	*("points.import_openings", "redemption.redeem", "redemption.hand_over", "redemption.take_back"),
	*(
		"redemption.act",
		"redemption.release",
		"redemption.new_pickup_code",
		"reward.book_stock",
		"activity.sign_up",
		"activity.check_in",
	),
)
GUEST_QUERIES = (
	*("points.balance", "points.statement", "redemption.mine", "redemption.by_code", "reward.catalogue"),
	*("service.next_steps", "service_figures.service", "service_figures.liability"),
)


def test_guests_are_shown_and_moved_nothing(login, of_chibi):
	guest = login(None)
	for method in GUEST_CALLS:
		assert guest.call(method, volunteer=of_chibi["Volunteer"]).status in (401, 403), method
	for method in GUEST_QUERIES:
		assert guest.query(method, volunteer=of_chibi["Volunteer"]).status in (401, 403), method
	for doctype in (*KEPT, "Reward Item", "Reward Shop"):
		assert guest.rows(doctype).status in (401, 403), doctype


STEPPED = ("Service Record", "Point Redemption", "Point Transfer", "Point Adjustment")


@pytest.mark.parametrize("key", ["coordinator", "admin", "Administrator"])
@pytest.mark.parametrize("doctype", [*STEPPED, "Volunteer", "Reward Item"])
def test_side_doors_move_neither_points_nor_goods(doctype, key, login, of_chibi, administrator):
	"""Renaming, cancelling, deleting, bulk edit, the form and run_doc_method."""
	name = of_chibi[doctype]
	user = administrator if key == "Administrator" else login(key)
	before = (books(login, of_chibi["Volunteer"], of_chibi["Reward Item"]), rest_of(login, doctype, name))
	forged = {
		"balance": 999,
		"held_points": 0,
		"stock": 999,
		"held_stock": 0,
		"points": 999,
		"hours": 99,
		"stage": "Confirmed",
		"decided_by": email("manager"),
		"handed_quantity": 1,
		"returned_quantity": 5,
	}
	if doctype == "Reward Item":
		forged.pop("points")
	doc = {**ok(login("admin").read(doctype, name)), **forged}
	bulk = "frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs"
	names = json.dumps([name])
	calls = [
		("frappe.client.rename_doc", {"doctype": doctype, "old_name": name, "new_name": "x"}),
		(
			"frappe.model.rename_doc.update_document_title",
			{"doctype": doctype, "docname": name, "name": "x", "enqueue": False},
		),
		("frappe.client.delete", {"doctype": doctype, "name": name}),
		("frappe.desk.reportview.delete_items", {"doctype": doctype, "items": names}),
		("frappe.client.submit", {"doc": doc}),
		("frappe.client.cancel", {"doctype": doctype, "name": name}),
		("frappe.desk.form.save.cancel", {"doctype": doctype, "name": name}),
		("frappe.client.save", {"doc": doc}),
		("frappe.desk.form.save.savedocs", {"doc": json.dumps(doc), "action": "Save"}),
		("frappe.desk.form.save.savedocs", {"doc": json.dumps(doc), "action": "Submit"}),
		("frappe.client.bulk_update", {"docs": json.dumps([{**doc, "docname": name}])}),
		(bulk, {"doctype": doctype, "docnames": names, "action": "update", "data": json.dumps(forged)}),
		(bulk, {"doctype": doctype, "docnames": names, "action": "cancel"}),
		("run_doc_method", {"dt": doctype, "dn": name, "method": "db_set", "args": json.dumps(forged)}),
		("run_doc_method", {"docs": json.dumps(doc), "method": "save"}),
		("run_doc_method", {"docs": json.dumps(doc), "method": "move_to_stage"}),
	]
	calls += [
		("frappe.client.set_value", {"doctype": doctype, "name": name, "fieldname": field, "value": value})
		for field, value in forged.items()
	]
	for method, body in calls:
		assert post(user, method, **body).status < 500, method
	user.update(doctype, name, **forged)
	user.delete(doctype, name)
	after = (books(login, of_chibi["Volunteer"], of_chibi["Reward Item"]), rest_of(login, doctype, name))
	assert after == before


def rest_of(login, doctype: str, name: str) -> dict:
	"""What of a record the system alone writes."""
	doc = ok(login("admin").read(doctype, name))
	fields = ("stage", "docstatus", "owner", "points", "hours", "decided_by", "handed_quantity")
	return {field: doc.get(field) for field in (*fields, "returned_quantity", "grid")}


def test_only_an_administrator_makes_somebody_anonymous(login, volunteer):  # noqa: F811
	leaver = volunteer(7)
	body = {"volunteer": leaver, "idempotency_key": uuid4().hex}
	for key in ("coordinator", "manager", "volunteer", "gridworker", None):
		assert login(key).call("volunteer.anonymise", **body).status == 403, key
	admin = login("admin")
	early = admin.call("volunteer.anonymise", volunteer=leaver)
	assert (early.status, early.exc_type) == (409, "ConflictError"), early
	ok(login("coordinator").update("Volunteer", leaver, status="Retired"))
	done = ok(admin.call("volunteer.anonymise", **body))
	assert (done["points_booked_off"], ok(admin.call("volunteer.anonymise", **body))) == (7, done)
	again = admin.call("volunteer.anonymise", volunteer=leaver)
	assert again.status == 409 and "该志愿者已经匿名。无须再办。" in again.messages, again
	stored = ok(admin.read("Volunteer", leaver))
	assert (stored["full_name"], stored["balance"]) == ("已匿名", 0)
	for forged in ({"status": "Active"}, {"anonymised_on": None}, {"full_name": "赵演示"}):
		assert admin.update("Volunteer", leaver, **forged).status == 409, forged
	assert ok(admin.read("Volunteer", leaver))["anonymised_on"], "it cannot be unsaid"
