"""Intake in the browser: the stop notice, settling on the spot, orders of the hotline, receptions."""

from uuid import uuid4

from playwright.sync_api import expect

from devtools.processes import Worker
from tests.conftest import BENCH, SITE
from tests.desk.desk import WORDS
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.photos import picture


def test_stop_notice_while_a_report_is_written(open_desk):
	desk = open_desk("gridworker")
	desk.open("case/new")
	field = desk.page.locator("textarea[data-fieldname='description']:visible")
	field.fill("楼道里有很浓的煤气味")
	field.blur()
	expect(desk.page.locator(".form-message.red:visible")).to_contain_text("请立即拨打 119")


def test_small_thing_is_settled_with_a_pin(open_desk, login):
	desk = open_desk("gridworker")
	desk.open("case/view/list")
	desk.page.get_by_role("button", name="自行处置", exact=True).first.click()
	expect(desk.dialog().locator("input[data-fieldname='grid']")).to_have_value("第一网格")
	desk.close_dialog()
	desk.open("case/new")
	desk.page.locator("textarea[data-fieldname='description']:visible").fill("门前小广告已清。")
	desk.page.keyboard.press("Tab")
	desk.page.get_by_role("button", name="自行处置", exact=True).click()
	dialog = desk.dialog()
	expect(dialog.locator("textarea[data-fieldname='description']")).to_have_value("门前小广告已清。")
	desk.choose(dialog.locator("input[data-fieldname='category']"), "M07001", "非法小广告")
	box = dialog.locator(".cg-position")
	box.scroll_into_view_if_needed()
	expect(box.locator(".cg-map-place").first).to_be_visible()
	box.get_by_role("button", name="图钉放到地图中央").click()
	expect(box.locator(".cg-position-grid")).to_contain_text("图钉位于 湖北省 / 咸宁市 / 赤壁市")
	for name, colour in (("photo_before", 1), ("photo_after", 200)):
		photo = {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": picture(colour=colour)}
		dialog.locator(f"input[name='{name}']").set_input_files([photo])
	dialog.get_by_role("button", name="自行处置", exact=True).click()
	expect(desk.stage()).to_have_text("结案")
	stored = ok(login("chief").read("Case", desk.page.evaluate("() => cur_frm.docname")))
	assert (stored["grid"], round(stored["latitude"], 1), len(stored["photos"])) == (CHIBI_GRID, 29.7, 2)


def test_orders_of_the_hotline_are_loaded(open_desk, login):
	number = uuid4().hex
	desk = open_desk("operator")
	load_orders(desk, f"工单编号,诉求内容,网格代码\n{number},路灯不亮,421281001002001\n")
	expect(desk.dialog()).to_contain_text("新收 1 件")
	desk.page.keyboard.press("Escape")
	case = login("operator").names("Case", [["upstream_number", "=", number]])[0]
	load_orders(desk, f"工单编号,诉求内容,网格代码\n{number},井盖,\n,无编号,\n")
	expect(desk.dialog().locator("table")).to_be_visible()
	desk.open(f"case/{case}")
	expect(desk.page.locator(".section-head:visible", has_text="热线")).to_be_visible()
	expect(desk.page.get_by_role("button", name="填写回单", exact=True)).to_be_visible()


def test_a_larger_sheet_of_orders_shows_how_far_it_is_and_what_was_refused(open_desk, login):
	wide = "x" * 70_000
	number = uuid4().hex
	good = "\n".join(f"{number}{row},路灯不亮,421281001002001,{wide}" for row in range(4))
	head = "工单编号,诉求内容,网格代码,附注"
	desk = open_desk("operator")
	load_orders(desk, f"{head}\n{good}\n,无编号,,\n")
	expect(desk.page.get_by_role("progressbar")).to_be_attached()
	preview = desk.page.locator("[data-fieldname='preview']:visible")
	with Worker(BENCH, SITE, queues="long"):
		expect(preview.locator("tbody tr")).to_have_count(1, timeout=60_000)
		expect(preview.locator("tbody tr td").first).to_have_text("6")
		expect(desk.stage()).to_have_text("未导入")
		desk.shot("sheet-import-refused")
		load_orders(desk, f"{head}\n{good}\n")
		expect(desk.stage()).to_have_text("已导入", timeout=60_000)
	labels = desk.page.locator(".form-page .control-label:visible, .form-page .section-head:visible")
	assert [text for text in labels.all_inner_texts() if WORDS.search(text)] == []
	assert len(login("operator").names("Case", [["upstream_number", "like", f"{number}%"]])) == 4


def load_orders(desk, text: str) -> None:
	desk.open("case/view/list")
	desk.page.get_by_role("button", name="导入 12345 工单", exact=True).click()
	sheet = {"name": f"{uuid4().hex}.csv", "mimeType": "text/csv", "buffer": text.encode()}
	desk.page.locator(".modal.show input[type=file]").first.set_input_files([sheet])
	desk.page.locator(".modal.show .btn-modal-primary:visible").click()


def test_a_reception_becomes_a_case(open_desk, login):
	words = f"楼道灯不亮 {uuid4().hex}"
	desk = open_desk("manager")
	desk.open("reception-record/new")
	page = desk.page
	options = page.locator("select[data-fieldname='outcome'] option")
	expect(options.filter(has_text="当场解决")).to_have_count(1)
	desk.choose(page.locator("input[data-fieldname='grid']:visible"), "421281001002001", "第一网格")
	page.locator("input[data-fieldname='promised_reply_date']:visible").fill("2030-01-01")
	page.keyboard.press("Tab")
	page.locator("textarea[data-fieldname='matter']:visible").fill(words)
	page.get_by_role("button", name="保存", exact=True).click()
	page.get_by_role("button", name="转为案件", exact=True).click()
	expect(desk.stage()).to_have_text("上报")
	record = login("manager").names("Reception Record", [["matter", "=", words]])[0]
	case = login("manager").read("Reception Record", record).data["case_file"]
	assert login("operator").read("Case", case).data["reception_record"] == record
