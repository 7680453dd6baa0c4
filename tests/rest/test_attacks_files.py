"""Photos of a case are evidence: nobody changes, moves, publishes or deletes them through File."""

import json
from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.photos import HTML, SVG, picture, sent


@pytest.fixture
def evidence(login, report, administrator):
	"""(case, File with its bytes, original bytes) of a photo that the grid worker sent."""
	content = picture(size=(70, 50 + int(uuid4().hex[:2], 16)), colour=uuid4().int)
	case = report(photos=[sent(content)])
	image = ok(login("chief").read("Case", case))["photos"][0]["image"]
	file = ok(administrator.rows("File", [["file_url", "=", image]], fields='["*"]'))[0]
	chief = login("chief")
	file["bytes"] = chief.session.get(chief.url + image).content
	return case, file, content


def assert_untouched(login, case: str, file: dict):
	user = login("chief")
	answer = user.session.get(user.url + file["file_url"])
	assert answer.status_code == 200, "the photo is still there for those who may see the case"
	assert answer.content == file["bytes"], "and it is the same"
	public = user.session.get(user.url + file["file_url"].replace("/private", ""))
	assert public.status_code != 200, "the photo is not public"
	guest = login(None)
	assert guest.session.get(guest.url + file["file_url"]).status_code in (403, 404)


CHANGES = [
	{"is_private": 0},
	{"attached_to_name": None, "attached_to_doctype": None},
	{"attached_to_doctype": "User", "attached_to_name": "gridworker@demo.example"},
	{"file_url": "/private/files/other.jpg"},
	{"photo_latitude": 1, "photo_taken_at": "2020-01-01"},
	{"file_name": "x.html"},
]


@pytest.mark.parametrize("key", ["gridworker", "operator", "Administrator"])
@pytest.mark.parametrize("values", CHANGES, ids=lambda v: next(iter(v)))
def test_evidence_is_not_changed(values, key, login, evidence, administrator):
	case, file, _content = evidence
	user = administrator if key == "Administrator" else login(key)
	answer = user.update("File", file["name"], **values)
	after = ok(administrator.rows("File", [["name", "=", file["name"]]], fields='["*"]'))[0]
	for field in values:
		assert after[field] == file[field], (field, after[field], answer)
	assert_untouched(login, case, file)


def calls(case: str, file: dict) -> dict:
	"""(method, body) of Frappe's endpoints that delete or rewrite a file."""
	names, row = json.dumps([file["name"]]), {"name": file["name"], "file_name": file["file_name"]}
	return {
		"remove_attach": (
			"frappe.desk.form.utils.remove_attach",
			{"fid": file["name"], "dt": "Case", "dn": case},
		),
		"optimize": ("run_doc_method", {"dt": "File", "dn": file["name"], "method": "optimize_file"}),
		"forged": (
			"run_doc_method",
			{"docs": json.dumps({**row, "doctype": "File"}), "method": "optimize_file"},
		),
		"delete_items": ("frappe.desk.reportview.delete_items", {"doctype": "File", "items": names}),
		"client": ("frappe.client.delete", {"doctype": "File", "name": file["name"]}),
	}


@pytest.mark.parametrize("key", ["gridworker", "operator", "Administrator"])
@pytest.mark.parametrize("way", ["remove_attach", "optimize", "forged", "delete_items", "client"])
def test_evidence_is_not_deleted(way, key, login, evidence, administrator):
	case, file, _content = evidence
	user = administrator if key == "Administrator" else login(key)
	method, body = calls(case, file)[way]
	answer = user.request("POST", f"/api/method/{method}", json=body)
	assert administrator.names("File", [["name", "=", file["name"]]]) == [file["name"]], answer
	assert_untouched(login, case, file)


@pytest.mark.parametrize("is_private", [1, 0])
@pytest.mark.parametrize("cleaned", [True, False])
def test_the_same_picture_sent_again_is_another_file(cleaned, is_private, login, evidence):
	"""Frappe stores equal bytes once; publishing or deleting one's own copy must not touch the evidence."""
	case, file, content = evidence
	user = login("volunteer")
	upload = {"file": (f"{uuid4().hex}.jpg", file["bytes"] if cleaned else content)}
	copy = ok(user.request("POST", "/api/method/upload_file", data={"is_private": is_private}, files=upload))
	user.update("File", copy["name"], is_private=1 - is_private)
	assert_untouched(login, case, file)
	assert user.delete("File", copy["name"]).status == 202
	assert_untouched(login, case, file)


def test_a_photo_sent_before_the_case_is_not_shared_with_its_upload(login, administrator):
	"""The form uploads first; the loose file stays the author's, and publishing it publishes no evidence."""
	user = login("gridworker")
	upload = {"file": (f"{uuid4().hex}.jpg", picture(size=(81, 61), colour=uuid4().int))}
	url = ok(user.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=upload))[
		"file_url"
	]
	body = {"title": "x", "description": "x", "grid": CHIBI_GRID, "source": "Patrol"}
	case = ok(user.create("Case", **body, photos=[{"image": url}]))
	image = case["photos"][0]["image"]
	assert image != url
	assert user.session.get(user.url + url).status_code != 200, "the upload with its metadata is gone"
	file = ok(administrator.rows("File", [["file_url", "=", image]], fields='["*"]'))[0]
	file["bytes"] = user.session.get(user.url + image).content
	user.update("File", file["name"], is_private=0)
	assert_untouched(login, case["name"], file)


@pytest.mark.parametrize("way", ["", "/", "./", "%2e/"])
def test_no_file_of_the_own_over_evidence(way, login, evidence):
	"""Whoever knows an address may not make a File of the own over it, to read, publish or delete it."""
	case, file, _content = evidence
	user = login("handler2")
	address = file["file_url"].replace("/files/", f"/files/{way}")
	answer = user.create("File", file_url=address, file_name="mine.jpg", is_private=1)
	assert answer.status == 403, answer
	mine = ok(user.create("File", file_name=f"{uuid4().hex}.txt", is_private=1, content="mine"))["name"]
	assert user.update("File", mine, file_url=address).status in (403, 422)
	assert user.session.get(user.url + file["file_url"]).status_code == 403
	assert_untouched(login, case, file)


@pytest.mark.parametrize("content", [SVG, HTML], ids=["svg", "html"])
def test_photo_checked_is_not_claimed(content, login):
	"""A file uploaded as something else and marked as checked is not taken into a case."""
	user, name = login("gridworker"), f"{uuid4().hex}.png"
	file = {"file_name": name, "is_private": 1, "content": content.decode(), "photo_checked": 1}
	url = ok(user.create("File", **file))["file_url"]
	body = {"title": "x", "description": "x", "grid": CHIBI_GRID, "source": "Patrol"}
	answer = user.create("Case", **body, photos=[{"image": url}])
	assert (answer.status, answer.exc_type) == (415, "PhotoTypeError"), answer


def test_a_file_is_not_moved_into_a_case(login, report, administrator):
	"""A loose file attached later would pass by the check of uploads."""
	case, user = report(), login("gridworker")
	file = ok(user.create("File", file_name=f"{uuid4().hex}.html", is_private=1, content=HTML.decode()))
	answer = user.update("File", file["name"], attached_to_doctype="Case", attached_to_name=case)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert administrator.names("File", [["attached_to_name", "=", case]]) == []


def attach(user, case: str):
	data = {"is_private": 1, "doctype": "Case", "docname": case}
	files = {"file": ("x.jpg", picture(colour=uuid4().int))}
	return user.request("POST", "/api/method/upload_file", data=data, files=files)


def test_photos_come_from_those_who_may_write_the_case(login, report):
	case = report()
	for key in ("handler2", "volunteer", "supervisor"):
		assert attach(login(key), case).status == 403, key
		values = {"attached_to_doctype": "Case", "attached_to_name": case, "content": HTML.decode()}
		answer = login(key).create("File", file_name="x.html", is_private=1, **values)
		assert answer.status == 403, answer
	assert attach(login("operator"), case).status == 200
	ok(login("operator").call("case.act", case=case, action="Reject", note="no"))
	answer = attach(login("operator"), case)
	assert (answer.status, answer.exc_type) == (409, "DoneDocumentError"), answer


def test_a_photo_that_no_document_names_can_be_taken_back(login, report, administrator):
	"""Uploaded in the form, then thought better of: nobody has relied on it."""
	case, operator = report(), login("operator")
	file = ok(attach(operator, case))
	assert operator.delete("File", file["name"]).status == 202
	assert administrator.session.get(administrator.url + file["file_url"]).status_code != 200


def test_photos_are_seen_by_those_who_see_the_case(login, evidence):
	_case, file, _content = evidence
	path, filters = "/api/method/frappe.client.get_list", json.dumps({"name": file["name"]})
	for key in ("volunteer", "handler2", "gridworker.zhelu"):
		user = login(key)
		assert user.session.get(user.url + file["file_url"]).status_code == 403
		listed = user.request("GET", path, params={"doctype": "File", "filters": filters})
		assert file["name"] not in listed.text
		assert user.read("File", file["name"]).status == 403
