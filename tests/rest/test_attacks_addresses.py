"""An address of a file is no key to it: nobody reads, takes over or publishes the file of somebody else."""

import json
from uuid import uuid4

import pytest

from tests.rest.conftest import ok
from tests.support.photos import HTML, SVG

WORDS = "for the manager alone"


def upload(user, name: str, content: bytes, is_private: int = 1):
	files = {"file": (name, content)}
	return user.request("POST", "/api/method/upload_file", data={"is_private": is_private}, files=files)


def opened(user, address: str):
	return user.session.get(user.url + address)


@pytest.fixture
def private(login) -> dict:
	"""A private file of the manager."""
	# Frappe stores equal bytes once, at one address.
	words = f"{WORDS} {uuid4().hex}"
	file = ok(upload(login("manager"), f"{uuid4().hex}.txt", words.encode()))
	assert opened(login("manager"), file["file_url"]).text == words
	return file


def through_rest(user, address: str):
	return user.create("File", file_url=address, file_name="mine.txt", is_private=1)


def through_client(user, address: str):
	doc = {"doctype": "File", "file_url": address, "is_private": 1}
	return user.request("POST", "/api/method/frappe.client.insert", json={"doc": doc})


def through_form(user, address: str):
	doc = {"doctype": "File", "file_url": address, "is_private": 1, "__islocal": 1, "name": "new-file-1"}
	body = {"doc": json.dumps(doc), "action": "Save"}
	return user.request("POST", "/api/method/frappe.desk.form.save.savedocs", json=body)


def through_upload(user, address: str):
	return user.request("POST", "/api/method/upload_file", data={"file_url": address, "is_private": 1})


def through_field(user, address: str):
	return user.update("User", user.email, user_image=address)


def through_change(user, address: str):
	own = ok(upload(user, f"{uuid4().hex}.txt", uuid4().bytes))
	return user.update("File", own["name"], file_url=address)


WAYS = (through_rest, through_client, through_form, through_upload, through_field, through_change)


@pytest.mark.parametrize("key", ["gridworker", "volunteer", "coordinator"])
@pytest.mark.parametrize("way", WAYS)
def test_the_file_of_another_is_not_taken_over(way, key, login, private):
	user, address = login(key), private["file_url"]
	answer = way(user, address)
	assert answer.status in (403, 422), answer
	assert opened(user, address).status_code == 403
	assert opened(login("manager"), address).text.startswith(WORDS)


@pytest.mark.parametrize(
	"address",
	[
		"/private/files/../../site_config.json",
		"/private/files/%2e%2e/%2e%2e/site_config.json",
		"/files/../../site_config.json",
		"/files/../../../common_site_config.json",
		"/private/files/./../../site_config.json",
		"/private/backups/x.sql.gz",
		"../site_config.json",
		"file:///etc/passwd",
		"/etc/passwd",
		"http://127.0.0.1:1/x",
	],
)
@pytest.mark.parametrize("way", (through_rest, through_client, through_upload, through_change))
def test_an_address_outside_the_files_is_refused(way, address, login):
	answer = way(login("chief"), address)
	assert answer.status in (403, 417, 422), answer
	assert "db_password" not in answer.text and "encryption_key" not in answer.text


def test_attachments_of_others_are_not_copied_by_name(login, private):
	user = login("gridworker")
	body = {"doctype": "User", "name": user.email, "attachments": [private["name"]]}
	answer = user.request("POST", "/api/method/frappe.utils.file_manager.add_attachments", json=body)
	assert answer.status in (403, 404, 417, 422), answer
	assert opened(user, private["file_url"]).status_code == 403


def test_attachments_of_others_are_not_mailed_by_name(login, private, report):
	user, case = login("gridworker"), report()
	body = {"doctype": "Case", "name": case, "recipients": "x@demo.example", "content": "x", "subject": "x"}
	body |= {"send_email": 0, "attachments": json.dumps([private["name"]])}
	answer = user.request("POST", "/api/method/frappe.core.doctype.communication.email.make", json=body)
	assert 400 <= answer.status < 500, answer
	assert opened(user, private["file_url"]).status_code == 403


def test_an_archive_holds_no_file_of_others(login, private):
	user = login("gridworker")
	body = {"files": json.dumps([private["name"]])}
	answer = user.request("POST", "/api/method/frappe.core.api.file.zip_files", data=body)
	assert answer.status == 403, answer
	zipped = login("manager").request("POST", "/api/method/frappe.core.api.file.zip_files", data=body)
	assert zipped.status == 200 and zipped.text.startswith("PK")


def test_nothing_private_becomes_public(login, private):
	user = login("manager")
	answer = user.update("File", private["name"], is_private=0)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert "不能改为公开" in answer.messages
	assert opened(login(None), private["file_url"].replace("/private", "")).status_code != 200


@pytest.mark.parametrize(
	("name", "content"), [("x.html", HTML), ("x.svg", SVG), ("x.XML", SVG), ("x.htm.", HTML)]
)
def test_what_a_browser_runs_is_a_download_or_refused(name, content, login):
	user, name = login("chief"), uuid4().hex + name
	answer = upload(user, name, content, is_private=0)
	assert answer.status in (417, 422), answer
	answer = upload(user, name, content)
	if answer.status == 200:
		served = opened(user, answer.data["file_url"])
		assert served.headers["Content-Disposition"].startswith("attachment"), served.headers


def test_a_document_with_a_policy_has_private_files_only(login, records):
	data = {"is_private": 0, "doctype": "Visit", "docname": records["Visit", "near"]}
	answer = login("manager").request(
		"POST", "/api/method/upload_file", data=data, files={"file": (f"{uuid4().hex}.txt", b"x")}
	)
	assert answer.status == 422 and "均为私密文件" in answer.messages, answer


def test_a_private_file_in_a_field_has_no_public_copy(login, administrator):
	"""Frappe attaches what a field names to the new document; the version of 2023 stored a public copy for it."""
	user, words = login("manager"), f"{WORDS} {uuid4().hex}"
	data = {"is_private": 1, "doctype": "Resident Import", "docname": "new-resident-import-1"}
	files = {"file": (f"{uuid4().hex}.csv", words.encode())}
	sheet = ok(user.request("POST", "/api/method/upload_file", data=data, files=files))["file_url"]
	ok(user.create("Resident Import", sheet=sheet, grid="421281001002"))
	name = sheet.rpartition("/")[2]
	stored = ok(
		administrator.rows(
			"File", [["file_name", "like", f"%{name[:20]}%"]], fields='["file_url", "is_private"]'
		)
	)
	assert stored and {row["is_private"] for row in stored} == {1}
	assert opened(login(None), f"/files/{name}").status_code != 200
