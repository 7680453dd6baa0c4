"""A bulletin over REST: drafted, announced, objected to, answered, and what others may not."""

import io

import pytest
from pypdf import PdfReader

from tests.rest.conftest import ok

WATER = "赤壁市水利和湖泊局"


@pytest.fixture
def drafted(login, fresh):
	"""A draft of its own for each test; discarded afterwards, as the test site outlives a run."""
	days = {"kind": "Special", "from_date": "2021-03-01", "to_date": "2021-03-02"}
	name = ok(login("chief").call("bulletin.generate", **days))["bulletin"]
	yield name
	login("chief").call("bulletin.act", bulletin=name, action="Discard", note="End of the test")


def test_the_same_period_gives_the_same_bulletin(login, drafted):
	days = {"kind": "Special", "from_date": "2021-03-01", "to_date": "2021-03-02"}
	assert ok(login("chief").call("bulletin.generate", **days))["bulletin"] == drafted
	assert login("chief").create("Bulletin", **days).status == 409


def test_from_draft_to_objection(login, drafted):
	assert login("handler").read("Bulletin", drafted).status == 403
	assert login("handler").call("bulletin.act", bulletin=drafted, action="Announce").status == 403
	ok(login("chief").call("bulletin.act", bulletin=drafted, action="Announce"))
	assert login("chief").call("bulletin.act", bulletin=drafted, action="Publish").status == 422
	steps = ok(login("chief").query("bulletin.next_steps", bulletin=drafted))
	assert {step["action"] for step in steps} == {"Publish", "Take Back", "Discard"}
	body = {"bulletin": drafted, "unit": WATER, "text": "Not ours."}
	assert login("handler2").call("bulletin.object", **body).status == 403
	objection = ok(
		login("handler").call("bulletin.object", **body, idempotency_key="objection-of-test" + drafted)
	)
	assert login("handler2").read("Bulletin Objection", objection["objection"]).status == 403
	reply = {"objection": objection["objection"], "upheld": False, "reply": "It was."}
	assert login("handler").call("bulletin.reply", **reply).status == 403
	assert ok(login("chief").call("bulletin.reply", **reply))["result"] == "Dismissed"
	assert login("chief").call("bulletin.reply", **reply).status == 409
	assert login("chief").update("Bulletin Objection", objection["objection"], text="other").status == 403


def test_the_page_is_in_chinese_and_escaped(login, drafted):
	ok(login("chief").update("Bulletin", drafted, remarks="<script>alert(1)</script>"))
	html = ok(login("chief").query("bulletin.preview", bulletin=drafted))["html"]
	assert "案件处置情况专项通报" in html and "责任单位排名" in html
	assert "<script>" not in html


def test_the_pdf_is_the_form_that_offices_know(login, drafted):
	user = login("chief")
	params = {"doctype": "Bulletin", "name": drafted, "format": "Bulletin"}
	path = user.url + "/api/method/frappe.utils.print_format.download_pdf"
	response = user.session.get(path, params=params, timeout=120)
	assert response.status_code == 200, response.text
	text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
	for words in ("案件处置情况专项通报", "2021", "责任单位排名", "处置率", "按期"):
		assert words in text.replace("\t", " "), text


@pytest.mark.parametrize("key", ["operator", "gridworker", None])
def test_who_drafts_no_bulletin(login, key):
	answer = login(key).call("bulletin.generate", kind="Weekly")
	assert answer.status == 403, answer
