"""The guide of the repository over REST."""

import pytest

from tests.rest.conftest import ok


def test_each_page_of_the_guide_is_read(login):
	assert "<h1" in ok(login("gridworker").query("guide.read"))["html"]
	page = ok(login("gridworker").query("guide.read", page="workflows/case-approval"))
	assert page["page"] == "workflows/case-approval" and "Case Approval" in page["html"]


@pytest.mark.parametrize(
	"page",
	[
		"../README",
		"nosuch",
		"workflows/../../README",
		"/etc/passwd",
		"",
		"a" * 300,
		"workflows/\u0000",
	],
)
def test_nothing_else_is(page, login):
	answer = login("gridworker").query("guide.read", page=page)
	assert answer.status in (404, 417) and "html" not in answer.text, answer


def test_a_guest_reads_no_guide(login):
	assert login(None).query("guide.read").status == 403
