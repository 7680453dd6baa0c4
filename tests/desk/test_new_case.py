"""A report in the desk: own grid first, photos travel with the first save, who reported corrects until it is accepted."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.desk.desk import STANDING
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.photos import picture


@pytest.fixture
def desk(open_desk):
	found = open_desk("gridworker")
	found.open("case/new")
	return found


# The answer to the first file comes after that to the second, as it may on a slow line.
FIRST_ANSWER_LATE = """() => {
	const { send } = XMLHttpRequest.prototype;
	let is_first = true;
	XMLHttpRequest.prototype.send = function (body) {
		if (is_first && body instanceof FormData) {
			is_first = false;
			const told = this.onreadystatechange;
			this.onreadystatechange = () => this.readyState === XMLHttpRequest.DONE && setTimeout(told, 1500);
		}
		return send.call(this, body);
	};
}"""


def in_form(desk, fieldname: str):
	return desk.page.locator(f".form-layout:visible [data-fieldname='{fieldname}']").first


def add_photos(desk, number: int) -> None:
	desk.page.get_by_role("button", name="添加照片").click()
	shots = [
		{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": picture(colour=n)} for n in range(number)
	]
	uploader = desk.dialog()
	# A dialog that is still coming in does not go when its files have arrived.
	desk.page.locator(".modal.show:visible").evaluate(STANDING)
	uploader.locator("input[type=file]").first.set_input_files(shots)
	expect(uploader.locator(".file-preview")).to_have_count(number)
	uploader.locator(".btn-modal-primary, .btn-primary").last.click()
	expect(desk.page.locator(".modal.show")).to_have_count(0)
	expect(in_form(desk, "photos").locator(".grid-row[data-idx]:visible")).to_have_count(number)


def test_the_own_grid_stands_there_with_its_path(desk):
	expect(in_form(desk, "grid").locator("input")).to_have_value("第一网格")
	expect(in_form(desk, "grid").locator(".help-box")).to_contain_text("赤壁市 / ")
	# Another one of that name is told apart by its path, and comes after the own.
	field = in_form(desk, "grid").locator("input")
	desk.choose(field, "第一网格", "340121105014001, 安徽省 / 合肥市")
	# What screen readers are told of the suggestions.
	expect(in_form(desk, "grid").locator("[role=status]")).to_have_text(re.compile("条建议|没有建议"))
	assert desk.page.evaluate("() => cur_frm.doc.grid") == "340121105014001"
	desk.choose(field, "第一网格", f"{CHIBI_GRID}, 湖北省 / 咸宁市 / 赤壁市")
	assert desk.page.evaluate("() => cur_frm.doc.grid") == CHIBI_GRID


def test_photos_travel_with_the_save_and_the_reporter_corrects(desk, login):
	title = f"倾倒垃圾{uuid4().hex[:6]}"
	desk.page.evaluate(FIRST_ANSWER_LATE)
	add_photos(desk, 2)
	assert desk.page.evaluate("() => cur_frm.is_new()"), "attaching a photo saved the case"
	in_form(desk, "description").locator("textarea").fill(title)
	desk.page.keyboard.press("Control+s")
	desk.page.wait_for_function("() => !cur_frm.is_new()")
	case = desk.page.evaluate("() => cur_frm.docname")
	stored = ok(login("gridworker").read("Case", case))
	assert (stored["grid"], len(stored["photos"]), stored["stage"]) == (CHIBI_GRID, 2, "Reported")
	if desk.page.locator(".modal.show").count():
		desk.close_dialog()
	in_form(desk, "address").locator("input").fill("滨江路 8 号")
	with desk.page.expect_response(lambda answer: "savedocs" in answer.url):
		desk.page.keyboard.press("Control+s")
	assert ok(login("gridworker").read("Case", case))["address"] == "滨江路 8 号"
	ok(login("operator").call("case.act", case=case, action="Accept"))
	desk.open(f"case/{case}")
	expect(in_form(desk, "address").locator("input:visible")).to_have_count(0)


def test_a_grid_elsewhere_is_named_in_the_refusal(login):
	answer = login("gridworker").call("case.report", description="x", grid="421281001003")
	assert answer.status == 403 and "421281001003" in answer.messages and "赤壁市 / " in answer.messages, (
		answer
	)


ZONES = """() => cur_frm.fields.filter(({ df }) => df.fieldtype === "Datetime")
	.map(({ df, $wrapper }) => $wrapper.find(".help-box").text() + (df.description || ""))"""


def test_moments_name_no_zone_that_everybody_lives_in(desk):
	told = desk.page.evaluate(ZONES)
	assert len(told) > 5 and not any("Asia/Shanghai" in text for text in told), told
