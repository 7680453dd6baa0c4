"""People over REST: steps of residence, a person found by a number without learning it."""

from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, ok
from tests.support.registry import adult, person_values

SERVICE = "Service to the Person"


@pytest.fixture(scope="module")
def home(login):
	"""A building of the near grid with two empty households: (household, other)."""
	manager = login("manager")
	name = f"接口小区{uuid4().hex[:6]}"
	compound = ok(manager.create("Residential Compound", compound_name=name, grid=CHIBI_GRID[:12]))["name"]
	values = {"compound": compound, "building_number": "6栋", "grid": CHIBI_GRID}
	building = ok(manager.create("Building", **values))["name"]
	return [
		ok(manager.create("Household", building=building, unit_number="1", room_number=room))["name"]
		for room in ("101", "102")
	]


def registered(login, household: str, **values) -> dict:
	typed = person_values(household=household, **values)
	typed.pop("doctype")
	# The site outlives a run: numbers of the series would be on file already.
	typed.pop("identity_number")
	return ok(login("gridworker").create("Resident", **typed))


def test_a_life_on_the_register(login, home):
	household, other = home
	worker = login("gridworker")
	head = registered(login, household, relation_to_head="Head")["name"]
	spouse = registered(login, household, relation_to_head="Spouse")["name"]
	answer = ok(worker.query("resident.household", household=household))
	assert [row["name"] for row in answer["members"]] == [head, spouse]
	assert answer["head"] == head

	refused = worker.call("resident.move", resident=head, household=other)
	assert refused.status == 409 and "请指定新户主" in refused.messages
	moved = ok(worker.call("resident.move", resident=head, household=other, new_head=spouse))
	assert (moved["household"], moved["status"]) == (other, "Present")
	left = ok(worker.call("resident.leave", resident=spouse, place="武汉"))
	assert left["status"] == "Moved Out" and left["moved_out_on"]
	back = ok(worker.call("resident.come_back", resident=spouse, household=other, relation="Spouse"))
	assert (back["household"], back["moved_out_on"]) == (other, None)
	dead = ok(worker.call("resident.die", resident=head))
	assert dead["status"] == "Deceased"
	assert ok(worker.call("resident.correct", resident=head, note="Mistaken"))["status"] == "Present"
	records = ok(worker.query("resident.history", resident=head))["records"]
	assert [row["event"] for row in records] == ["Corrected", "Died", "Moved Within", "Registered"]


def test_a_step_sent_twice_is_one(login, home):
	person, key = registered(login, home[0])["name"], uuid4().hex
	worker = login("gridworker")
	first = worker.call("resident.leave", resident=person, idempotency_key=key)
	assert ok(worker.call("resident.leave", resident=person, idempotency_key=key)) == ok(first)
	assert len(ok(worker.query("resident.history", resident=person))["records"]) == 2


@pytest.mark.parametrize("key", ["gridworker.zhelu", "operator", "handler", "supervisor", None])
def test_steps_are_for_the_own_area(login, home, key):
	person = registered(login, home[0])["name"]
	for endpoint in ("move", "leave", "die", "come_back", "correct"):
		values = {"household": home[1]} if endpoint in ("move", "come_back") else {}
		assert login(key).call(f"resident.{endpoint}", resident=person, **values).status == 403
	assert ok(login("gridworker").read("Resident", person))["status"] == "Present"


def test_bad_days_change_nothing(login, home):
	person = registered(login, home[0])["name"]
	for day in ("tomorrow", "2024-13-01", "2999-01-01", "1800-01-01"):
		answer = login("gridworker").call("resident.leave", resident=person, on=day)
		assert answer.status == 422, answer
	assert ok(login("gridworker").read("Resident", person))["status"] == "Present"


def test_nobody_brings_people_into_another_area(login, home):
	typed = {"full_name": "周演示", "grid": ZHELU_GRID}
	assert login("gridworker").create("Resident", **typed).status == 403
	assert login("gridworker.zhelu").create("Resident", full_name="周演示", household=home[0]).status == 403
	person = ok(login("gridworker").create("Resident", full_name="周演示", grid=CHIBI_GRID))["name"]
	for change in ({"grid": ZHELU_GRID}, {"grid": ZHELU_GRID, "household": home[0]}):
		answer = login("gridworker").update("Resident", person, **change)
		assert answer.status == 403, answer
	assert ok(login("gridworker").read("Resident", person))["grid"] == CHIBI_GRID


def test_found_by_a_number_that_nobody_learns(login, home, administrator):
	person = adult(int(uuid4().hex[:4], 16) + 800_000)
	typed = {"full_name": person["full_name"], "mobile": person["mobile"], "household": home[0]}
	created = login("gridworker").create("Resident", identity_number=person["identity_number"], **typed)
	name = (
		created.data["name"]
		if created.status == 200
		else administrator.names("Resident", [["full_name", "=", person["full_name"]]])[0]
	)
	for asked in (
		{"identity_number": person["identity_number"].lower()},
		{"mobile": "+86" + person["mobile"]},
	):
		answer = login("manager").call("resident.find", purpose=SERVICE, **asked)
		assert name in [row["name"] for row in ok(answer)["residents"]]
		assert person["identity_number"] not in answer.text and person["mobile"] not in answer.messages
	looks = [["reference_name", "=", name]]
	entries = ok(login("admin").rows("Sensitive Access Log", looks, fields='["fields_shown"]'))
	assert {"search by identity", "search by mobile"} <= {row["fields_shown"] for row in entries}
	far = login("gridworker.zhelu").call(
		"resident.find", identity_number=person["identity_number"], purpose=SERVICE
	)
	assert ok(far)["residents"] == []
	assert login("operator").call("resident.find", mobile=person["mobile"], purpose=SERVICE).status == 403


@pytest.mark.parametrize(
	"asked", [{}, {"mobile": "154****0001"}, {"mobile": "1540"}, {"mobile": "1", "identity_number": "2"}]
)
def test_a_search_needs_one_whole_number(login, asked):
	answer = login("manager").call("resident.find", purpose=SERVICE, **asked)
	assert answer.status == 422 and "完整号码" in answer.messages
	answer = login("manager").call("resident.find", purpose="Curiosity", mobile="15400000001")
	assert answer.status == 422 and "Curiosity" in answer.messages


def test_a_person_in_one_look(login, home):
	worker = login("gridworker")
	born = {"birth_date": "1940-01-01"}
	person = registered(login, home[0], **born)["name"]
	ok(worker.create("Resident Care Tag", resident=person, care_tag="高龄老人"))
	ended = {"from_date": "2020-01-01", "to_date": "2020-02-01"}
	ok(worker.create("Resident Care Tag", resident=person, care_tag="临时困难", **ended))
	visit = ok(worker.create("Visit", resident=person))["name"]
	ok(worker.call("visit.record", resident=person, result="Met"))
	ok(
		login("manager").create(
			"Personal Data Request", resident=person, kind="Explanation", request="为什么"
		)
	)
	seen = ok(worker.query("resident.in_one_look", resident=person))
	assert seen["age"] >= 86
	assert person in [row["name"] for row in seen["household"]["members"]]
	assert [row["care_tag"] for row in seen["tags"]] == ["高龄老人"]
	assert [row["name"] for row in seen["visits"]["next"]] == [visit]
	assert [row["result"] for row in seen["visits"]["last"]] == ["Met"]
	assert seen["requests"] == [], "requests are not for grid workers"
	assert len(ok(login("manager").query("resident.in_one_look", resident=person))["requests"]) == 1
	for key in ("gridworker.zhelu", "operator", "handler", None):
		assert login(key).query("resident.in_one_look", resident=person).status == 403
