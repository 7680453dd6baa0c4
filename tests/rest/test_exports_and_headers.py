"""What leaves the site: sheets without formulas, pages that load nothing foreign, headers that browsers obey."""

import csv
import io
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from uuid import uuid4

import openpyxl
import pytest

from community_gov.demo.people import PASSWORD, email
from tests.support.http import User

FORMULA = '=HYPERLINK("http://127.0.0.1:1/","x")'


@pytest.fixture
def titled(login, report) -> str:
	"""A case whose title is a formula with a mark."""
	title = f'{FORMULA}&"{uuid4().hex[:6]}"'
	report(title=title, description=title)
	return title


def exported(administrator, title: str, kind: str):
	filters = json.dumps([["Case", "title", "=", title]])
	form = {"doctype": "Case", "fields": '["name", "title"]', "filters": filters, "title": "x"}
	form |= {"file_format_type": kind}
	return administrator.session.post(
		administrator.url + "/api/method/frappe.desk.reportview.export_query", data=form, timeout=60
	)


def test_an_exported_sheet_runs_no_formula(administrator, titled):
	content = exported(administrator, titled, "Excel").content
	cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
	assert "'" + titled in [cell.value for cell in cells]
	assert [cell for cell in cells if cell.data_type == "f"] == []


def test_an_exported_list_runs_none_either(administrator, titled):
	rows = list(csv.reader(io.StringIO(exported(administrator, titled, "CSV").content.decode("utf-8-sig"))))
	cells = [cell for row in rows for cell in row]
	assert "'" + titled in cells
	assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


@pytest.mark.parametrize("kind", ["CSV", "Excel"])
def test_a_template_with_data_runs_none(kind, administrator, titled):
	body = {"doctype": "Case", "file_type": kind, "export_records": "by_filter"}
	body |= {"export_fields": '{"Case": ["name", "title"]}'}
	body |= {"export_filters": json.dumps([["Case", "title", "=", titled]])}
	path = "/api/method/frappe.core.doctype.data_import.data_import.download_template"
	content = administrator.session.post(administrator.url + path, data=body, timeout=60).content
	if kind == "CSV":
		assert f"\n{FORMULA}" not in content.decode("utf-8-sig") and f",{FORMULA}" not in content.decode(
			"utf-8-sig"
		)
		assert "'=HYPERLINK" in content.decode("utf-8-sig")
	else:
		cells = [
			cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row
		]
		assert [cell for cell in cells if cell.data_type == "f"] == []
		assert "'" + titled in [cell.value for cell in cells]


@pytest.fixture(scope="module")
def listener():
	"""A foreign web server that notes who asks it for anything: (address, [paths])."""
	asked = []

	class Handler(BaseHTTPRequestHandler):
		def do_GET(self):
			asked.append(self.path)
			self.send_response(200)
			self.end_headers()

		def log_message(self, *args):
			pass

	server = HTTPServer(("127.0.0.1", 0), Handler)
	Thread(target=server.serve_forever, daemon=True).start()
	yield f"http://127.0.0.1:{server.server_port}", asked
	server.shutdown()


FOREIGN = (
	"<img src='{url}/img'>",
	"<script src='{url}/script'></script>",
	"<script>new Image().src='{url}/inline'</script>",
	"<link rel='stylesheet' href='{url}/style'>",
	"<style>@import '{url}/import'; p {{ background: url({url}/css) }}</style>",
	"<p style='background: u\\72l({url}/escaped)'>x</p>",
	"<p style='background-image: url(\"{url}/attribute\")'>x</p>",
	"<iframe src='{url}/frame'></iframe>",
	"<object data='{url}/object'></object>",
	"<embed src='{url}/embed'>",
	"<img srcset='{url}/srcset 1x'>",
	"<svg><image href='{url}/svg'/></svg>",
	"<svg><image xlink:href='{url}/xlink'/></svg>",
	"<video poster='{url}/poster'></video>",
	"<body background='{url}/body'>x",
	"<meta http-equiv='refresh' content='0;url={url}/refresh'>",
	"<base href='{url}/'><img src='base.png'>",
	"<img src='//{host}/scheme'>",
	"<img src='/api/method/logout'>",
	"<img src='file:///etc/passwd'>",
)


def test_a_printed_report_fetches_nothing_foreign(login, listener):
	url, asked = listener
	chief = login("chief")
	for part in FOREIGN:
		html = f"<html><body><p>words</p>{part.format(url=url, host=url[7:])}</body></html>"
		body = {"html": html, "orientation": "Portrait"}
		answer = chief.session.post(
			chief.url + "/api/method/frappe.utils.print_format.report_to_pdf", data=body, timeout=60
		)
		assert answer.status_code == 200 and answer.content[:5] == b"%PDF-", (part, answer.text[:300])
	assert asked == []
	assert login("chief").rows("Case").status == 200, "and nobody was signed out"


def test_a_standard_print_is_made_without_foreign_addresses(login, report, listener):
	url, asked = listener
	case = report(description=f"<img src='{url}/text'> <style>@import '{url}/x'</style>")
	chief = login("chief")
	params = {"doctype": "Case", "name": case, "format": "Standard"}
	answer = chief.session.get(
		chief.url + "/api/method/frappe.utils.print_format.download_pdf", params=params, timeout=60
	)
	assert answer.status_code == 200 and answer.content[:5] == b"%PDF-", answer.text[:300]
	assert asked == []


@pytest.mark.parametrize("path", ["/app", "/snapshot", "/login", "/api/method/ping", "/api/resource/Case"])
def test_every_answer_has_the_headers(path, server):
	# A session of its own: whoever has opened the desk sends its token with each request from then on.
	chief = User(server, email("chief"), PASSWORD)
	answer = chief.session.get(chief.url + path, headers={"Accept": "*/*"})
	assert answer.headers["X-Content-Type-Options"] == "nosniff"
	assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
	assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
	if answer.headers["Content-Type"].startswith("text/html"):
		policy = answer.headers["Content-Security-Policy"]
		assert (
			"object-src 'none'" in policy and "base-uri 'self'" in policy and "default-src 'self'" in policy
		)


@pytest.fixture
def no_failures(fresh):
	"""Wrong passwords are counted by account and by address: others sign in from here, too."""
	yield
	for name in ("login_failed_count", "login_failed_time"):
		fresh().cache.delete_value(name)


def test_wrong_passwords_are_limited(server, no_failures):
	guest, wrong = User(server), {"usr": email("handler2"), "pwd": "not the password"}
	answers = [guest.request("POST", "/api/method/login", json=wrong) for _number in range(13)]
	assert {answer.status for answer in answers[:4]} == {401}
	assert answers[-1].status != 401 and answers[-1].status >= 400, answers[-1]
	right = guest.request("POST", "/api/method/login", json={**wrong, "pwd": PASSWORD})
	assert right.status >= 400, "locked for a while, with the right password too"


def test_a_guest_reads_no_lines_of_code(login):
	for answer in (
		login(None).request("GET", "/api/resource/Case"),
		login(None).query("public.track", code="NOTACODEATALL"),
		login(None).request("GET", "/api/method/frappe.client.get_list?doctype=User"),
		login(None).request("GET", "/api/method/no.such.method"),
	):
		assert answer.status >= 400 and answer.exc_type, answer
		assert "Traceback" not in answer.text and ".py" not in answer.text, answer.text[:300]
