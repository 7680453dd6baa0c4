"""Rows of cases: small pictures in one request, and the case beside its list without leaving it."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.rest.test_glance import photo, seen_there


@pytest.fixture
def three(report):
	"""(mark in their titles, three cases, the newest last); the first two have photos."""
	mark = str(uuid4().int % 10**6)
	values = seen_there()
	photos = [[photo(1)], [photo(2)], []]
	return mark, [report(**{**values, "title": f"并排{mark} {n}", "photos": photos[n]}) for n in range(3)]


# In Frappe 16 the head of a list is such a container, too.
ROWS = ".list-row-container:has(> .list-row):visible"


def listed(desk, mark: str, number: int = 3):
	desk.open_list("case", title=mark)
	rows = desk.page.locator(ROWS)
	expect(rows).to_have_count(number)
	return rows


def test_pictures_come_with_one_request_and_move_nothing(open_desk, three):
	mark, _cases = three
	desk = open_desk("operator", again=True)
	asked = []
	desk.page.on("request", lambda one: asked.append(one.url) if "thumbnails" in one.url else None)
	rows = listed(desk, mark)
	expect(rows.locator(".cg-look img")).to_have_count(2)
	assert len(asked) == 1 and rows.locator(".cg-look").count() == 3
	boxes = [button.bounding_box() for button in rows.locator(".cg-look").all()]
	assert {(box["width"], box["height"]) for box in boxes} == {(32, 28)}, "with and without a picture alike"
	heights = {row.bounding_box()["height"] for row in rows.all()}
	assert len(heights) == 1 and heights.pop() <= 48
	assert rows.locator("img").first.evaluate("image => image.naturalWidth") == 72


def test_a_case_opens_beside_the_list_and_one_goes_on(open_desk, three):
	mark, _cases = three
	desk = open_desk("chief")
	rows = listed(desk, mark)
	titles = [text.strip() for text in rows.locator(".list-subject a").all_inner_texts()]
	rows.first.locator(".cg-look").click()
	drawer = desk.page.get_by_role("dialog", name=titles[0])
	expect(drawer).to_contain_text("陆水湖北渠")
	expect(drawer.locator(".cg-glance-steps li").first).to_contain_text("上报")
	assert drawer.locator("input, textarea, .btn-primary[data-step]").count() == 0, "to read only"
	assert desk.english(".cg-drawer-body") == []
	assert desk.page.evaluate("() => frappe.get_route()[0]") == "List"
	expect(desk.page.get_by_role("button", name="上一行（K）")).to_be_disabled()
	desk.page.get_by_role("button", name="下一行（J）").click()
	expect(desk.page.get_by_role("dialog", name=titles[1])).to_contain_text("陆水湖北渠")
	desk.page.keyboard.press("j")
	expect(desk.page.get_by_role("dialog", name=titles[2])).to_contain_text("3 / 共 3 项")
	desk.page.keyboard.press("ArrowUp")
	expect(desk.page.get_by_role("dialog", name=titles[1])).to_be_visible()
	desk.page.keyboard.press("Escape")
	expect(desk.page.locator(".cg-drawer")).to_have_count(0)
	expect(rows.nth(1)).to_be_focused()
	expect(rows).to_have_count(3)


def test_the_key_opens_it_and_its_button_the_form(open_desk, three):
	mark, _cases = three
	desk = open_desk("chief")
	rows = listed(desk, mark)
	rows.nth(1).focus()
	desk.page.keyboard.press("v")
	drawer = desk.page.locator(".cg-drawer")
	expect(drawer.locator(".cg-glance")).to_be_visible()
	name = drawer.locator("header [role=status]").inner_text().split(" · ")[0]
	drawer.get_by_role("button", name="打开单据").click()
	desk.page.wait_for_function("(name) => frappe.get_route().join('/') === `Form/Case/${name}`", arg=name)
	expect(drawer).to_have_count(0)


def test_a_unit_looks_from_its_dispatches(open_desk, dispatched):
	_case, dispatch = dispatched(**seen_there())
	desk = open_desk("handler")
	desk.open(f"case-dispatch?name={dispatch}")
	row = desk.page.locator(ROWS).first
	expect(row.locator(".cg-look img")).to_be_visible()
	row.locator(".cg-look").click()
	expect(desk.page.locator(".cg-drawer-body")).to_contain_text("渠边有异味")
	assert desk.page.evaluate("() => frappe.get_route().slice(0, 2).join()") == "List,Case Dispatch"


def test_a_checker_looks_from_the_checks(open_desk, checking):
	_case, _dispatch, check = checking(**seen_there())
	desk = open_desk("chief")
	desk.open(f"case-check?name={check}")
	desk.page.locator(f"{ROWS} .cg-look").first.click()
	expect(desk.page.locator(".cg-drawer-body")).to_contain_text("渠边有异味")


def test_a_queue_on_a_workspace_opens_it_too(open_desk, report):
	report(**seen_there())
	desk = open_desk("operator", again=True)
	desk.open("operator-desk")
	queue = desk.page.locator(".quick-list-widget-box").first
	row = queue.locator(".cg-queue-item").first
	title = row.locator(".title").inner_text()
	row.locator(".cg-look").click()
	drawer = desk.page.get_by_role("dialog", name=title)
	expect(drawer.locator(".cg-glance-steps li").first).to_be_visible()
	assert desk.page.evaluate("() => frappe.get_route()[0]") == "Workspaces"
	desk.page.keyboard.press("Escape")
	expect(drawer).to_have_count(0)
	expect(row).to_be_focused()
	desk.page.keyboard.press("v")
	expect(drawer).to_be_visible()
	desk.page.keyboard.press("Escape")


def test_on_a_phone_it_fills_the_screen(open_desk, three):
	mark, _cases = three
	desk = open_desk("chief")
	desk.page.set_viewport_size({"width": 390, "height": 844})
	rows = listed(desk, mark)
	# The sidebar of Frappe 16 was open when the window was wide.
	desk.page.evaluate(
		"() => document.querySelector('.body-sidebar-container')?.classList.remove('expanded')"
	)
	rows.first.locator(".cg-look").click()
	drawer = desk.page.locator(".cg-drawer")
	expect(drawer.locator(".cg-glance")).to_be_visible()
	box = drawer.bounding_box()
	assert (box["x"], box["width"]) == (0, 390)
	assert drawer.evaluate("box => box.scrollWidth <= box.clientWidth")
	drawer.get_by_role("button", name="关闭（Esc）").click()
	expect(drawer).to_have_count(0)
