"""Points and goods when something dies: a connection, MariaDB or a web worker between hold and settle."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from requests.adapters import HTTPAdapter

from community_gov.demo.people import PASSWORD, email
from tests.conftest import BENCH, ROOT, SITE
from tests.rest.conftest import give_points, ok
from tests.rest.test_faults import until
from tests.rest.test_points import approve, books, item, volunteer  # noqa: F401
from tests.support.database import kill_database
from tests.support.http import User

# MariaDB is killed, for whoever else uses it too.
pytestmark = pytest.mark.serial

APPLY = "/api/method/frappe.model.workflow.apply_workflow"
WAITING = """select id from information_schema.processlist
	where id != connection_id() and db = database() and info like '%%`tabReward Item`%%for update%%'"""


@pytest.fixture(scope="module")
def web(world):
	"""A web server of its own, whose workers may die."""
	from devtools.processes import WebServer

	wsgi, path = "tests.support.clock_server:application", {"PYTHONPATH": str(ROOT)}
	with WebServer(BENCH, SITE, wsgi=wsgi, name="web-mortal", env=path) as server:
		yield server


def kill_connection(_web, db, waiting: int) -> None:
	db.sql(f"kill {waiting}")


def kill_server(_web, _db, _waiting: int) -> None:
	kill_database()


def kill_workers(web, _db, _waiting: int) -> None:
	"""Every worker of the web server; its master starts others."""
	master = web.daemon.pid()
	workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
	assert workers, "the server has workers"
	for worker in workers:
		os.kill(int(worker), signal.SIGKILL)


KILLS = pytest.mark.parametrize("kill", [kill_connection, kill_server, kill_workers])


def interrupt(kill, web, user: User, method: str, body: dict, goods: str, fresh) -> None:
	"""Sends a step, kills while it waits for the item with the volunteer locked and its entries written, not committed."""
	# The step is sent once: a second sending would find the books as the first left them.
	user.session.mount("http://", HTTPAdapter(max_retries=0))
	db = fresh().db
	assert db.sql("select name from `tabReward Item` where name = %s for update", goods)
	with ThreadPoolExecutor(1) as pool:
		sent = pool.submit(user.call, method, **body)
		waiting = until(lambda: db.sql(WAITING))
		kill(web, db, int(waiting[0][0]))
		try:
			assert sent.result(60).status >= 500
		except requests.ConnectionError:
			assert kill is kill_workers, "only a dead worker gives no answer"
	fresh()


def alive(web, user: User) -> None:
	"""Waits until the server answers again."""

	def answers():
		try:
			return user.query("redemption.mine").status == 200
		except requests.ConnectionError:
			return False

	until(answers, 60)


@pytest.fixture
def buyer(web, login):
	"""The demo volunteer on the mortal server: (user, volunteer)."""
	user = User(web.url, email("volunteer"), PASSWORD)
	me = login("volunteer").names("Volunteer")[0]
	give_points(login, me)
	return user, me


@KILLS
def test_a_kill_before_the_hold_leaves_nothing(kill, web, buyer, login, item, fresh):  # noqa: F811
	user, me = buyer
	goods = item(stock=3, points=4)
	before = books(login, me, goods)
	body = {"volunteer": me, "reward_item": goods, "idempotency_key": uuid4().hex}
	interrupt(kill, web, user, "redemption.redeem", body, goods, fresh)
	alive(web, user)
	assert books(login, me, goods) == before
	assert login("admin").names("Point Redemption", [["reward_item", "=", goods]]) == []
	ok(user.call("redemption.redeem", **body))
	balance, held, stock, held_stock = before
	assert books(login, me, goods) == (balance - 4, held + 4, stock - 1, held_stock + 1)


@KILLS
def test_a_kill_between_hold_and_settle_keeps_the_hold(kill, web, buyer, login, item, fresh):  # noqa: F811
	user, me = buyer
	goods = item(stock=3, points=4)
	held = ok(user.call("redemption.redeem", volunteer=me, reward_item=goods))
	ok(login("coordinator").request("POST", APPLY, json=approve(held["redemption"])))
	before = books(login, me, goods)
	coordinator = User(web.url, email("coordinator"), PASSWORD)
	body = {"pickup_code": held["pickup_code"], "idempotency_key": uuid4().hex}
	interrupt(kill, web, coordinator, "redemption.hand_over", body, goods, fresh)
	alive(web, user)
	assert books(login, me, goods) == before, "neither points nor goods are lost"
	assert ok(login("admin").read("Point Redemption", held["redemption"]))["stage"] == "Approved"
	if kill is kill_connection:
		give_up = {"redemption": held["redemption"]}
		assert ok(user.call("redemption.release", **give_up))["stage"] == "Released"
		outcome = (4, -4, 1, -1)
	else:
		assert ok(coordinator.call("redemption.hand_over", **body))["stage"] == "Handed Over"
		outcome = (0, -4, 0, -1)
	after = books(login, me, goods)
	assert tuple(now - then for now, then in zip(after, before, strict=True)) == outcome
	assert differences_of(fresh, me, goods) == ([], [])


def differences_of(fresh, volunteer: str, goods: str) -> tuple[list, list]:  # noqa: F811
	"""What the nightly proofs would report of these two."""
	fresh()
	from community_gov.volunteering.points import ledger
	from community_gov.volunteering.rewards import stock

	return (
		[row for row in ledger.differences() if row["volunteer"] == volunteer],
		[row for row in stock.differences() if row["item"] == goods],
	)
