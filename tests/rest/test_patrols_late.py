"""A patrol of a phone without a network, sent later: the times that it noted are kept, within a limit, and nothing counts twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.rest.conftest import ok
from tests.rest.test_patrols_api import HERE, check_ins, end_running
from tests.rest.test_patrols_api import point as new_point  # noqa: F401 (fixture)
from tests.support.site_clock import in_days, now


def ago(**length) -> str:
	return str(now() - timedelta(**length))[:19]


@pytest.fixture
def point(login, new_point):  # noqa: F811
	"""A point that was visited yesterday already, as hours ago may be yesterday."""
	ok(login("manager").update("Patrol Point", new_point, active_from=in_days(-2)))
	return new_point


@pytest.fixture
def worker(login, fresh):
	"""The grid worker without a patrol that reaches into the last hours."""
	end_running(login)
	site = fresh()
	row = site.qb.DocType("Patrol")
	over = now() - timedelta(days=3)
	query = site.qb.update(row).set(row.begun_at, over).set(row.ended_at, over)
	query.where(row.worker == "gridworker@demo.example").run()
	site.db.commit()
	yield login("gridworker")
	end_running(login)


def begin(worker, **values) -> str:
	"""Begins a patrol as a phone does; returns the key by which it is named."""
	key = uuid4().hex
	ok(worker.call("patrol.start", idempotency_key=key, **values))
	return key


def test_a_whole_patrol_is_sent_later(login, worker, point, report):
	key = begin(worker, at=ago(hours=3))
	body = {"started_with": key, "point": point, **HERE, "at": ago(hours=2), "idempotency_key": uuid4().hex}
	first = ok(worker.call("patrol.check_in", **body))
	assert first["checked_in_at"][:19] == body["at"]
	assert ok(worker.call("patrol.check_in", **body)) == first
	seen, unseen = report(observed_at=ago(minutes=90)), report(observed_at=ago(minutes=5))
	ended = ok(worker.call("patrol.finish", started_with=key, at=ago(hours=1)))
	assert (ended["status"], ended["point_count"]) == ("Ended", 1)
	stored = ok(login("manager").read("Patrol", ended["patrol"]))
	cases = [row["case_file"] for row in stored["cases"]]
	assert seen in cases and unseen not in cases and len(cases) == ended["case_count"]
	assert stored["begun_received_at"] and stored["ended_received_at"]
	assert stored["check_ins"][0]["received_at"] > stored["check_ins"][0]["checked_in_at"]
	assert ok(worker.query("patrol.today"))["patrol"] is None


def test_what_is_sent_at_once_is_not_late(login, worker, point):
	key = begin(worker, at=ago(seconds=20))
	ok(worker.call("patrol.check_in", started_with=key, point=point, **HERE, at=ago(seconds=10)))
	patrol = ok(worker.call("patrol.finish", started_with=key))["patrol"]
	stored = ok(login("manager").read("Patrol", patrol))
	late = [stored.get("begun_received_at"), stored.get("ended_received_at")]
	assert [*late, stored["check_ins"][0].get("received_at")] == [None] * 3


def test_a_clock_that_runs_ahead_tells_the_present(worker):
	key = uuid4().hex
	begun = ok(worker.call("patrol.start", at=str(now() + timedelta(hours=5))[:19], idempotency_key=key))
	assert begun["begun_at"] <= str(now() + timedelta(seconds=5))


@pytest.mark.parametrize(
	("at", "words"),
	[({"hours": 25}, "请告知管理员"), ({"days": 400}, "请告知管理员")],
)
def test_what_is_too_old_is_refused(worker, at, words):
	answer = worker.call("patrol.start", at=ago(**at))
	assert answer.status == 422 and words in answer.messages, answer
	assert ok(worker.query("patrol.today"))["patrol"] is None


@pytest.mark.parametrize("at", ["yesterday", "2026-13-01", {"a": 1}, "2026-02-30 10:00"])
def test_what_is_no_time_is_refused(worker, at):
	assert worker.call("patrol.start", at=at).status in (417, 422)


def test_two_patrols_of_one_time_are_a_conflict(worker):
	key = begin(worker, at=ago(hours=3))
	patrol = ok(worker.call("patrol.finish", started_with=key, at=ago(hours=1)))["patrol"]
	answer = worker.call("patrol.start", at=ago(hours=2))
	assert answer.status == 409 and patrol in answer.messages and "无需再次发送" in answer.messages
	key = begin(worker, at=ago(minutes=50))
	answer = worker.call("patrol.start", at=ago(minutes=40))
	assert answer.status == 409 and "请先结束" in answer.messages


def test_a_check_in_of_before_the_beginning_is_refused(worker, point):
	key = begin(worker, at=ago(hours=1))
	sent = {"started_with": key, "point": point, **HERE}
	answer = worker.call("patrol.check_in", **sent, at=ago(hours=2))
	assert answer.status == 422 and "请选择当时的巡查" in answer.messages
	ok(worker.call("patrol.check_in", **sent, at=ago(minutes=61)))


def test_an_ended_patrol_takes_what_lies_before_its_end(login, worker, point):
	key = begin(worker, at=ago(hours=3))
	patrol = ok(worker.call("patrol.finish", started_with=key, at=ago(hours=1)))["patrol"]
	sent = {"started_with": key, "point": point, **HERE}
	after = worker.call("patrol.check_in", **sent, at=ago(minutes=30))
	assert after.status == 409 and "请开始新的巡查" in after.messages
	ok(worker.call("patrol.check_in", **sent, at=ago(hours=2)))
	assert len(check_ins(login, patrol)) == 1
	again = worker.call("patrol.finish", started_with=key, at=ago(hours=2))
	assert again.status == 409


def test_an_end_that_the_system_assumed_gives_way(login, worker, point, fresh):
	key = begin(worker, at=ago(hours=14))
	site = fresh()
	from community_gov.team import patrols

	patrols.end_forgotten("gridworker@demo.example")
	site.db.commit()
	checked = ok(worker.call("patrol.check_in", started_with=key, point=point, **HERE, at=ago(hours=13)))
	stored = ok(login("manager").read("Patrol", checked["patrol"]))
	assert (stored["ended_by_system"], stored["ended_at"][:19]) == (1, checked["checked_in_at"][:19])
	end = ago(hours=12)
	ok(worker.call("patrol.finish", started_with=key, at=end))
	stored = ok(login("manager").read("Patrol", checked["patrol"]))
	assert (stored["ended_by_system"], stored["ended_at"][:19]) == (0, end)


def test_nobody_names_a_patrol_by_the_key_of_another(login, worker, point):
	key = begin(worker)
	answer = login("gridworker.zhelu").call("patrol.finish", started_with=key)
	assert answer.status == 422 and "请开始巡查" in answer.messages
	assert worker.call("patrol.finish").status == 422
	assert ok(worker.query("patrol.today"))["patrol"]


def test_the_printed_code_leads_to_the_workbench(login, point):
	told = ok(login("manager").query("patrol.point_code", point=point))
	assert told["svg"].startswith("<svg")
	answer = login("gridworker").request("GET", f"/work?point={told['code']}")
	assert answer.status == 200
