"""Where `/` leads, and what the front door says: all of it from the settings."""

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import ok
from tests.support.http import User

SETTINGS = "Community Gov Settings"
SHOWN = {
	"community_name": "演示社区",
	"office_hours": "周一至周五 8:30–17:30",
	"office_phone": "0715-5336789",
	"office_address": "演示路 1 号",
	"urgent_numbers": "报警 110\n社区值班：0715-5336780\n没有号码的一行",
	"icp_number": "演ICP备00000000号",
	"privacy_notice": "<b>只用于</b>办理",
}


@pytest.fixture
def page(server):
	"""page(key, path="/") -> the answer of a page to an account in a session of its own: pages give it a token."""

	def visit(key: str | None, path: str = "/"):
		user = User(server, email(key) if key else None, PASSWORD)
		return user.request("GET", path, headers={"Accept": "text/html"}, allow_redirects=False)

	return visit


@pytest.fixture
def settings(login):
	"""settings(**values): sets the settings; afterwards they are as before."""
	admin = login("admin")
	before = ok(admin.read(SETTINGS, SETTINGS))

	def change(**values):
		ok(admin.update(SETTINGS, SETTINGS, **values))

	yield change
	change(**{name: before.get(name) for name in (*SHOWN, "use_front_page", "allow_guest_reporting")})


@pytest.mark.parametrize("key", [None, "volunteer"])
def test_residents_start_at_the_front_page(page, key):
	answer = page(key)
	assert answer.status == 200 and 'id="front"' in answer.text and "/snapshot?_lang=zh" in answer.text


def test_staff_start_in_the_desk(page):
	answer = page("gridworker")
	assert 'id="front"' not in answer.text


def test_a_site_may_start_elsewhere(page, settings):
	settings(use_front_page=0)
	assert 'id="front"' not in page(None).text
	assert 'id="front"' in page(None, "/front").text
	settings(use_front_page=1)
	assert 'id="front"' in page(None).text


def test_what_the_settings_say_is_shown(page, settings):
	settings(**SHOWN)
	text = page(None).text
	for shown in (
		*list(SHOWN.values())[:4],
		SHOWN["icp_number"],
		"社区值班",
		'href="tel:0715-5336780"',
		"110",
	):
		assert shown in text, shown
	assert "没有号码的一行" not in text
	assert "演示社区" in page(None, "/snapshot").text
	about = page(None, "/about").text
	assert "只用于" in about and "<b>" not in about


def test_what_is_switched_off_is_not_offered(page, settings):
	settings(allow_guest_reporting=0)
	assert "/snapshot?_lang=zh" not in page(None).text.partition("<footer")[0]


@pytest.mark.parametrize("path", ["/nosuch", "/snapshot/nosuch", "/front/nosuch?_lang=zh"])
def test_what_is_not_there_is_told_in_chinese(page, path):
	answer = page(None, path)
	assert answer.status == 404 and 'id="not-found"' in answer.text and "页面不存在" in answer.text, answer
	assert "Nothing stands at this address." in page(None, "/nosuch?_lang=en").text
