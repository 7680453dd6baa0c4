"""No full number anywhere: on every read path of Frappe, in every column of the database, in every log file."""

import json
from pathlib import Path
from uuid import uuid4

import pytest

from tests.conftest import BENCH, SITE
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.registry import adult

WITH_ROLE = ("admin", "manager", "gridworker")
WITHOUT_ROLE = ("operator", "chief", "supervisor", "handler", "coordinator", "volunteer", "integration", None)
METHOD = "/api/method/"
TEXT_COLUMNS = """select table_name, column_name from information_schema.columns
	where table_schema = database() and data_type in ('varchar', 'char', 'text', 'mediumtext', 'longtext')"""


def random_person():
	return adult(1_000 + uuid4().int % 600_000)


PERSON, GUARDIAN, DELETED = random_person(), random_person(), random_person()
SECRETS = [
	PERSON["identity_number"],
	PERSON["mobile"],
	GUARDIAN["mobile"],
	DELETED["identity_number"],
	DELETED["mobile"],
]
# A name that no other run and no other test uses.
NAME = f"演示{uuid4().hex[:10]}"


@pytest.fixture(scope="module")
def resident(login) -> str:
	"""A person whose record went through everything that could spill a number."""
	worker, manager = login("gridworker"), login("manager")
	typed = {"identity_number": PERSON["identity_number"], "mobile": PERSON["mobile"]}
	guarded = {"guardian_name": "李演示", "guardian_mobile": GUARDIAN["mobile"]}
	name = ok(worker.create("Resident", full_name=NAME, grid=CHIBI_GRID, **typed, **guarded))["name"]
	ok(manager.update("Resident", name, registered_place="孝感"))
	assert worker.create("Resident", full_name=NAME, grid=CHIBI_GRID, **typed).status == 409
	wrong = PERSON["identity_number"][:-1] + ("0" if PERSON["identity_number"][-1] != "0" else "1")
	assert worker.create("Resident", full_name=NAME, grid=CHIBI_GRID, identity_number=wrong).status == 422
	assert manager.update("Resident", name, mobile=PERSON["mobile"] + "0").status == 422
	look = {"doctype": "Resident", "name": name, "purpose": "Emergency"}
	ok(manager.call("person.reveal", fieldname="mobile", **look))
	ok(manager.call("resident.find", identity_number=PERSON["identity_number"], purpose="Emergency"))
	manager.request("POST", METHOD + "frappe.desk.form.utils.add_comment", json=comment(name))
	call = {"help_kind": "理发", "need": "上门理发", "resident": name, "mobile": PERSON["mobile"]}
	asked = ok(worker.call("help_request.raise_request", **call, idempotency_key=uuid4().hex))
	assert (
		worker.call("help_request.raise_request", **{**call, "mobile": PERSON["mobile"] + "0"}).status == 422
	)
	ok(worker.update("Help Request", asked["help_request"], mobile=GUARDIAN["mobile"]))
	known = ok(manager.call("help_request.contact", help_request=asked["help_request"]))
	assert known["mobile"] == GUARDIAN["mobile"]
	gone = {"identity_number": DELETED["identity_number"], "mobile": DELETED["mobile"]}
	double = ok(manager.create("Resident", full_name=NAME + "二", grid=CHIBI_GRID, **gone))["name"]
	assert login("admin").delete("Resident", double).status == 202
	return name


def comment(name: str) -> dict:
	about = {"reference_doctype": "Resident", "reference_name": name}
	return {**about, "content": "hello", "comment_email": "a@demo.example", "comment_by": "A"}


def test_no_column_of_the_database_holds_a_number(resident, fresh):
	db = fresh().db
	columns: dict[str, list[str]] = {}
	for table, column in db.sql(TEXT_COLUMNS):
		columns.setdefault(table, []).append(column)
	assert len(columns) > 200, "the whole database is looked at"
	found = []
	for table, names in columns.items():
		text = "concat_ws(' ', " + ", ".join(f"`{name}`" for name in names) + ")"
		where = " or ".join([f"{text} like %s"] * len(SECRETS))
		if db.sql(f"select 1 from `{table}` where {where} limit 1", [f"%{secret}%" for secret in SECRETS]):
			found.append(table)
	assert found == []
	assert db.sql("select 1 from `tabResident` where full_name = %s", NAME), "the search finds what is there"


def test_no_log_file_holds_a_number(resident):
	folders = [Path(BENCH) / "logs", Path(BENCH) / "sites" / SITE / "logs"]
	files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
	assert files
	spilled = [
		(path.name, secret)
		for path in files
		for text in [path.read_bytes()]
		for secret in SECRETS
		if secret.encode() in text
	]
	assert spilled == []


def reads(user, name: str) -> dict[str, object]:
	"""Every way in which Frappe shows a document or a list, by its name."""
	every, one = json.dumps(["*"]), json.dumps([["Resident", "name", "=", name]])
	listed = {"doctype": "Resident", "fields": every, "filters": one}
	value = {"doctype": "Resident", "filters": json.dumps({"name": name})}
	get = lambda path, **params: user.request("GET", METHOD + path, params=params)  # noqa: E731
	post = lambda path, **body: user.request("POST", METHOD + path, json=body)  # noqa: E731
	form = lambda path, **data: user.request("POST", METHOD + path, data=data)  # noqa: E731
	export = {"title": "x", "file_format_type": "CSV"}
	columns = json.dumps({"Resident": ["full_name", "identity_number", "mobile", "guardian_mobile"]})
	return {
		"resource": user.read("Resident", name),
		"resource list": user.rows("Resident", [["name", "=", name]], fields=every),
		"resource v2": user.request("GET", f"/api/v2/document/Resident/{name}"),
		"client.get": get("frappe.client.get", doctype="Resident", name=name),
		"client.get_list": get("frappe.client.get_list", **listed),
		"client.get_value": get("frappe.client.get_value", fieldname=every, **value),
		"client.validate_link": get(
			"frappe.client.validate_link", doctype="Resident", docname=name, fields='["identity_number"]'
		),
		"client.is_document_amended": get(
			"frappe.client.is_document_amended", doctype="Resident", docname=name
		),
		"reportview.get": form("frappe.desk.reportview.get", **listed),
		"reportview.get_list": form("frappe.desk.reportview.get_list", **listed),
		"reportview.export": form("frappe.desk.reportview.export_query", **listed, **export),
		"group_by": get(
			"frappe.desk.listview.get_group_by_count",
			doctype="Resident",
			current_filters=one,
			field="identity_number",
		),
		"sidebar stats": get(
			"frappe.desk.reportview.get_sidebar_stats", doctype="Resident", stats='["mobile"]', filters=one
		),
		"data export": form(
			"frappe.core.doctype.data_export.exporter.export_data",
			doctype="Resident",
			select_columns=columns,
			filters=one,
			file_type="CSV",
			with_data="1",
		),
		"data import template": form(
			"frappe.core.doctype.data_import.data_import.download_template",
			doctype="Resident",
			export_fields=columns,
			export_records="all",
			export_filters=json.dumps({"name": name}),
			file_type="CSV",
		),
		"form": get("frappe.desk.form.load.getdoc", doctype="Resident", name=name),
		"docinfo": get("frappe.desk.form.load.get_docinfo", doctype="Resident", name=name),
		"search_link": post("frappe.desk.search.search_link", doctype="Resident", txt=NAME),
		"search_widget": post(
			"frappe.desk.search.search_widget",
			doctype="Resident",
			txt=PERSON["mobile"][:5],
			searchfield="mobile",
		),
		"link title": get("frappe.desk.search.get_link_title", doctype="Resident", docname=name),
		"global search": get("frappe.utils.global_search.search", text=NAME),
		"web search": get("frappe.utils.global_search.web_search", text=NAME),
		"versions": user.rows("Version", [["docname", "=", name]], fields=every),
		"deleted": user.rows("Deleted Document", [["deleted_doctype", "=", "Resident"]], fields=every),
		"errors": user.rows("Error Log", fields=every, order_by="creation desc"),
		"mails": user.rows("Email Queue", fields=every),
		"notices": user.rows("Notification Log", fields=every),
		"comments": user.rows("Comment", [["reference_name", "=", name]], fields=every),
		"activities": user.rows("Activity Log", fields=every),
		"access": user.rows("Access Log", fields=every),
		"looks": user.rows("Sensitive Access Log", [["reference_name", "=", name]], fields=every),
		"print": user.request("GET", "/printview", params={"doctype": "Resident", "name": name}),
		"print html": get("frappe.www.printview.get_html_and_style", doc="Resident", name=name),
		"linked": get("frappe.desk.form.linked_with.get", doctype="Resident", docname=name),
		"history": user.query("resident.history", resident=name),
		"in one look": user.query("resident.in_one_look", resident=name),
		"day list": user.query("visit.day_list"),
	}


@pytest.mark.parametrize("key", WITH_ROLE)
def test_no_read_path_shows_a_full_number(key, login, resident):
	answers = reads(login(key), resident)
	for path in ("resource", "resource list", "client.get", "client.get_list", "form", "reportview.get"):
		assert answers[path].status == 200 and resident in answers[path].text, f"{path} was really read"
	for path, answer in answers.items():
		assert not [secret for secret in SECRETS if secret in answer.text], f"{path}: {answer}"


@pytest.mark.parametrize("key", WITHOUT_ROLE)
def test_who_has_no_role_reads_no_name_either(key, login, resident):
	for path, answer in reads(login(key), resident).items():
		words = [*SECRETS, NAME, PERSON["mobile"][:3] + "****" + PERSON["mobile"][-4:]]
		assert not [word for word in words if word in answer.text], f"{path}: {answer}"


@pytest.mark.parametrize("field", ["identity_secret", "identity_fingerprint", "guardian_mobile_secret"])
def test_secrets_answer_no_questions(field, login, resident):
	"""A filter on a hidden field would be an oracle: guess, count, guess again."""
	for key in WITH_ROLE:
		for filters in ([[field, "like", "%a%"]], [["name", "=", resident], [field, "is", "set"]]):
			answer = login(key).rows("Resident", filters)
			assert answer.status in (403, 417), answer
			counted = {"doctype": "Resident", "filters": json.dumps(filters)}
			answer = login(key).request("GET", METHOD + "frappe.client.get_count", params=counted)
			assert answer.status in (403, 417), answer
		ordered = login(key).rows("Resident", order_by=f"{field} asc")
		assert ordered.status in (403, 417), ordered


def test_exports_and_prints_are_logged(login, administrator, resident, fresh):
	"""Staff hold no right to export people; whoever does, and every print, is named in the log."""
	filters = json.dumps([["Resident", "name", "=", resident]])
	listed = {"doctype": "Resident", "fields": '["full_name"]', "filters": filters, "title": "x"}
	listed["file_format_type"] = "CSV"
	for key in WITH_ROLE:
		answer = login(key).request("POST", METHOD + "frappe.desk.reportview.export_query", data=listed)
		assert answer.status == 403, answer
	answer = administrator.request("POST", METHOD + "frappe.desk.reportview.export_query", data=listed)
	assert answer.status == 200 and NAME in answer.text
	params = {"doctype": "Resident", "name": resident}
	assert login("manager").request("GET", "/printview", params=params).status == 200
	frappe = fresh()
	# 16 keeps such rows in Redis until its next hour.
	frappe.get_attr("frappe.deferred_insert.save_to_db")()
	exported = {"export_from": "Resident", "user": "Administrator", "filters": ["like", f"%{resident}%"]}
	assert frappe.get_all("Access Log", exported, order_by="creation asc")
	printed = {"export_from": "Resident", "reference_document": resident, "user": "manager@demo.example"}
	assert frappe.get_all("Access Log", printed, order_by="creation asc")
