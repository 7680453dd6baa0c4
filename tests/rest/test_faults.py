"""What the server loses on the way: Redis, its connection, MariaDB. A step is done whole, or not at all."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, WATER_BUREAU, email
from tests.conftest import BENCH, ROOT, SITE
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.database import kill_database
from tests.support.http import User
from tests.support.participation import add_entry, make_roll, open_poll

# MariaDB is killed, for whoever else uses it too.
pytestmark = pytest.mark.serial

WAITING = """select id from information_schema.processlist
	where id != connection_id() and db = database() and info like '%%`tabSeries`%%for update%%'"""


def until(found: Callable, patience: float = 30.0):
	"""What `found` gives as soon as it is anything; looks again and again."""
	end = time.monotonic() + patience
	while time.monotonic() < end:
		if result := found():
			return result
		time.sleep(0.02)
	raise AssertionError("What was waited for did not happen.")


@pytest.fixture(scope="module")
def without_redis(login) -> User:
	"""The grid worker's session on a server whose cache and queue cannot be reached."""
	from devtools.processes import WebServer, free_port

	nowhere = f"redis://127.0.0.1:{free_port()}"
	env = {"PYTHONPATH": str(ROOT), "FRAPPE_REDIS_CACHE": nowhere, "FRAPPE_REDIS_QUEUE": nowhere}
	with WebServer(BENCH, SITE, name="web-no-redis", env=env) as server:
		user = User(server.url)
		user.session.cookies.update(login("gridworker").session.cookies)
		yield user


def test_a_report_is_saved_while_redis_is_gone(without_redis, login):
	words = f"Redis is gone {uuid4().hex}"
	answer = without_redis.call("case.report", description=words, grid=CHIBI_GRID, category="M06010")
	assert answer.status == 200, answer
	doc = ok(login("operator").read("Case", answer.data["case"]))
	assert (doc["description"], doc["stage"], doc["reporter"]) == (words, "Reported", email("gridworker"))
	assert login("admin").names("Case", [["description", "=", words]]) == [doc["name"]]


def filed(login, report) -> str:
	case = report()
	ok(login("operator").call("case.act", case=case, action="Accept"))
	ok(login("chief").call("case.act", case=case, action="File"))
	return case


def stored(login, case: str) -> tuple:
	"""All that a dispatch changes: the case, its trace, its dispatches."""
	admin = login("admin")
	of_case = [["case_file", "=", case]]
	return (
		ok(admin.read("Case", case)),
		admin.names("Case Event", of_case),
		admin.names("Case Dispatch", of_case),
	)


def kill_connection(db, waiting: int) -> None:
	db.sql(f"kill {waiting}")


def kill_server(_db, _waiting: int) -> None:
	kill_database()


@pytest.mark.parametrize("kill", [kill_connection, kill_server])
def test_a_kill_leaves_nothing_of_a_step(kill, server, login, report, dispatched, fresh):
	"""The number of the dispatch comes late in the step: by then the case is written, and not committed."""
	_case, earlier = dispatched()
	case = filed(login, report)
	before = stored(login, case)
	chief = User(server, email("chief"), PASSWORD)
	step = {"case": case, "action": "Dispatch", "fields": {"units": [{"unit": WATER_BUREAU, "duty": "Lead"}]}}
	db = fresh().db
	series = earlier.rpartition("-")[0] + "-"
	assert db.sql("select name from `tabSeries` where name = %s for update", series)
	with ThreadPoolExecutor(1) as pool:
		sent = pool.submit(chief.call, "case.act", **step)
		waiting = until(lambda: db.sql(WAITING))
		kill(db, int(waiting[0][0]))
		answer = sent.result(60)
	fresh()
	assert answer.status >= 500, answer
	assert stored(login, case) == before
	again = ok(chief.call("case.act", **step))
	assert again["stage"] == "Dispatched"
	after = stored(login, case)
	assert len(after[2]) == 1 and after[0]["open_dispatches"] == 1


WAITING_BALLOT = """select id from information_schema.processlist
	where id != connection_id() and db = database() and info like 'insert into `tabBallot` %%'"""


@pytest.mark.parametrize("kill", [kill_connection, kill_server])
def test_a_kill_leaves_no_half_of_a_vote(kill, server, login, fresh):
	"""That an entry took part is written when the ballot is stored: neither stays without the other."""
	roll = make_roll(login("clerk"))
	entry = add_entry(login("clerk"), roll, "1")
	poll = open_poll(login, roll, is_secret_ballot=0)
	clerk = User(server, email("clerk"), PASSWORD)
	vote = {"poll": poll, "entry": entry, "choices": [1]}
	db = fresh().db
	assert not db.sql("select name from `tabBallot` where poll = %s for update", poll), "locks the gap"
	with ThreadPoolExecutor(1) as pool:
		sent = pool.submit(clerk.call, "poll.record", **vote)
		waiting = until(lambda: db.sql(WAITING_BALLOT))
		kill(db, int(waiting[0][0]))
		assert sent.result(60).status >= 500
	site = fresh()
	counts = [site.db.count(doctype, {"poll": poll}) for doctype in ("Ballot Issue", "Ballot")]
	assert counts == [0, 0]
	assert ok(clerk.call("poll.record", **vote))["took_part"] == 1
	site = fresh()
	assert [site.db.count(doctype, {"poll": poll}) for doctype in ("Ballot Issue", "Ballot")] == [1, 1]
