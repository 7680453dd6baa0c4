"""The wall of the command hall in a browser of 1920 x 1080: filled, large, and alive."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.rest.conftest import CHIBI_GRID, ok

SMALLEST = """() => Math.min(...[...document.querySelectorAll(".hall *")]
	.filter((node) => node.offsetParent && !node.closest(".hall-button, .leaflet-control") &&
		[...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()))
	.map((node) => parseFloat(getComputedStyle(node).fontSize)))"""
REFRESHED = 11_000  # milliseconds: the wall asks each ten seconds
PLACE = {"latitude": 29.7222, "longitude": 113.8812}


def test_the_wall_fills_and_updates_itself(open_desk, login, report, dispatched):
	dispatched(**PLACE)
	desk = open_desk("chief")
	page = desk.page
	page.set_viewport_size({"width": 1920, "height": 1080})
	desk.take_clock()
	page.goto("/app/command-hall")
	figure = page.locator("[data-figure='reported'] strong")
	expect(figure).to_be_visible(timeout=30_000)
	expect(page.locator(".hall-point").first).to_be_visible()
	expect(page.locator(".hall-place").first).to_be_visible()
	expect(page.locator(".hall-units li").first).to_contain_text("赤壁市水利和湖泊局")
	expect(page.locator(".hall-urgent li").first).to_be_visible()
	before = int(figure.inner_text().replace(",", ""))
	report(description=f"Heap {uuid4().hex}", **PLACE)
	page.clock.fast_forward(REFRESHED)
	expect(figure).to_have_text(f"{before + 1:,}", timeout=30_000)
	assert page.evaluate(SMALLEST) >= 17, "readable from afar"
	assert desk.english(".hall-funnel") == []
	desk.shot("command-hall")


def test_the_wall_keeps_its_figures_without_a_network(open_desk):
	desk = open_desk("operator")
	page = desk.page
	desk.take_clock()
	page.goto("/app/command-hall")
	expect(page.locator("[data-figure='open'] strong")).to_be_visible(timeout=30_000)
	page.route("**/*hall.snapshot*", lambda route: route.abort())
	page.clock.fast_forward(REFRESHED)
	expect(page.locator(".hall-state")).to_contain_text("连接中断", timeout=15_000)
	expect(page.locator("[data-figure='open'] strong")).to_be_visible()
	desk.problems = [problem for problem in desk.problems if "ERR_FAILED" not in problem]


def test_the_answer_is_cut_to_the_viewer(login, report):
	report(grid=CHIBI_GRID)
	mine, other = (ok(login(key).query("hall.snapshot")) for key in ("manager", "gridworker.zhelu"))
	assert mine["today"]["reported"] >= 1
	assert {row["case"] for row in other["stream"]}.isdisjoint(row["case"] for row in mine["stream"])
	assert login(None).query("hall.snapshot").status == 403
	assert login("volunteer").query("hall.snapshot").status == 403
