"""Help requests over REST: raised by staff or by a household's code, claimed once, served, confirmed by the person."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, ok
from tests.support.http import User

KIND, SKILL = "家居维修", "水电维修"


@pytest.fixture(scope="module")
def home(login) -> dict:
	"""A home of its own near, with a person in it: {household, resident, code}."""
	manager, name = login("manager"), f"求助小区{uuid4().hex[:6]}"
	compound = ok(manager.create("Residential Compound", compound_name=name, grid=CHIBI_GRID[:12]))["name"]
	place = {"compound": compound, "building_number": "1栋", "grid": CHIBI_GRID}
	building = ok(manager.create("Building", **place))
	household = ok(manager.create("Household", building=building["name"], room_number="501"))
	person = ok(manager.create("Resident", full_name="吴演示求助", household=household["name"]))
	code = ok(manager.query("help_request.household_code", household=household["name"]))
	stands = {"household": household["name"], "resident": person["name"]}
	return {**stands, **code, "place": building["building_title"]}


@pytest.fixture
def raised(login, home):
	"""raised(**values) -> {help_request, tracking_code, stage} of a new request, raised by the grid worker.

	What is still open at the end of a test is withdrawn: a volunteer is offered fifty at most.
	"""
	made: list[str] = []

	def make(key: str = "gridworker", **values) -> dict:
		body = {
			"help_kind": KIND,
			"need": f"换灯泡 {uuid4().hex[:8]}",
			"household": home["household"],
			**values,
		}
		answer = ok(login(key).call("help_request.raise_request", **body))
		made.append(answer["help_request"])
		return answer

	yield make
	open_ones = [["name", "in", made], ["stage", "in", ["Raised", "Claimed"]]]
	for name in login("manager").names("Help Request", open_ones):
		ok(login("manager").call("help_request.act", help_request=name, action="Withdraw", note="test"))


@pytest.fixture
def own(login, fresh) -> str:
	"""The volunteer's own record, with nothing claimed but what the permission matrix keeps."""
	name = ok(login("admin").rows("Volunteer", [["user", "=", email("volunteer")]]))[0]["name"]
	site = fresh()
	claimed = {"volunteer": name, "stage": "Claimed", "need": ["!=", "矩阵求助"]}
	for request in site.get_all("Help Request", claimed, pluck="name"):
		values = {"help_request": request, "action": "Withdraw", "note": "test"}
		ok(login("coordinator").call("help_request.act", **values))
	return name


def test_from_the_call_to_the_word_of_the_person(login, raised, own, home):
	request = raised(resident=home["resident"], details="厨房的灯", mobile="13800000000")
	name, code = request["help_request"], request["tracking_code"]
	volunteer = login("volunteer")
	assert volunteer.read("Help Request", name).status == 403
	assert volunteer.call("help_request.contact", help_request=name).status == 403
	of_it = [["parent", "=", name]]
	assert not volunteer.rows("Service Skill Item", of_it, parent="Help Request").data
	assert len(ok(login("manager").rows("Service Skill Item", of_it, parent="Help Request"))) == 1
	offered = ok(volunteer.query("help_request.near"))["requests"]
	row = next(row for row in offered if row["help_request"] == name)
	assert row["place"] == home["place"] and row["skills"] == [SKILL]
	assert "吴演示" not in str(offered) and home["title"] not in str(offered) and "厨房" not in str(offered)
	claimed = ok(volunteer.call("help_request.claim", help_request=name))
	assert claimed == {"help_request": name, "stage": "Claimed", "volunteer": own, "team": None}
	known = ok(volunteer.call("help_request.contact", help_request=name))
	whom = {"full_name": "吴演示求助", "address": home["title"], "mobile": "13800000000"}
	assert known == {**whom, "note": None}
	empty = volunteer.call("help_request.act", help_request=name, action="Report Done")
	assert (empty.status, empty.messages) == (422, "没有填写服务情况。 请用一句话写明。")
	ok(volunteer.call("help_request.act", help_request=name, action="Report Done", result="换好了"))
	self_confirmed = volunteer.call("help_request.act", help_request=name, action="Confirm")
	assert self_confirmed.exc_type == "StageGuardError", self_confirmed
	guest = login(None)
	status = ok(guest.query("public_help.track", code=code.lower()))
	assert (status["stage"], status["result"], status["may_confirm"]) == ("Served", "换好了", True)
	assert "吴演示" not in str(status) and home["title"] not in str(status)
	key = uuid4().hex
	word = {"code": code, "rating": "Satisfied", "comment": "很好", "idempotency_key": key}
	assert ok(guest.call("public_help.confirm", **word)) == {"stage": "Confirmed"}
	assert ok(guest.call("public_help.confirm", **word)) == {"stage": "Confirmed"}
	again = guest.call("public_help.confirm", code=code)
	assert again.status == 409 and "There is nothing to confirm now." in again.messages
	stored = ok(login("manager").read("Help Request", name))
	assert stored["mobile"] == "138****0000" and "13800000000" not in str(stored)
	assert (stored["confirmation"], stored["rating"], stored["comment"]) == ("By Code", "Satisfied", "很好")
	assert stored["claimed_at"] and stored["served_at"] and stored["ended_at"]


def test_a_look_at_whom_to_help_is_logged(login, raised, own, fresh):
	name = raised()["help_request"]
	ok(login("volunteer").call("help_request.claim", help_request=name))
	ok(login("volunteer").call("help_request.contact", help_request=name))
	entry = fresh().get_all("Sensitive Access Log", {"reference_name": name}, ["user", "purpose"])
	assert entry == [{"user": email("volunteer"), "purpose": "Service to the Person"}]


def test_not_done_goes_back_with_the_persons_word(login, raised, own):
	request = raised()
	name = request["help_request"]
	ok(login("volunteer").call("help_request.claim", help_request=name))
	ok(login("volunteer").call("help_request.act", help_request=name, action="Report Done", result="好了"))
	silent = login(None).call("public_help.confirm", code=request["tracking_code"], helped=0)
	assert silent.status == 422 and "No reason was given" in silent.messages
	word = {"code": request["tracking_code"], "helped": 0, "comment": "灯还是不亮"}
	assert ok(login(None).call("public_help.confirm", **word)) == {"stage": "Claimed"}
	stored = ok(login("gridworker").read("Help Request", name))
	assert (stored["volunteer"], stored.get("served_at")) == (own, None)


def test_one_request_is_claimed_once(server, login, raised):
	"""Two volunteers in the same second: one has it, the other is told so."""
	values = {"full_name": "志演示同时", "grid": CHIBI_GRID}
	names = [ok(login("coordinator").create("Volunteer", **values))["name"] for _number in range(2)]
	name = raised()["help_request"]
	users = [User(server, email(key), PASSWORD) for key in ("coordinator", "manager")]
	with ThreadPoolExecutor(2) as pool:
		calls = [
			pool.submit(user.call, "help_request.claim", help_request=name, volunteer=volunteer)
			for user, volunteer in zip(users, names, strict=True)
		]
		answers = [call.result(60) for call in calls]
	assert sorted(answer.status < 400 for answer in answers) == [False, True], answers
	winner = next(answer.data["volunteer"] for answer in answers if answer.status == 200)
	assert ok(login("manager").read("Help Request", name))["volunteer"] == winner


def test_a_volunteer_holds_only_so_many(login, raised, own):
	held = login("manager").names("Help Request", [["volunteer", "=", own], ["stage", "=", "Claimed"]])
	for _number in range(3 - len(held)):
		ok(login("volunteer").call("help_request.claim", help_request=raised()["help_request"]))
	name = raised()["help_request"]
	refused = login("volunteer").call("help_request.claim", help_request=name)
	assert refused.status == 409 and "已认领 3 件求助。请先完成其中一件。" in refused.messages
	assert ok(login("manager").read("Help Request", name))["stage"] == "Raised"
	assert ok(login("manager").read("Help Request", name)).get("volunteer") is None


def test_a_claim_is_given_up_with_a_reason_and_open_again(login, raised, own):
	name = raised()["help_request"]
	ok(login("volunteer").call("help_request.claim", help_request=name))
	act = {"help_request": name, "action": "Give Up"}
	assert "未填写原因" in login("volunteer").call("help_request.act", **act).messages
	ok(login("volunteer").call("help_request.act", **act, note="临时有事"))
	stored = ok(login("manager").read("Help Request", name))
	assert (stored["stage"], stored.get("volunteer"), stored.get("claimed_at")) == ("Raised", None, None)
	assert login("volunteer").read("Help Request", name).status == 403


def test_far_volunteers_neither_see_nor_claim(login, home, own, fresh):
	admin = login("admin")
	body = {"help_kind": KIND, "need": "搬家具", "grid": ZHELU_GRID, "place": "演示楼"}
	name = ok(admin.call("help_request.raise_request", **body))["help_request"]
	offered = ok(login("volunteer").query("help_request.near"))["requests"]
	assert name not in [row["help_request"] for row in offered]
	refused = login("volunteer").call("help_request.claim", help_request=name)
	assert refused.status == 403 and "离您的网格太远" in refused.messages
	for key in ("manager", "gridworker", "coordinator"):
		assert login(key).read("Help Request", name).status == 403
	for key in ("operator", "handler", None):
		assert login(key).query("help_request.near").status == 403


def test_staff_name_the_best_fit_or_a_team(login, raised, own, fresh):
	coordinator = login("coordinator")
	ok(coordinator.update("Volunteer", own, skills=[{"skill": SKILL}]))
	name = raised()["help_request"]
	found = ok(coordinator.query("help_request.candidates", help_request=name))
	able = [row for row in found["volunteers"] if f"会：{SKILL}" in row["reason"]]
	assert able == found["volunteers"][: len(able)]
	assert own in [row["volunteer"] for row in able] or len(able) == 10
	team = f"帮帮团{uuid4().hex[:6]}"
	values = {"team_name": team, "grid": CHIBI_GRID[:12], "leader": own, "skills": [{"skill": SKILL}]}
	ok(coordinator.create("Volunteer Team", **values))
	found = ok(coordinator.query("help_request.candidates", help_request=name))
	assert team in [row["team"] for row in found["teams"]]
	claimed = ok(coordinator.call("help_request.claim", help_request=name, team=team))
	assert (claimed["volunteer"], claimed["team"]) == (own, team)
	assert login("volunteer").query("help_request.candidates", help_request=name).status == 403
	ok(login("volunteer").call("help_request.act", help_request=name, action="Report Done", result="好了"))
	ok(coordinator.call("help_request.act", help_request=name, action="Confirm", rating="Satisfied"))
	ok(coordinator.update("Volunteer Team", team, enabled=0))
	other = raised()["help_request"]
	refused = login("volunteer").call("help_request.claim", help_request=other, team=team)
	assert (
		"您不是" in refused.messages and ok(login("manager").read("Help Request", other))["stage"] == "Raised"
	)


def test_a_request_becomes_a_case_that_names_nobody(login, raised, home):
	name = raised(resident=home["resident"], details="吴演示求助家漏水")["help_request"]
	act = {"help_request": name, "action": "Refer", "category": "M06010", "note": "需要维修队"}
	answer = ok(login("gridworker").call("help_request.act", **act))
	case = ok(login("operator").read("Case", answer["case"]))
	assert (case["source"], case["address"], case["grid"]) == ("Help Request", home["place"], CHIBI_GRID)
	assert "吴演示" not in str(case)
	stored = ok(login("manager").read("Help Request", name))
	assert (stored["stage"], stored["case_file"]) == ("Referred", answer["case"])
	look = ok(login("gridworker").query("resident.in_one_look", resident=home["resident"]))
	assert answer["case"] in [row["name"] for row in look["cases"]]


def test_a_household_asks_by_its_code(login, home):
	guest = login(None)
	seen = ok(guest.query("public_help.household", code=home["code"], _lang="zh"))
	assert seen["place"] == home["place"] and {"name": KIND, "title": KIND} in seen["kinds"]
	assert home["title"] not in str(seen)
	words = f"水龙头漏水{uuid4().hex[:6]}"
	body = {"code": home["code"], "help_kind": KIND, "need": words, "source": "Neighbour", "urgent": 1}
	key = uuid4().hex
	asked = ok(guest.call("public_help.ask", **body, idempotency_key=key))
	assert ok(guest.call("public_help.ask", **body, idempotency_key=key)) == asked
	rows = ok(login("manager").rows("Help Request", [["need", "=", words]], fields='["*"]'))
	assert [(row["by_code"], row["source"], row["urgency"]) for row in rows] == [(1, "Neighbour", "Urgent")]
	wrong = guest.call("public_help.ask", **{**body, "code": "AAAABBBBCCCC"})
	assert wrong.status == 404 and "No household has this code." in wrong.messages
	staff = guest.call("public_help.ask", **{**body, "source": "Staff"})
	assert staff.status == 422 and "cannot ask by a code" in staff.messages
	kind = guest.call("public_help.ask", **{**body, "help_kind": "没有的"})
	assert kind.status == 422 and "没有的" in kind.messages
	for _number in range(4):
		ok(guest.call("public_help.ask", **body))
	sixth = guest.call("public_help.ask", **body)
	assert sixth.status == 409 and "Five requests of this household are open already." in sixth.messages


def test_the_settings_close_the_code(login, home, administrator):
	ok(administrator.update("Community Gov Settings", "Community Gov Settings", allow_help_by_code=0))
	try:
		refused = login(None).query("public_help.household", code=home["code"], _lang="zh")
		assert refused.status == 403 and "扫码求助已关闭" in refused.messages
	finally:
		ok(administrator.update("Community Gov Settings", "Community Gov Settings", allow_help_by_code=1))


def test_nothing_of_the_servers_is_forged(login, home, own, report):
	"""What a client sends for stage, code, times, claimant, case and confirmation is dropped."""
	forged = {
		"stage": "Confirmed",
		"workflow_state": "Confirmed",
		"tracking_code_fingerprint": "MINE",
		"by_code": 1,
	}
	forged |= {"raised_at": "2020-01-01 00:00:00", "confirmation": "By Code", "rating": "Satisfied"}
	forged |= {"volunteer": own, "case_file": report(), "ended_at": "2020-01-01 00:00:00"}
	body = {"help_kind": KIND, "need": "伪造", "household": home["household"], **forged}
	stored = ok(login("gridworker").create("Help Request", **body))
	assert (stored["stage"], stored["by_code"]) == ("Raised", 0)
	for field in ("confirmation", "rating", "volunteer", "case_file", "ended_at"):
		assert not stored.get(field), field
	assert stored["raised_at"] > "2026"
	assert not [field for field in stored if field.startswith("tracking_code")]
	ok(login("gridworker").update("Help Request", stored["name"], volunteer=own, rating="Satisfied"))
	again = ok(login("gridworker").read("Help Request", stored["name"]))
	assert not again.get("volunteer") and not again.get("rating")


def test_a_volunteer_writes_only_what_was_done(login, raised, own):
	name = raised()["help_request"]
	ok(login("volunteer").call("help_request.claim", help_request=name))
	before = ok(login("volunteer").read("Help Request", name))
	assert "mobile" not in before and "tracking_code_fingerprint" not in before
	ok(login("volunteer").update("Help Request", name, need="别的", urgency="Urgent", result="在做"))
	after = ok(login("manager").read("Help Request", name))
	assert (after["need"], after["urgency"], after["result"]) == (before["need"], "Ordinary", "在做")


def test_findings_of_a_visit_become_requests(login, home):
	worker = login("gridworker")
	visit = ok(worker.create("Visit", resident=home["resident"]))["name"]
	findings = [
		{"kind": "Help Request", "description": "吴演示求助家的灯坏了", "help_kind": KIND},
		{"kind": "Help Request", "description": "想理发"},
	]
	body = {"visit": visit, "result": "Met", "findings": findings, "idempotency_key": uuid4().hex}
	first = ok(worker.call("visit.record", **body))
	assert ok(worker.call("visit.record", **body)) == first and len(first["help_requests"]) == 1
	request = ok(worker.read("Help Request", first["help_requests"][0]))
	assert (request["need"], request["details"], request["visit"]) == (KIND, "吴演示求助家的灯坏了", visit)
	rows = ok(worker.read("Visit", visit))["findings"]
	ask = {"visit": visit, "finding": rows[1]["name"], "help_kind": "理发"}
	later = ok(worker.call("visit.finding_to_help", **ask))
	assert ok(worker.call("visit.finding_to_help", **ask)) == later
	look = ok(worker.query("resident.in_one_look", resident=home["resident"]))
	assert {later["help_request"], first["help_requests"][0]} <= {row["name"] for row in look["help"]}


@pytest.mark.parametrize(
	("values", "said"),
	[
		({"household": None}, "不知道哪里需要帮助。"),
		({"help_kind": "没有的"}, "没有的"),
		({"need": ""}, "需要"),
		({"urgency": "Never"}, "紧急程度"),
		({"source": "Ghost"}, "Ghost"),
		({"resident": "nobody"}, "nobody"),
		({"mobile": "12345"}, "是短号码"),
	],
)
def test_bad_input_raises_nothing(values, said, login, home):
	words = f"坏输入{uuid4().hex}"
	body = {"help_kind": KIND, "need": words, "household": home["household"], "details": words, **values}
	answer = login("gridworker").call("help_request.raise_request", **body)
	assert answer.status in (417, 422) and said in answer.messages, answer
	assert login("admin").names("Help Request", [["details", "=", words]]) == []
