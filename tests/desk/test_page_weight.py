"""Pages for phones stay light: compressed scripts of at most 150 KB each, and axe-core finds nothing on them in either language."""

import gzip

import pytest

from tests.support.page_weight import Weight, violations

MOST = 150_000
PAGES = (
	"/",
	"/snapshot",
	"/snapshot/nearby",
	"/snapshot/track",
	"/snapshot/progress",
	"/help",
	"/activity",
	"/volunteer",
	"/about",
	"/notices",
)
TABS = ("queue", "report", "visits", "patrol", "doors", "mine")


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_light_and_open_to_all(path, open_workbench):
	phone = open_workbench(None)
	weight = Weight(phone.page)
	phone.page.goto(path)
	phone.page.wait_for_load_state("networkidle")
	assert 0 < weight.of("Script") <= MOST
	assert violations(phone.page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbench_is_light_and_open_to_all(open_workbench, language):
	phone = open_workbench("gridworker")
	weight = Weight(phone.page)
	for tab in TABS:
		phone.open_work(tab, language)
		phone.page.wait_for_load_state("networkidle")
		assert violations(phone.page) == [], tab
	assert 0 < weight.of("Script") <= MOST


def test_the_server_sends_texts_compressed(open_workbench):
	phone = open_workbench(None)
	with phone.page.expect_response("**/snapshot.bundle*.js") as told:
		phone.page.goto("/")
	response = told.value
	assert response.header_value("content-encoding") == "gzip"
	sent = int(response.header_value("content-length"))
	assert sent < len(response.body()) / 2 and abs(sent - len(gzip.compress(response.body(), 6))) < 200


def test_axe_finds_what_is_wrong(open_workbench):
	"""The check itself can fail."""
	phone = open_workbench(None)
	phone.page.set_content("<html lang='zh'><title>x</title><main><img src='a.png'><input></main></html>")
	assert [one.split(":")[0] for one in violations(phone.page)] == ["image-alt", "label"]
