"""Intake in the browser: the stop notice while a report is written, settling on the spot."""

from playwright.sync_api import expect

from tests.support.photos import picture


def test_stop_notice_while_a_report_is_written(open_desk):
	desk = open_desk("gridworker")
	desk.open("case/new")
	field = desk.page.locator("textarea[data-fieldname='description']:visible")
	field.fill("楼道里有很浓的煤气味")
	field.blur()
	expect(desk.page.locator(".form-message.red:visible")).to_contain_text("请立即拨打 119")


def test_small_thing_is_settled(open_desk):
	desk = open_desk("gridworker")
	desk.open("case/view/list")
	desk.page.get_by_role("button", name="自行处置", exact=True).first.click()
	dialog = desk.dialog()
	dialog.locator("textarea[data-fieldname='description']").fill("门前小广告已清。")
	for fieldname, typed, shown in (
		("category", "M07001", "非法小广告"),
		("grid", "421281001002001", "第一网格"),
	):
		field = dialog.locator(f"input[data-fieldname='{fieldname}']")
		field.click()
		field.press_sequentially(typed)
		desk.page.locator("[role=option]:visible, .awesomplete li:visible", has_text=shown).first.click()
	for name, colour in (("photo_before", 1), ("photo_after", 200)):
		photo = {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": picture(colour=colour)}
		dialog.locator(f"input[name='{name}']").set_input_files([photo])
	dialog.get_by_role("button", name="自行处置", exact=True).click()
	expect(desk.stage()).to_have_text("结案")
