"""The position of a document in the desk: a pin on a small map, where one stands, the grid that is there."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.photos import picture

HERE = {"latitude": 29.7222, "longitude": 113.8812}
AT = "() => [cur_frm.doc.latitude, cur_frm.doc.longitude]"
OLD = """() => {
	const at = { coords: { latitude: 29.7222, longitude: 113.8812, accuracy: 10 }, timestamp: Date.now() - 600000 };
	navigator.geolocation.getCurrentPosition = (found) => found(at);
}"""


@pytest.fixture
def desk(open_desk):
	found = open_desk("gridworker")
	found.open("case/new")
	return found


def control(desk):
	"""The map in view of the form that is open, drawn."""
	box = desk.page.locator(".cg-position:visible")
	box.scroll_into_view_if_needed()
	expect(box.locator(".cg-map-box.leaflet-container")).to_be_visible()
	return box


def number(desk, name: str):
	return desk.page.locator(f".form-layout:visible [data-fieldname='{name}'] input").first


def at(desk) -> list[float]:
	return desk.page.evaluate(AT)


def test_a_press_drops_the_pin_and_the_grid_is_told(desk):
	box = control(desk)
	expect(box.locator(".cg-map-place").first).to_be_visible()
	box.get_by_role("button", name="图钉放到地图中央").click()
	desk.page.evaluate("(at) => cur_frm.set_value(at)", HERE)
	desk.page.wait_for_function(f"(at) => ({AT})()[1] === at", arg=HERE["longitude"])
	box.locator(".cg-pin").hover()
	spot = box.locator(".cg-pin").bounding_box()
	desk.page.mouse.click(spot["x"] + 25, spot["y"] + 50)
	desk.page.wait_for_function(f"(at) => ({AT})()[1] !== at", arg=HERE["longitude"])
	latitude, longitude = at(desk)
	assert 0 < HERE["latitude"] - latitude < 0.001 and 0 < longitude - HERE["longitude"] < 0.001
	expect(number(desk, "latitude")).to_have_value(re.compile(rf"^{str(latitude)[:7]}"))
	expect(box.locator(".cg-position-grid")).to_contain_text("图钉位于 湖北省 / 咸宁市 / 赤壁市")
	assert desk.english(".cg-position:visible") == []
	box.get_by_role("button", name="移除图钉").click()
	expect(box.locator(".cg-pin")).to_have_count(0)
	assert not any(at(desk))


def test_a_pin_is_dragged(desk):
	box = control(desk)
	box.get_by_role("button", name="图钉放到地图中央").click()
	pin = box.locator(".cg-pin")
	expect(pin).to_be_visible()
	before = at(desk)
	pin.hover()
	spot = pin.bounding_box()
	desk.page.mouse.move(spot["x"] + 15, spot["y"] + 15)
	desk.page.mouse.down()
	desk.page.mouse.move(spot["x"] + 65, spot["y"] - 20, steps=6)
	desk.page.mouse.up()
	desk.page.wait_for_function(f"(before) => ({AT})()[1] > before", arg=before[1])
	assert at(desk)[0] > before[0], "east and north"


def test_arrow_keys_move_the_pin(desk):
	box = control(desk)
	box.get_by_role("button", name="图钉放到地图中央").press("Enter")
	pin = box.get_by_role("button", name="图钉：可用方向键移动")
	pin.focus()
	before = at(desk)
	desk.page.keyboard.press("ArrowRight")
	desk.page.keyboard.press("ArrowUp")
	desk.page.wait_for_function(f"(before) => ({AT})()[0] > before", arg=before[0])
	assert at(desk)[1] > before[1]
	expect(pin).to_be_focused()


def test_the_own_position_says_how_good_it_is(desk):
	desk.context.grant_permissions(["geolocation"])
	desk.context.set_geolocation({**HERE, "accuracy": 12})
	box = control(desk)
	box.get_by_role("button", name="我的位置").click()
	expect(box.locator(".cg-position-told")).to_have_text(re.compile(r"误差约 12 米，\d 秒前测得"))
	assert at(desk) == [HERE["latitude"], HERE["longitude"]]
	expect(box.locator(".cg-position-grid")).to_contain_text("赤壁市")
	desk.context.set_geolocation({**HERE, "accuracy": 900})
	box.get_by_role("button", name="我的位置").click()
	expect(box.locator(".cg-position-told")).to_contain_text("误差约 900 米。请把图钉拖到准确位置")


def test_an_old_position_is_refused(desk):
	desk.page.evaluate(OLD)
	box = control(desk)
	box.get_by_role("button", name="我的位置").click()
	expect(box.locator(".cg-position-told")).to_contain_text("设备只知道 10 分钟前的位置。请重试")
	assert not any(at(desk))
	# What the page got for this test goes with it.
	desk.key = None


def test_a_pin_in_another_grid_is_told_and_its_grid_taken(desk, login):
	box = control(desk)
	other = "421281001003"
	desk.page.evaluate("(grid) => cur_frm.set_value('grid', grid)", other)
	desk.page.evaluate("(at) => cur_frm.set_value(at)", HERE)
	told = box.locator(".cg-position-grid")
	expect(told).to_have_class(re.compile("text-warning"))
	told.get_by_role("button", name="改用该网格").click()
	desk.page.wait_for_function("(grid) => cur_frm.doc.grid === grid", arg=CHIBI_GRID)
	expect(told).not_to_have_class(re.compile("text-warning"))


def test_a_report_keeps_its_pin_and_is_corrected_until_it_is_accepted(desk, login):
	words = f"井盖松动 {uuid4().int % 10**6}"
	box = control(desk)
	desk.page.evaluate("(at) => cur_frm.set_value(at)", HERE)
	expect(box.locator(".cg-pin")).to_be_visible()
	desk.page.locator(".form-layout:visible [data-fieldname='description'] textarea").first.fill(words)
	desk.page.keyboard.press("Control+s")
	desk.page.wait_for_function("() => !cur_frm.is_new()")
	case = desk.page.evaluate("() => cur_frm.docname")
	stored = ok(login("gridworker").read("Case", case))
	assert (stored["latitude"], stored["longitude"]) == (HERE["latitude"], HERE["longitude"])
	if desk.page.locator(".modal.show").count():
		desk.close_dialog()
	expect(control(desk).locator("[data-do=find]")).to_be_visible()
	ok(login("operator").call("case.act", case=case, action="Accept"))
	desk.open("case")
	desk.open(f"case/{case}")
	expect(desk.page.locator(".cg-glance-map:visible")).to_be_visible()
	expect(desk.page.locator(".cg-position:visible")).to_have_count(0)


def test_without_a_connection_numbers_put_the_pin_on_lines(desk):
	box = control(desk)
	expect(box.locator(".cg-graticule").first).to_be_visible()
	desk.context.set_offline(True)
	try:
		for name, value in HERE.items():
			number(desk, name).fill(str(value))
			number(desk, name).press("Tab")
		expect(box.locator(".cg-pin")).to_be_visible()
		expect(box.locator(".cg-position-grid")).to_have_text("现在无法查询所属网格。保存时会核对。")
		expect(box.locator(".cg-graticule").first).to_be_visible()
	finally:
		desk.context.set_offline(False)
	desk.problems = [one for one in desk.problems if "ERR_INTERNET_DISCONNECTED" not in one]


@pytest.fixture
def tianditu(login):
	"""The site takes its tiles from Tianditu; asked for first, so that no page reads the settings while they change back."""
	settings, admin = "Community Gov Settings", login("admin")
	ok(admin.update(settings, settings, map_tiles_from="Tianditu Map", tianditu_key="0123456789abcdef"))
	yield
	ok(admin.update(settings, settings, map_tiles_from="", tianditu_key=""))


def test_tiles_of_tianditu_come_with_their_names(tianditu, open_desk):
	desk = open_desk("gridworker", again=True)
	asked = []

	def tile(route):
		asked.append(route.request.url)
		route.fulfill(body=picture("PNG", (256, 256)), content_type="image/png")

	desk.page.route("**/*.tianditu.gov.cn/**", tile)
	desk.open("case/new")
	box = control(desk)
	expect(box.locator("img.leaflet-tile-loaded").first).to_be_visible()
	expect(box.locator(".leaflet-control-attribution")).to_contain_text("天地图")
	desk.page.wait_for_function(
		"() => document.querySelectorAll('.cg-position img.leaflet-tile-loaded').length > 4"
	)
	kinds = {re.search(r"//t([0-7])\.tianditu\.gov\.cn/(\w+)_w/", url)[2] for url in asked}
	assert kinds == {"vec", "cva"} and all(url.endswith("&tk=0123456789abcdef") for url in asked)
	# The map of this page has its tiles for good.
	desk.key = None


FORMS = {
	"Building": "building",
	"Residential Compound": "residential-compound",
	"Patrol Point": "patrol-point",
	"Volunteer Activity": "volunteer-activity",
}


@pytest.mark.parametrize("doctype", FORMS)
def test_other_places_have_the_same_map(open_desk, doctype):
	desk = open_desk("admin")
	desk.open(f"{FORMS[doctype]}/new")
	desk.page.wait_for_function("(doctype) => cur_frm?.doctype === doctype && cur_frm.is_new()", arg=doctype)
	box = control(desk)
	desk.page.evaluate("(at) => cur_frm.set_value(at)", HERE)
	expect(box.locator(".cg-pin")).to_be_visible()
	expect(box.locator(".cg-position-grid")).to_contain_text("图钉位于")
	# An empty place is filled with what the pin found.
	desk.page.wait_for_function("(grid) => cur_frm.doc.grid === grid", arg=CHIBI_GRID)
	desk.page.evaluate("() => { cur_frm.doc.__unsaved = 0; }")
