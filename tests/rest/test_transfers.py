"""Points given away and corrected: by whom, how many a month, and never for oneself."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from pypdf import PdfReader

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, grant_points, ok
from tests.rest.test_points import volunteer  # noqa: F401
from tests.support.http import User


def balance(login, name: str) -> float:
	return login("admin").read("Volunteer", name).data["balance"]


def ask(user, giver: str, taker: str, points: float = 10, **values) -> str:
	return ok(user.call("points.give", giver=giver, taker=taker, points=points, **values))["name"]


def act(user, name: str, action: str, doctype: str = "Point Transfer", **values):
	return user.call("points.act", doctype=doctype, name=name, action=action, **values)


def test_given_points_move_once_somebody_else_grants_it(login, volunteer):  # noqa: F811
	giver, taker = volunteer(60), volunteer(0)
	name = ask(login("coordinator"), giver, taker, 12.5)
	assert (balance(login, giver), balance(login, taker)) == (60, 0)
	answer = act(login("coordinator"), name, "Grant")
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	assert ok(act(login("manager"), name, "Grant"))["stage"] == "Granted"
	assert (balance(login, giver), balance(login, taker)) == (47.5, 12.5)
	again = act(login("manager"), name, "Grant")
	assert (again.status, balance(login, taker)) == (422, 12.5), again


@pytest.mark.parametrize("points", [0, -5, 0.001, 100_001, "nan", "x", [5]], ids=str)
def test_odd_amounts_are_refused(points, login, volunteer):  # noqa: F811
	giver, taker = volunteer(60), volunteer(0)
	body = {"giver": giver, "taker": taker, "points": points}
	for answer in (
		login("coordinator").call("points.give", **body),
		login("coordinator").create("Point Transfer", **body, kind="Gift"),
	):
		assert answer.status in (417, 422), answer
	assert (balance(login, giver), balance(login, taker)) == (60, 0)


def test_nobody_gives_to_themselves_or_to_who_has_left(login, volunteer):  # noqa: F811
	giver, gone, coordinator = volunteer(60), volunteer(0), login("coordinator")
	answer = coordinator.call("points.give", giver=giver, taker=giver, points=1)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	ok(coordinator.update("Volunteer", gone, status="Retired"))
	answer = coordinator.call("points.give", giver=giver, taker=gone, points=1)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_family_needs_one_household(login, volunteer):  # noqa: F811
	body = {"giver": volunteer(60), "taker": volunteer(0), "points": 1, "kind": "Family"}
	answer = login("coordinator").call("points.give", **body)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_more_than_the_balance_is_refused_and_nothing_moves(login, volunteer):  # noqa: F811
	giver, taker = volunteer(10), volunteer(0)
	name = ask(login("coordinator"), giver, taker, 10.01)
	answer = act(login("manager"), name, "Grant")
	assert (answer.status, answer.exc_type) == (409, "InsufficientPointsError"), answer
	assert (balance(login, giver), balance(login, taker)) == (10, 0)


def test_the_limit_of_the_month_holds_for_parallel_grants(server, login, volunteer):  # noqa: F811
	"""200 a month as shipped: of three transfers of 90, granted at once, two go through."""
	giver, takers = volunteer(300), [volunteer(0) for _taker in range(3)]
	names = [ask(login("coordinator"), giver, taker, 90) for taker in takers]
	users = [User(server, email("manager"), PASSWORD) for _name in names]
	with ThreadPoolExecutor(3) as pool:
		answers = list(pool.map(lambda pair: act(pair[0], pair[1], "Grant"), zip(users, names, strict=True)))
	assert sorted(answer.status for answer in answers) == [200, 200, 409], answers
	assert balance(login, giver) == 120
	assert sorted(balance(login, taker) for taker in takers) == [0, 90, 90]


def test_two_who_give_to_each_other_at_once_do_not_block(server, login, volunteer):  # noqa: F811
	one, other = volunteer(60), volunteer(60)
	pairs = [(one, other), (other, one)] * 3
	names = [ask(login("coordinator"), *pair, 5) for pair in pairs]
	users = [User(server, email("manager"), PASSWORD) for _name in names]
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda pair: act(pair[0], pair[1], "Grant"), zip(users, names, strict=True)))
	assert {answer.status for answer in answers} == {200}, answers
	assert (balance(login, one), balance(login, other)) == (60, 60)


def test_a_volunteer_gives_the_own_points_only(login, volunteer):  # noqa: F811
	user = login("volunteer")
	own, other = user.names("Volunteer")[0], volunteer(60)
	assert user.call("points.give", giver=other, taker=own, points=5).status == 403
	name = ask(user, own, other, 1)
	assert act(user, name, "Grant").status == 422
	assert login("handler").read("Point Transfer", name).status == 403
	assert ok(act(user, name, "Withdraw"))["stage"] == "Withdrawn"


def test_a_transfer_changes_no_more_once_asked_for(login, volunteer):  # noqa: F811
	giver, taker, thief = volunteer(60), volunteer(0), volunteer(0)
	name = ask(login("coordinator"), giver, taker, 5)
	for values in ({"points": 50}, {"taker": thief}, {"giver": thief}, {"kind": "Family"}):
		assert login("manager").update("Point Transfer", name, **values).status == 417
	ok(login("manager").update("Point Transfer", name, stage="Granted", decided_by=email("manager")))
	assert login("manager").read("Point Transfer", name).data["stage"] == "Requested"
	assert balance(login, taker) == 0


def test_an_adjustment_takes_two_people_and_never_the_volunteer(login, volunteer, administrator):  # noqa: F811
	person, coordinator, manager = volunteer(60), login("coordinator"), login("manager")
	asked = ok(coordinator.call("points.adjust", volunteer=person, points=-20, reason="多记了"))["name"]
	kind = "Point Adjustment"
	answer = act(coordinator, asked, "Grant", kind)
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	assert ok(act(manager, asked, "Grant", kind))["stage"] == "Granted"
	asked = ok(coordinator.call("points.adjust", volunteer=person, points=-5, reason="多记了"))["name"]
	ok(administrator.update("Volunteer", person, user=email("manager")))
	try:
		answer = act(manager, asked, "Grant", kind)
		assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	finally:
		ok(administrator.update("Volunteer", person, user=None))
	answer = act(manager, asked, "Grant", kind)
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), "unlinked, it still tells"
	assert balance(login, person) == 40


@pytest.mark.parametrize(
	"values", [{"points": 0}, {"points": 1e9}, {"points": 100_000.01}, {"reason": " "}, {"points": 0.001}]
)
def test_impossible_adjustments(values, login, volunteer):  # noqa: F811
	body = {"volunteer": volunteer(60), "points": 5, "reason": "x", **values}
	assert login("coordinator").call("points.adjust", **body).status in (417, 422)


def test_a_refusal_needs_its_reason(login, volunteer):  # noqa: F811
	asked = ok(login("coordinator").call("points.adjust", volunteer=volunteer(60), points=5, reason="x"))[
		"name"
	]
	assert act(login("manager"), asked, "Refuse", "Point Adjustment").status == 422
	assert (
		ok(act(login("manager"), asked, "Refuse", "Point Adjustment", note="没有凭证"))["stage"] == "Refused"
	)


def test_the_same_key_asks_once(login, volunteer):  # noqa: F811
	body = {"giver": volunteer(60), "taker": volunteer(0), "points": 5, "idempotency_key": uuid4().hex}
	assert len({ok(login("coordinator").call("points.give", **body))["name"] for _try in range(2)}) == 1


WRITES = {
	"Point Entry": {"kind": "Credit", "amount": 99},
	"Point Lot": {"amount": 99, "remaining": 99},
	"Point Lot Use": {"amount": 99},
}


@pytest.mark.parametrize("key", ["coordinator", "admin", "Administrator"])
@pytest.mark.parametrize("doctype", WRITES)
def test_the_ledger_is_written_through_no_path(doctype, key, login, volunteer, administrator):  # noqa: F811
	"""REST, client.*, the form, renaming, cancelling, bulk and run_doc_method: all are refused, nothing moves."""
	person = volunteer(60)
	grant_points(login, person, -5)
	user = administrator if key == "Administrator" else login(key)
	name = login("admin").names(doctype, [["volunteer", "=", person]])[0]
	stored, count = ok(login("admin").read(doctype, name)), len(rows_of(login, doctype, person))
	new = {"doctype": doctype, "volunteer": person, **WRITES[doctype]}
	changed = {**stored, **WRITES[doctype]}
	field = next(iter(WRITES[doctype]))
	calls = [
		("frappe.client.insert", {"doc": new}),
		("frappe.client.insert_many", {"docs": [new]}),
		("frappe.client.save", {"doc": changed}),
		("frappe.client.set_value", {"doctype": doctype, "name": name, "fieldname": field, "value": 99}),
		("frappe.client.bulk_update", {"docs": [{**changed, "docname": name}]}),
		("frappe.client.delete", {"doctype": doctype, "name": name}),
		("frappe.client.submit", {"doc": stored}),
		("frappe.client.cancel", {"doctype": doctype, "name": name}),
		("frappe.client.rename_doc", {"doctype": doctype, "old_name": name, "new_name": "x"}),
		("frappe.desk.form.save.savedocs", {"doc": frappe_json(changed), "action": "Save"}),
		("frappe.desk.form.save.savedocs", {"doc": frappe_json(changed), "action": "Submit"}),
		("frappe.desk.form.save.cancel", {"doctype": doctype, "name": name}),
		("frappe.desk.reportview.delete_items", {"doctype": doctype, "items": frappe_json([name])}),
		("run_doc_method", {"dt": doctype, "dn": name, "method": "db_set", "args": frappe_json({field: 99})}),
		("run_doc_method", {"docs": frappe_json(changed), "method": "save"}),
	]
	user.update(doctype, name, **WRITES[doctype])
	user.delete(doctype, name)
	user.create(doctype, volunteer=person, **WRITES[doctype])
	for method, body in calls:
		user.request("POST", f"/api/method/{method}", json=body)
	assert ok(login("admin").read(doctype, name)) == stored
	assert len(rows_of(login, doctype, person)) == count
	assert balance(login, person) == 55


def rows_of(login, doctype: str, person: str) -> list[str]:
	return login("admin").names(doctype, [["volunteer", "=", person]])


def frappe_json(value) -> str:
	return json.dumps(value, default=str)


def test_a_volunteer_of_elsewhere_is_not_given_to_by_guessing(login, volunteer):  # noqa: F811
	"""A grid worker and a unit have nothing to do with points."""
	body = {"giver": volunteer(60), "taker": volunteer(0), "points": 5}
	for key in ("gridworker", "handler", "operator", None):
		assert login(key).call("points.give", **body).status == 403


def test_opening_points_keep_the_grid_of_the_volunteer(login, volunteer):  # noqa: F811
	person = volunteer(0)
	grant_points(login, person, 3)
	rows = ok(
		login("manager").rows("Point Adjustment", [["volunteer", "=", person]], fields='["grid", "points"]')
	)
	assert rows == [{"grid": CHIBI_GRID, "points": 3}]


def test_a_volunteer_sees_the_own_statement_and_nobody_else_s(login, volunteer):  # noqa: F811
	user, other = login("volunteer"), volunteer(60)
	own = user.names("Volunteer")[0]
	assert ok(user.query("points.statement"))["volunteer"] == own
	assert ok(user.query("points.balance"))["volunteer"] == own
	for method in ("points.statement", "points.balance", "points.statement_pdf"):
		assert user.query(method, volunteer=other).status == 403
		assert login(None).query(method).status == 403
		assert login("handler").query(method).status == 403
	found = ok(login("coordinator").query("points.statement", volunteer=other))
	assert (found["opening"], found["closing"], len(found["entries"])) == (0, 60, 1)
	assert login("coordinator").query("points.statement", volunteer=other, month="x").status == 422


def test_the_statement_is_a_pdf_that_one_can_file(login):
	user = login("volunteer")
	path = "/api/method/community_gov.api.v1.points.statement_pdf"
	response = user.session.get(user.url + path, timeout=120)
	assert response.status_code == 200, response.text
	text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
	assert all(words in text for words in ("积分对账单", "期初余额", "期末余额"))
