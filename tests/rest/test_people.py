"""Full numbers: stored encrypted, found by fingerprint, shown only with a purpose and a trace."""

import json
from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.registry import adult

# Another one each run: the test site outlives a run, and a number belongs to one record.
PERSON = adult(1000 + uuid4().int % 600_000)
NUMBER, MOBILE = PERSON["identity_number"], PERSON["mobile"]


@pytest.fixture(scope="module")
def resident(login):
	values = {
		"full_name": PERSON["full_name"],
		"grid": CHIBI_GRID,
		"identity_number": NUMBER,
		"mobile": MOBILE,
	}
	return ok(login("gridworker").create("Resident", **values))["name"]


def test_only_masks_are_stored_and_derived_values_agree(login, resident):
	doc = ok(login("admin").read("Resident", resident))
	assert doc["identity_number"] == NUMBER[:3] + "*" * 11 + NUMBER[-4:]
	assert doc["mobile"] == MOBILE[:3] + "****" + MOBILE[-4:]
	assert (doc["birth_date"], doc["sex"]) == (str(PERSON["birth_date"]), PERSON["sex"])


@pytest.mark.parametrize("key", ["admin", "manager", "gridworker"])
def test_no_read_path_shows_a_full_number(key, login, resident):
	user = login(key)
	filters = json.dumps([["name", "=", resident]])
	every = json.dumps(["*"])
	reads = [
		user.read("Resident", resident),
		user.rows("Resident", [["name", "=", resident]], fields=every),
		user.request(
			"GET",
			"/api/method/frappe.client.get_list",
			params={"doctype": "Resident", "filters": filters, "fields": every},
		),
		user.request(
			"GET", "/api/method/frappe.client.get", params={"doctype": "Resident", "name": resident}
		),
		user.request(
			"GET",
			"/api/method/frappe.desk.form.load.getdoc",
			params={"doctype": "Resident", "name": resident},
		),
		user.request(
			"POST",
			"/api/method/frappe.desk.search.search_link",
			json={"doctype": "Resident", "txt": PERSON["full_name"]},
		),
		user.request(
			"GET", "/api/method/frappe.utils.global_search.search", params={"text": PERSON["full_name"]}
		),
		user.rows("Version", [["docname", "=", resident]], fields=every),
		user.request(
			"POST",
			"/api/method/frappe.desk.reportview.export_query",
			data={
				"doctype": "Resident",
				"file_format_type": "CSV",
				"title": "x",
				"fields": every,
				"filters": filters,
			},
		),
	]
	assert [answer.status for answer in reads[:5]] == [200] * 5, "the paths were really read"
	assert resident in reads[0].text and resident in reads[4].text
	for answer in reads:
		assert NUMBER not in answer.text and MOBILE not in answer.text, answer


def test_secrets_are_for_nobody(login, resident, administrator):
	for user in (login("admin"), login("manager"), login("gridworker")):
		doc = ok(user.read("Resident", resident))
		assert not [field for field in doc if field.endswith(("_secret", "_fingerprint")) and doc[field]], doc
		fields = json.dumps(["identity_secret", "identity_fingerprint"])
		answer = user.rows("Resident", [["name", "=", resident]], fields=fields)
		assert answer.status >= 400 or not any(row.get("identity_secret") for row in answer.data), answer


def test_saving_the_mask_keeps_the_number(login, resident):
	doc = ok(login("manager").read("Resident", resident))
	ok(login("manager").update("Resident", resident, identity_number=doc["identity_number"], address="2号楼"))
	answer = reveal(login("manager"), resident)
	assert answer.data["value"] == NUMBER


def test_a_false_mask_is_not_written(login, resident):
	ok(login("manager").update("Resident", resident, identity_number="999***********9999"))
	assert ok(login("admin").read("Resident", resident))["identity_number"].startswith(NUMBER[:3])


def reveal(user, name: str, **values):
	body = {
		"doctype": "Resident",
		"name": name,
		"fieldname": "identity_number",
		"purpose": "Emergency",
		**values,
	}
	return user.call("person.reveal", **body)


def test_reveal_leaves_a_trace(login, resident):
	log = [["reference_name", "=", resident], ["user", "=", "gridworker@demo.example"]]
	before = len(login("admin").names("Sensitive Access Log", log))
	assert ok(reveal(login("gridworker"), resident))["value"] == NUMBER
	assert len(login("admin").names("Sensitive Access Log", log)) == before + 1


@pytest.mark.parametrize(
	("values", "status"),
	[
		({"purpose": "Curiosity"}, 422),
		({"fieldname": "identity_secret"}, 422),
		({"fieldname": "full_name"}, 422),
	],
)
def test_reveal_needs_purpose_and_protected_field(values, status, login, resident):
	assert reveal(login("gridworker"), resident, **values).status == status


@pytest.mark.parametrize("key", ["operator", "chief", "handler", "gridworker.zhelu", "volunteer", None])
def test_reveal_needs_a_right_on_the_record(key, login, resident):
	assert reveal(login(key), resident).status in (401, 403)


def test_the_same_number_twice_is_a_conflict(login, resident):
	spaced = f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:].lower()}"
	answer = login("manager").create("Resident", full_name="另一人", grid=CHIBI_GRID, identity_number=spaced)
	assert (answer.status, answer.exc_type) == (409, "ConflictError"), answer
	assert NUMBER not in answer.text


def test_wrong_number_is_refused_without_repeating_it(login):
	wrong = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
	answer = login("manager").create("Resident", full_name="李演示", grid=CHIBI_GRID, identity_number=wrong)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert wrong not in answer.messages


def test_log_is_written_by_the_system_only(login, administrator, resident):
	ok(reveal(login("gridworker"), resident))
	entry = login("admin").names("Sensitive Access Log", [["reference_name", "=", resident]])[0]
	assert administrator.delete("Sensitive Access Log", entry).status == 403
	assert administrator.update("Sensitive Access Log", entry, purpose="Emergency").status == 403
