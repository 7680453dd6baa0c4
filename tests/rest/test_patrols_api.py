"""Patrols and training over REST: steps, retries, other people's patrols, forged times and codes."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, ok
from tests.support.site_clock import in_days, today

WORKER, MANAGER = "gridworker@demo.example", "manager@demo.example"
HERE = {"latitude": 29.7205, "longitude": 113.881}


def end_running(login, key: str = "gridworker") -> None:
	if running := ok(login(key).query("patrol.today"))["patrol"]:
		ok(login(key).call("patrol.finish", patrol=running))


@pytest.fixture
def patrol(login):
	"""A patrol of the grid worker that is under way, ended after the test."""
	end_running(login)
	yield ok(login("gridworker").call("patrol.start"))["patrol"]
	end_running(login)


@pytest.fixture
def point(login):
	"""A point in the near grid that is over after the test."""
	values = {"point_name": f"点位{uuid4().hex[:6]}", "grid": CHIBI_GRID, **HERE}
	name = ok(login("manager").create("Patrol Point", **values))["name"]
	yield name
	ok(login("manager").update("Patrol Point", name, active_from="2024-01-01", active_to="2024-01-02"))


def code_of(login, point: str) -> str:
	return ok(login("manager").query("patrol.point_code", point=point))["code"]


def check_ins(login, patrol: str) -> list[dict]:
	return ok(login("manager").read("Patrol", patrol))["check_ins"]


def test_from_the_first_step_to_the_last(login, patrol, point, report):
	worker, key = login("gridworker"), uuid4().hex
	listed = ok(worker.query("patrol.today"))
	assert (listed["patrol"], listed["grid"], listed["day"]) == (patrol, CHIBI_GRID, str(today()))
	row = next(row for row in listed["points"] if row["name"] == point)
	assert (row["due"], row["checked_in"], "code" in row) == (1, 0, False)
	body = {"patrol": patrol, "point": point, **HERE, "accuracy": 12.5, "idempotency_key": key}
	first = ok(worker.call("patrol.check_in", **body))
	assert (first["method"], first["distance"], first["point_count"]) == ("By Position", 0, 1)
	assert ok(worker.call("patrol.check_in", **body)) == first
	again = worker.call("patrol.check_in", patrol=patrol, point=point, **HERE)
	assert again.status == 409 and "请前往下一个点位" in again.messages
	case = report()
	row = next(row for row in ok(worker.query("patrol.today"))["points"] if row["name"] == point)
	assert (row["due"], row["checked_in"]) == (0, 1)
	key = uuid4().hex
	ended = ok(worker.call("patrol.finish", patrol=patrol, note="正常", idempotency_key=key))
	assert ok(worker.call("patrol.finish", patrol=patrol, note="正常", idempotency_key=key)) == ended
	assert (ended["status"], ended["point_count"], ended["case_count"]) == ("Ended", 1, 1)
	stored = ok(worker.read("Patrol", patrol))
	assert [row["case_file"] for row in stored["cases"]] == [case]
	assert patrol in [row["patrol"] for row in ok(worker.query("patrol.mine"))["patrols"]]
	for step in (
		worker.call("patrol.check_in", patrol=patrol, point=point, **HERE),
		worker.call("patrol.finish", patrol=patrol),
	):
		assert step.status == 409 and "请开始新的巡查" in step.messages


def test_starting_twice(login, patrol):
	worker = login("gridworker")
	answer = worker.call("patrol.start")
	assert answer.status == 409 and "请先结束" in answer.messages
	ok(worker.call("patrol.finish", patrol=patrol))
	key = uuid4().hex
	begun = ok(worker.call("patrol.start", idempotency_key=key))
	assert ok(worker.call("patrol.start", idempotency_key=key)) == begun


def test_many_starts_and_check_ins_at_once(login, patrol, point, fresh):
	worker = login("gridworker")
	ok(worker.call("patrol.finish", patrol=patrol))
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda _n: worker.call("patrol.start"), range(6)))
	assert sorted({answer.status for answer in answers}) == [200, 409]
	begun = [answer.data["patrol"] for answer in answers if answer.status == 200]
	assert len(begun) == 1
	with ThreadPoolExecutor(6) as pool:
		sent = {"patrol": begun[0], "point": point, **HERE}
		answers = list(pool.map(lambda _n: worker.call("patrol.check_in", **sent), range(6)))
	assert sorted(answer.status for answer in answers) == [200] + [409] * 5
	assert len(check_ins(login, begun[0])) == 1
	assert fresh().db.get_value("Patrol", begun[0], "point_count") == 1


@pytest.mark.parametrize(
	("values", "words"),
	[
		({}, "请打开定位"),
		({"latitude": 29.7305, "longitude": 113.881}, "请走近后再签到"),
		({"latitude": 29.7305, "longitude": 113.881, "accuracy": 100_000}, "请走近后再签到"),
		({"latitude": 29.7205}, "以度发送经纬度"),
		({**HERE, "accuracy": -5}, "以米发送误差"),
		({"latitude": 113.881, "longitude": 29.7205}, "不是有效坐标"),
		({"point": "no such point", **HERE}, "请重新扫码"),
		({"point": None, **HERE}, "请选择点位"),
		({"code": "AAAABBBBCCCC"}, "请重新扫码"),
	],
)
def test_what_is_no_check_in_changes_nothing(login, patrol, point, values, words):
	answer = login("gridworker").call("patrol.check_in", **{"patrol": patrol, "point": point, **values})
	assert answer.status == 422 and words in answer.messages, answer
	assert check_ins(login, patrol) == []


@pytest.mark.parametrize("value", [{"a": 1}, "x", [1]])
def test_values_of_another_kind_are_refused(login, patrol, point, value):
	worker = login("gridworker")
	sent = {"patrol": patrol, "point": point, **HERE}
	for name in ("patrol", "point", "latitude", "accuracy"):
		answer = worker.call("patrol.check_in", **{**sent, name: value})
		assert 400 <= answer.status < 500, (name, answer)
	assert check_ins(login, patrol) == []


def test_a_code_needs_no_position_but_stands_for_its_point_only(login, patrol, point):
	worker, code = login("gridworker"), code_of(login, point)
	assert code not in worker.read("Patrol Point", point).text
	fields = '["name", "code"]'
	assert code not in worker.request("GET", "/api/resource/Patrol Point", params={"fields": fields}).text
	far = worker.call("patrol.check_in", patrol=patrol, code=code, latitude=29.73, longitude=113.881)
	assert far.status == 422 and check_ins(login, patrol) == []
	row = ok(worker.call("patrol.check_in", patrol=patrol, code=code))
	assert (row["point"], row["method"], row["distance"]) == (point, "By Scan", None)
	for key in ("gridworker", "supervisor"):
		assert login(key).query("patrol.point_code", point=point).status == 403
		assert login(key).call("patrol.new_point_code", point=point).status == 403
	assert ok(login("manager").call("patrol.new_point_code", point=point))["code"] != code


def test_patrols_of_others(login, patrol, point):
	sent = {"patrol": patrol, "point": point, **HERE}
	for key in ("gridworker.zhelu", "manager", "supervisor", "admin", "handler", "volunteer", None):
		user = login(key)
		assert user.call("patrol.check_in", **sent).status == 403, key
		assert user.call("patrol.finish", patrol=patrol).status == 403, key
	for key in ("manager", "admin", "operator", "handler", "volunteer", None):
		assert login(key).call("patrol.start").status == 403, key
	answer = login("gridworker").call("patrol.start", grid=ZHELU_GRID)
	assert answer.status == 403 and "不是您负责的网格" in answer.messages
	assert check_ins(login, patrol) == []


def test_a_point_of_another_grid(login, patrol):
	spot = {"latitude": 31.342, "longitude": 118.374}
	values = {"point_name": "远处", "grid": ZHELU_GRID, **spot}
	assert login("manager").create("Patrol Point", **values).status == 403
	name = ok(login("admin").create("Patrol Point", **values))["name"]
	answer = login("gridworker").call("patrol.check_in", patrol=patrol, point=name, **spot)
	assert answer.status == 422 and "不在本次巡查的网格" in answer.messages
	assert name not in login("gridworker").names("Patrol Point")
	assert login("admin").delete("Patrol Point", name).status < 300


def test_nothing_is_forged(login, administrator, patrol, point):
	worker, before = login("gridworker"), ok(login("manager").read("Patrol", patrol))
	row = {"point": point, "checked_in_at": "2020-01-01 00:00:00", "method": "By Position"}
	forged = {
		**{"worker": MANAGER, "begun_at": "2020-01-01 00:00:00", "ended_at": "2020-01-01 09:00:00"},
		**{"status": "Ended", "distance": 99_999, "point_count": 99, "open_key": "", "check_ins": [row]},
	}
	ok(worker.update("Patrol", patrol, note="自己的备注", **forged))
	after = ok(login("manager").read("Patrol", patrol))
	changed = {name for name in after if after[name] != before.get(name)}
	assert changed <= {"note", "modified"} and after["note"] == "自己的备注"
	child = {**row, "parent": patrol, "parenttype": "Patrol", "parentfield": "check_ins"}
	for user in (worker, administrator):
		assert user.create("Patrol", worker=WORKER, grid=CHIBI_GRID, begun_at="2020-01-01").status == 403
		assert user.create("Patrol Check-in", **child).status == 403
		assert user.delete("Patrol", patrol).status == 403
	ok(worker.call("patrol.check_in", patrol=patrol, point=point, **HERE))
	(stored,) = check_ins(login, patrol)
	assert administrator.update("Patrol Check-in", stored["name"], checked_in_at="2020-01-01").status == 403
	assert check_ins(login, patrol) == [stored]
	made = ok(login("manager").create("Patrol Point", point_name="码", grid=CHIBI_GRID, **HERE, code="MINE"))
	assert code_of(login, made["name"]) != "MINE"
	assert login("admin").delete("Patrol Point", made["name"]).status < 300


def test_rows_are_listed_for_those_who_see_the_patrol(login, patrol, point):
	ok(login("gridworker").call("patrol.check_in", patrol=patrol, point=point, **HERE))
	(stored,) = check_ins(login, patrol)
	params = {"parent": "Patrol", "fields": '["name", "latitude"]', "limit_page_length": 0}
	for key, sees in (
		("manager", True),
		("gridworker", True),
		("gridworker.zhelu", False),
		("handler", False),
	):
		answer = login(key).request("GET", "/api/resource/Patrol Check-in", params=params)
		assert (stored["name"] in answer.text) == sees, key


def test_coverage_of_points(login, point):
	week = {"from_date": in_days(-7), "to_date": str(today())}
	manager = login("manager")
	ok(manager.update("Patrol Point", point, active_from=in_days(-2)))
	rows = {row["key"]: row for row in ok(manager.query("patrol.coverage", **week, by="Point"))["rows"]}
	assert (rows[point]["due"], rows[point]["visited"], rows[point]["rate"]) == (2, 0, 0)
	missed = ok(manager.query("patrol.missed", **week, area=CHIBI_GRID))["rows"]
	assert len([row for row in missed if row["point"] == point]) == 2
	assert point not in login("gridworker.zhelu").query("patrol.missed", **week).text
	assert login("handler").query("patrol.coverage", **week).status == 403
	long = manager.query("patrol.coverage", from_date="2020-01-01", to_date=str(today()))
	assert long.status == 422 and "请缩短期间" in long.messages
	assert manager.query("patrol.coverage", from_date="x", to_date=str(today())).status == 422


@pytest.fixture
def session(login) -> str:
	values = {"topic": f"培训{uuid4().hex[:6]}", "grid": CHIBI_GRID[:12], "hours": 2, "note": "x"}
	return ok(login("manager").create("Training Session", begins_at=f"{today()} 00:00:00", **values))["name"]


def test_a_session_from_invitation_to_hours(login, session):
	manager = login("manager")
	assert ok(manager.call("training.invite", session=session))["added"] == 1
	assert ok(manager.call("training.invite", session=session))["added"] == 0
	body = {"session": session, "present": [WORKER, MANAGER], "idempotency_key": uuid4().hex}
	taken = ok(manager.call("training.take_attendance", **body))
	assert ok(manager.call("training.take_attendance", **body)) == taken
	assert taken == {"session": session, "status": "Held", "invited": 2, "attended": 2}
	corrected = ok(manager.call("training.take_attendance", session=session, present=[WORKER]))
	assert corrected["attended"] == 1
	rows = ok(manager.query("training.hours_by_person", from_date=str(today()), to_date=str(today())))["rows"]
	mine = {row["key"]: row for row in rows}
	assert mine[WORKER]["hours"] >= 2 and mine[MANAGER]["rate"] < 100
	assert ok(login("gridworker").read("Training Session", session))["status"] == "Held"
	assert manager.update("Training Session", session, hours=9).status == 409
	assert manager.call("training.call_off", session=session).status == 409


def test_attendance_is_not_forged(login, session):
	manager = login("manager")
	rows = [{"attendee": WORKER, "attended": 1, "hours": 50}]
	forged = {"status": "Held", "attended_count": 7, "attendance": rows}
	stored = ok(manager.update("Training Session", session, **forged))
	assert (stored["status"], stored["attended_count"], stored["invited_count"]) == ("To Be Held", 0, 1)
	assert [(row["attended"], row["hours"]) for row in stored["attendance"]] == [(0, 0)]
	for key in ("gridworker", "gridworker.zhelu", "supervisor", "handler", None):
		user = login(key)
		assert user.call("training.take_attendance", session=session, present=[WORKER]).status == 403, key
		assert user.call("training.invite", session=session).status == 403, key
		assert (
			user.query("training.hours_by_person", from_date=str(today()), to_date=str(today())).status == 403
		), key
	for present in (["nobody"], [{"x": 1}], [None]):
		answer = manager.call("training.take_attendance", session=session, present=present)
		assert answer.status == 422 and "没有可用账号" in answer.messages
	assert manager.call("training.take_attendance", session=session, present="x").status == 422
	future = in_days(1)
	ok(manager.update("Training Session", session, begins_at=f"{future} 09:00:00"))
	answer = manager.call("training.take_attendance", session=session, present=[WORKER])
	assert answer.status == 409 and "尚未开始" in answer.messages
	assert ok(manager.call("training.call_off", session=session))["status"] == "Called Off"


def test_sessions_elsewhere(login, session):
	assert session not in login("gridworker.zhelu").names("Training Session")
	assert login("gridworker.zhelu").read("Training Session", session).status == 403
	body = {"topic": "别处", "grid": ZHELU_GRID, "begins_at": f"{today()} 09:00:00", "hours": 1}
	assert login("manager").create("Training Session", **body).status == 403
	assert login("manager").update("Training Session", session, grid=ZHELU_GRID).status == 403
	# Who is invited from elsewhere sees the session.
	rows = [{"attendee": "gridworker.zhelu@demo.example"}]
	ok(login("manager").update("Training Session", session, attendance=rows))
	assert session in login("gridworker.zhelu").names("Training Session")
