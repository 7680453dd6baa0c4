"""News come without a socket: the bell is asked for, urgent cases sound where one wants."""

from uuid import uuid4

from playwright.sync_api import expect

from community_gov.demo.people import email
from tests.rest.conftest import CHIBI_GRID, ok

NEWS = "() => community_gov.look_for_news()"
PLAYED = "() => { window.played = []; frappe.utils.play_sound = (name) => window.played.push(name); }"


def test_the_bell_tells_of_a_notice_that_came_meanwhile(open_desk, fresh):
	desk = open_desk("gridworker", again=True)
	desk.open("case")
	desk.page.evaluate(NEWS)
	site, words = fresh(), f"新通知{uuid4().int % 10**8}"
	from community_gov.core.notifications import notify_users

	notify_users({email("gridworker")}, words, "Grid", CHIBI_GRID)
	site.db.commit()
	expect(desk.page.locator(".notification-item", has_text=words)).to_have_count(0)
	desk.page.evaluate(NEWS)
	expect(desk.page.locator(".notification-item, .recent-item", has_text=words)).not_to_have_count(0)


def test_an_urgent_case_sounds_where_one_wants(open_desk, login):
	desk = open_desk("chief", again=True)
	desk.open("case")
	desk.page.evaluate(PLAYED)
	desk.page.evaluate("() => community_gov.switch_urgent_sound()")
	expect(desk.page.locator(".desk-alert", has_text="已开启急件提示音")).to_be_visible()
	desk.page.evaluate(NEWS)
	body = {"description": f"燃气泄漏{uuid4().hex}", "grid": CHIBI_GRID, "urgency": "Urgent"}
	ok(login("manager").call("case.report", **body))
	desk.page.evaluate(NEWS)
	expect(desk.page.locator(".desk-alert", has_text="有新的急件")).to_be_visible()
	assert desk.page.evaluate("window.played") == ["alert"]
	desk.page.evaluate("() => community_gov.switch_urgent_sound()")
	ok(login("manager").call("case.report", **body))
	desk.page.evaluate(NEWS)
	assert desk.page.evaluate("window.played") == ["alert"]
