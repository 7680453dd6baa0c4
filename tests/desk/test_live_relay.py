"""Live updates where ./dev serves a site: no console is red, and what somebody else changes reaches a list that is open."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import PASSWORD, email
from devtools.processes import WebServer
from tests.conftest import BENCH, ROOT, SITE
from tests.desk.desk import Desk, new_context, new_page
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.http import User


@pytest.fixture(scope="module")
def live(world):
	"""The address of a server of the test site as `./dev start` runs it, with live updates."""
	with WebServer(BENCH, SITE, name=f"web-live-{SITE}", live=True, env={"PYTHONPATH": str(ROOT)}) as running:
		yield running


@pytest.fixture
def told(browser, live):
	"""A desk of the operator with all that its console says: (desk, [errors])."""
	desk = Desk(new_page(new_context(browser, live.url)))
	errors: list[str] = []
	desk.page.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
	desk.page.on("pageerror", lambda one: errors.append(str(one)))
	desk.sign_in("operator")
	yield desk, errors
	desk.page.context.close()


def is_connected(desk: Desk) -> None:
	desk.page.wait_for_function("frappe.realtime.socket?.connected")


def report(live, words: str) -> str:
	worker = User(live.url, email("gridworker"), PASSWORD)
	body = {"description": words, "grid": CHIBI_GRID, "category": "M06010"}
	return ok(worker.call("case.report", **body, idempotency_key=uuid4().hex))["case"]


def test_a_change_of_another_session_reaches_an_open_list(told, live):
	desk, errors = told
	desk.open("case/view/list")
	is_connected(desk)
	desk.page.wait_for_timeout(1500)
	words = f"实时更新 {uuid4().int % 10**6}"
	report(live, words)
	expect(desk.page.locator(".list-row", has_text=words)).to_be_visible(timeout=15_000)
	assert errors == []


def test_a_notice_turns_the_bell_at_once(told, live):
	desk, errors = told
	desk.open("case/view/list")
	is_connected(desk)
	desk.page.evaluate("frappe.realtime.on('notification', () => (window.rung = true))")
	notice = {"for_user": email("operator"), "subject": f"通知 {uuid4().int % 10**6}", "type": "Alert"}
	import frappe

	frappe.get_doc({"doctype": "Notification Log", **notice}).insert(ignore_permissions=True)
	frappe.db.commit()
	desk.page.wait_for_function("window.rung", timeout=15_000)
	assert errors == []


def test_guests_and_other_pages_are_not_let_in(live):
	import socketio

	port = live.live[1]
	address = f"http://127.0.0.1:{port}"
	client = socketio.SimpleClient()
	with pytest.raises(socketio.exceptions.ConnectionError):
		client.connect(address, namespace=f"/{SITE}")
	import requests

	foreign = {"Origin": "http://other.example"}
	answer = requests.get(f"{address}/socket.io/?EIO=4&transport=polling", headers=foreign, timeout=30)
	assert answer.status_code == 400


def test_who_may_not_read_a_list_hears_nothing_of_it(live, fresh):
	import requests
	import socketio

	session = requests.Session()
	form = {"usr": email("volunteer"), "pwd": PASSWORD}
	session.post(f"{live.url}/api/method/login", data=form, timeout=30).raise_for_status()
	cookies = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
	client = socketio.SimpleClient()
	client.connect(
		f"http://127.0.0.1:{live.live[1]}",
		namespace=f"/{SITE}",
		headers={"Cookie": cookies, "Origin": live.url},
	)
	client.emit("doctype_subscribe", "Resident")
	site = fresh()
	site.publish_realtime("list_update", {"doctype": "Resident", "name": "x"}, doctype="Resident")
	site.publish_realtime("eval_js", {"for": "volunteer"}, user=email("volunteer"))
	assert client.receive(timeout=15)[0] == "eval_js", "its own message is the first that comes"
	client.disconnect()
