"""The app's own papers as PDF: made without wkhtmltopdf, in Chinese, with the rights of whoever prints."""

import io

import pytest
from pypdf import PdfReader

from community_gov.core import pdf
from tests.rest.conftest import ok
from tests.rest.test_activities_api import recruit  # noqa: F401

DOOR = "/api/method/frappe.utils.print_format."


@pytest.fixture(scope="module")
def statement(login) -> dict:
	volunteer = login("coordinator").names("Volunteer", [["status", "=", "Active"]])[0]
	return {"doctype": "Volunteer", "name": volunteer, "format": "Point Statement"}


def printed(user, door: str, **params) -> list[str]:
	"""Text of each page."""
	response = user.session.get(user.url + DOOR + door, params=params, timeout=120)
	assert response.status_code == 200, response.text[:500]
	assert response.headers["Content-Type"] == "application/pdf"
	reader = PdfReader(io.BytesIO(response.content))
	assert "WeasyPrint" in reader.metadata.producer or door == "download_multi_pdf"
	return [page.extract_text() for page in reader.pages]


def test_a_format_of_ours_needs_no_other_program(login, statement):
	pages = printed(login("coordinator"), "download_pdf", language="zh", **statement)
	assert "积分对账单" in pages[0] and statement["name"] in pages[0] and f"1 / {len(pages)}" in pages[0]


def test_several_papers_in_one_file(login):
	user = login("coordinator")
	names = user.names("Volunteer", [["status", "=", "Active"]])[:2]
	wanted = {"doctype": "Volunteer", "name": str(names).replace("'", '"'), "format": "Point Statement"}
	pages = printed(user, "download_multi_pdf", **wanted)
	assert [name for page in pages for name in names if name in page] == names


def test_who_may_not_read_it_prints_nothing(login, statement):
	for key in ("handler", None):
		user = login(key)
		for door, name in (
			("download_pdf", statement["name"]),
			("download_multi_pdf", f'["{statement["name"]}"]'),
		):
			answer = user.request("GET", DOOR + door, params={**statement, "name": name})
			assert answer.status == 403, answer


def test_the_poster_names_its_activity(login, recruit):  # noqa: F811
	user, activity = login("coordinator"), recruit()
	(page,) = printed(
		user, "download_pdf", doctype="Volunteer Activity", name=activity, format="Activity Poster"
	)
	assert ok(user.read("Volunteer Activity", activity))["activity_title"] in page.replace("\n", "")


def test_a_page_makes_the_server_fetch_nothing():
	"""What people write may name an address or a file; only what the page itself holds is drawn."""
	for address in ("http://127.0.0.1:9/x.png", "file:///etc/passwd", "/private/files/x.png"):
		with pytest.raises(ValueError, match="within the page"):
			pdf.inline_only(address)
	assert pdf.inline_only("data:image/png;base64,QUJD") == {"string": b"ABC", "mime_type": "image/png"}
