"""What a shared page and its card tell: kind, stage and days; nothing of a person, and none of the rights of a code."""

import re
from uuid import uuid4

import pytest

from tests.rest.conftest import ok

NOWHERE = "此链接没有对应的上报"
PAGES = (
	"/",
	"/front",
	"/snapshot",
	"/snapshot/nearby",
	"/snapshot/track",
	"/help",
	"/activity",
	"/volunteer",
	"/about",
)
CARD = re.compile(r'<meta property="og:(\w+)" content="([^"]*)">')


def page(login, path: str) -> str:
	answer = login(None).request("GET", path)
	assert answer.status == 200, answer
	return answer.text


def card_of(text: str) -> dict[str, str]:
	return dict(CARD.findall(text))


def leads_nowhere(login, path: str) -> None:
	text = page(login, path)
	assert NOWHERE in text and 'id="progress"' not in text and "暴露垃圾" not in text


@pytest.fixture
def reported(login):
	"""(case, code, words) of a report by somebody with name and phone."""
	words = f"张演示家门口堆物 {uuid4().int % 10**6}"
	body = {"description": words, "category": "M06010", "grid": "421281001002001", "reporter_name": "张演示"}
	told = ok(login(None).call("public.report", **body, idempotency_key=uuid4().hex))
	(case,) = login("admin").names("Case", [["description", "=", words]])
	return case, told["tracking_code"], words


@pytest.mark.parametrize("path", PAGES)
def test_each_public_page_has_its_card(login, path):
	card = card_of(page(login, path))
	assert card["title"] and card["description"] and card["url"].startswith("http")
	assert card["image"].endswith("/assets/community_gov/images/share.png")
	assert login(None).request("GET", "/assets/community_gov/images/share.png").status == 200


def test_a_card_repeats_nothing_of_the_address(login):
	text = page(login, "/snapshot/track?code=SECRET12&x=%22%3E%3Cscript%3E&_lang=en")
	card = card_of(text)
	assert "SECRET12" not in text and "<script>" not in card["url"]
	assert card["url"].endswith("/snapshot/track?_lang=en") and card["locale"] == "en_US"


def test_a_shared_page_names_nothing_personal(login, reported):
	case, code, words = reported
	path = ok(login(None).query("public.share", code=code))["path"]
	text = page(login, path)
	assert "暴露垃圾" in text and "上报" in text and NOWHERE not in text
	assert "暴露垃圾" in card_of(text)["title"]
	for secret in (words, "张演示", code, code.replace("-", "")):
		assert secret not in text, secret
	assert "第一网格" not in text, "no nearer than the community"
	# The page gives no way in: its token is no code.
	assert login(None).query("public.track", code=path.split("=")[1]).status in (403, 404, 417, 422)
	assert case in path


@pytest.mark.parametrize(
	"change",
	[
		lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
		lambda token: token.rpartition(".")[0],
		lambda _token: "",
	],
)
def test_a_token_that_was_made_up_leads_nowhere(login, reported, change):
	_case, code, _words = reported
	token = ok(login(None).query("public.share", code=code))["path"].split("=")[1]
	leads_nowhere(login, f"/snapshot/progress?case={change(token)}")


def test_the_number_of_another_case_does_not_fit(login, reported, report):
	_case, code, _words = reported
	sign = ok(login(None).query("public.share", code=code))["path"].rpartition(".")[2]
	leads_nowhere(login, f"/snapshot/progress?case={report()}.{sign}")


def test_what_is_confidential_is_not_shared(login, reported, fresh):
	case, code, _words = reported
	path = ok(login(None).query("public.share", code=code))["path"]
	site = fresh()
	site.db.set_value("Case", case, "is_confidential", 1)
	site.db.commit()
	assert ok(login(None).query("public.share", code=code)).get("path") is None
	leads_nowhere(login, path)


def test_an_unknown_code_shares_nothing(login):
	assert login(None).query("public.share", code="ABCD-EFGH-JKLM-NPQR").status in (404, 417, 422)


def test_an_activity_and_a_case_lead_to_their_place(login, report):
	case = report(latitude=29.7222, longitude=113.8812)
	ways = ok(login("operator").query("work.item", doctype="Case", name=case))["case"]["place"]["ways"]
	assert ways["amap"].startswith("https://uri.amap.com/navigation?") and ways["geo"].startswith(
		"geo:29.7222"
	)


@pytest.fixture
def shown(fresh):
	"""The settings show released words and photos for the time of a test."""

	def store(value: int) -> None:
		site = fresh()
		site.db.set_single_value("Community Gov Settings", "share_released_words", value)
		site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
		site.db.commit()

	yield store(1)
	store(0)


def test_what_staff_have_released_stands_on_the_page_and_can_be_taken_back(login, checking, fresh, shown):
	case, _dispatch, _check = checking(reporter_name="张演示", reporter_phone="13800000001")
	code = ok(login("admin").call("case.issue_code", case=case, reason="口头查询"))["tracking_code"]
	path = ok(login(None).query("public.share", code=code))["path"]
	assert 'id="released"' not in page(login, path), "nothing is released by itself"
	staff = login("operator")
	draft = ok(staff.query("shared_page.draft", case=case))
	assert draft["is_used"] and not draft["is_released"] and len(draft["photos"]) == 1
	sent = {
		"case": case,
		"words": "张演示说楼道堆物，电话 13800000001",
		"outcome": "<b>已清理</b>",
		"photos": draft["photos"],
	}
	for key in ("handler", "gridworker", None):
		assert login(key).call("shared_page.release", **sent).status == 403, key
	foreign = staff.call("shared_page.release", **{**sent, "photos": ["/private/files/casework/x.jpg"]})
	assert (foreign.status, foreign.exc_type) == (422, "BadInputError")
	assert staff.call("shared_page.release", **{**sent, "words": "长" * 1001}).status == 422
	ok(staff.call("shared_page.release", **sent))
	text = page(login, path)
	assert "说楼道堆物" in text and "已清理" in text and "<b>已清理" not in text
	assert "张演示" not in text and "13800000001" not in text
	photo = f"/api/method/community_gov.api.v1.public.shared_photo?{path.partition('?')[2]}&number="
	answer = login(None).request("GET", photo + "0")
	assert answer.status == 200 and login(None).request("GET", photo + "1").status == 404
	assert login(None).request("GET", photo.replace("case=CASE-", "case=CASE-1") + "0").status in (404, 403)
	events = [row["event"] for row in ok(login("chief").query("case.timeline", case=case))]
	assert "Shared Page Released" in events
	site = fresh()
	site.db.set_value("Case", case, "is_confidential", 1)
	site.db.commit()
	assert staff.call("shared_page.release", **sent).status == 422, "confidential"
	ok(staff.call("shared_page.release", case=case))
	site = fresh()
	site.db.set_value("Case", case, "is_confidential", 0)
	site.db.commit()
	assert 'id="released"' not in page(login, path) and login(None).request("GET", photo + "0").status == 404


def test_where_the_settings_show_none_nothing_released_is_told(login, checking):
	case, _dispatch, _check = checking()
	code = ok(login("admin").call("case.issue_code", case=case, reason="口头查询"))["tracking_code"]
	path = ok(login(None).query("public.share", code=code))["path"]
	draft = ok(login("operator").query("shared_page.draft", case=case))
	ok(
		login("operator").call(
			"shared_page.release", case=case, words="楼道堆物", outcome="已清理", photos=draft["photos"]
		)
	)
	photo = f"/api/method/community_gov.api.v1.public.shared_photo?{path.partition('?')[2]}&number=0"
	assert "楼道堆物" not in page(login, path) and login(None).request("GET", photo).status == 404
