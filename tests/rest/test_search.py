"""Search over REST: what one may see is found, and nothing tells of the rest, however it is asked."""

from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, new_code, ok
from tests.support.registry import person_values

PLACE = {"CHIBI": CHIBI_GRID, "ZHELU": ZHELU_GRID}
SIGNS = "龘靐齉爩籱灪爨癵驫鱻麤纞虋讟钃鸜"
NOTHING = {"hits": [], "more": [], "is_phone": False, "is_short": False}


def rare(length: int = 5) -> str:
	number = uuid4().int
	return "".join(SIGNS[number >> 4 * place & 15] for place in range(length))


def hits(answer) -> list[str]:
	return [hit["name"] for hit in ok(answer)["hits"]]


@pytest.fixture(scope="module")
def reported(login):
	"""A word, and the case of Chibi that has it in its description."""
	word = rare()
	values = {"description": f"北街{word}路口堆物", "grid": CHIBI_GRID, "category": "M06010"}
	return word, ok(login("gridworker").call("case.report", **values))["case"]


@pytest.fixture(scope="module")
def resident(login):
	"""A resident of Chibi with a rare name and a number that nobody else has."""
	values = person_values(full_name=rare(3), grid=CHIBI_GRID)
	values.pop("doctype")
	values.pop("identity_number")
	return {**values, "name": ok(login("gridworker").create("Resident", **values))["name"]}


def test_words_find_a_case_with_what_tells_it_apart(login, reported):
	word, case = reported
	[hit] = ok(login("chief").call("search.find", text=f"{word[:2]} 路口"))["hits"]
	assert (hit["doctype"], hit["name"], hit["title"]) == ("Case", case, f"北街{word}路口堆物")
	assert hit["place"].endswith(" / 第一网格") and hit["stage"] == "Reported" and hit["at"]
	assert set(hit) == {"doctype", "name", "title", "place", "stage", "at"}


@pytest.mark.parametrize(
	("user", "sees"),
	[
		*(("admin", True), ("chief", True), ("operator", True), ("gridworker", True), ("manager", True)),
		*(("supervisor", True), ("gridworker.zhelu", False), ("handler", False)),
	],
)
def test_rights_bind_every_door(login, reported, user, sees):
	word, case = reported
	person = login(user)
	assert (case in hits(person.call("search.find", text=word))) is sees
	assert (case in hits(person.call("search.find", text=case))) is sees
	assert ok(person.call("search.names", doctype="Case", text=word))["names"] == ([case] if sees else [])


def test_nothing_tells_whether_a_hidden_document_exists(login, reported, resident):
	"""The answers for what is hidden and for what is not there are the same, byte for byte."""
	word, case = reported
	outsider, chief = login("gridworker.zhelu"), login("chief")
	absent = rare()
	for person, hidden in ((outsider, word), (outsider, case), (chief, resident["full_name"])):
		answer = person.call("search.find", text=hidden)
		assert ok(answer) == NOTHING == ok(person.call("search.find", text=absent)), hidden
	names = [ok(outsider.call("search.names", doctype="Case", text=text)) for text in (word, absent)]
	assert names[0] == names[1] == {"names": [], "more": False, "is_short": False}


def test_a_limit_of_one_counts_no_hidden_document(login):
	"""`more` would tell an outsider that there are others."""
	word = rare()
	for grid in ("CHIBI", "CHIBI", "ZHELU"):
		values = {"description": word, "grid": PLACE[grid], "category": "M06010"}
		ok(login("operator").call("case.report", **values))
	assert ok(login("gridworker.zhelu").call("search.find", text=word, limit=1))["more"] == []
	assert ok(login("gridworker").call("search.find", text=word, limit=1))["more"] == ["Case"]


def test_a_resident_is_found_by_the_register_of_the_area_only(login, resident):
	name = resident["full_name"]
	for user, sees in (("gridworker", True), ("manager", True), ("admin", True), ("gridworker.zhelu", False)):
		assert (resident["name"] in hits(login(user).call("search.find", text=name))) is sees, user
	for user in ("chief", "operator", "handler", "supervisor", "coordinator"):
		assert resident["name"] not in hits(login(user).call("search.find", text=name)), user
		for text in (name, resident["name"]):
			assert ok(login(user).call("search.names", doctype="Resident", text=text))["names"] == []


def test_the_reporter_is_no_word_of_the_search(login):
	"""Neither the name nor the number: who reported anonymously stays so."""
	name, word = rare(3), rare()
	values = {"description": word, "grid": CHIBI_GRID, "category": "M06010", "reporter_name": name}
	case = ok(login("operator").call("case.report", **values))["case"]
	assert hits(login("chief").call("search.find", text=word)) == [case]
	assert hits(login("chief").call("search.find", text=name)) == []


def test_a_code_leads_to_its_case_for_those_who_may_see_it(login, reported):
	_word, case = reported
	code = new_code(login, case)
	assert hits(login("chief").call("search.find", text=code)) == [case]
	assert ok(login("gridworker.zhelu").call("search.find", text=code))["hits"] == []


def test_a_phone_takes_a_purpose_and_leaves_a_trace(login, resident):
	worker, phone = login("gridworker"), resident["mobile"]
	asked = ok(worker.call("search.find", text=phone))
	assert asked == {"hits": [], "more": [], "is_phone": True, "is_short": True}
	refused = worker.call("search.phone", phone=phone, purpose="Curiosity")
	assert (refused.status, refused.exc_type) == (422, "BadInputError")
	answer = worker.call("search.phone", phone=phone, purpose="Emergency")
	assert resident["name"] in hits(answer) and phone not in answer.text
	logged = {"reference_name": resident["name"], "fields_shown": "search by mobile"}
	rows = ok(
		login("auditor").rows("Sensitive Access Log", [[key, "=", value] for key, value in logged.items()])
	)
	assert rows
	for user in ("gridworker.zhelu", "chief", "handler"):
		found = ok(login(user).call("search.phone", phone=phone, purpose="Emergency"))["hits"]
		assert resident["name"] not in [hit["name"] for hit in found], user


def test_who_may_not_see_phones_is_not_told_of_one(login):
	phone = person_values()["mobile"]
	values = {"description": rare(), "grid": CHIBI_GRID, "category": "M06010", "reporter_phone": phone}
	case = ok(login("operator").call("case.report", **values))["case"]
	asked = {"phone": f"+86 {phone[:3]}-{phone[3:7]} {phone[7:]}", "purpose": "Emergency"}
	assert hits(login("operator").call("search.phone", **asked)) == [case]
	# The worker sees the case, and no telephone of its reporter.
	assert hits(login("gridworker").call("search.phone", **asked)) == []
	assert ok(login("handler").call("search.find", text=phone))["is_phone"] is False


@pytest.mark.parametrize(
	("body", "status"),
	[
		({}, 422),
		({"text": "灯" * 141}, 422),
		({"text": ["路灯"]}, 417),
		({"text": {"like": "%"}}, 417),
		({"text": "路灯", "limit": "many"}, 417),
		({"text": "路灯", "doctype": "User"}, 422),
		({"text": "路灯", "limit": -5}, 200),
		({"text": "路灯", "limit": 10**9}, 200),
		({"text": ""}, 200),
		({"text": "   "}, 200),
		({"text": "\x00\x07"}, 200),
		({"text": '+路灯 -井盖 *"(<~@>)'}, 200),
		({"text": "%' or 1=1 -- "}, 200),
		({"text": "😀🧹①㊣𠮷"}, 200),
		({"text": "\ud800"}, 200),
	],
)
def test_odd_input_is_no_fault(login, body, status):
	answer = login("chief").call("search.find", **body)
	# Half a character is no JSON to Frappe 16.
	if body == {"text": "\ud800"} and answer.status == 417:
		return
	assert answer.status == status, answer
	if status == 200:
		assert len(answer.data["hits"]) <= 60


@pytest.mark.parametrize("doctype", ["User", "Sensitive Access Log", "Case Event", "", "case", "nothing"])
def test_other_kinds_are_not_searched(login, doctype):
	answer = login("admin").call("search.names", doctype=doctype, text="路灯")
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_a_search_is_no_address(login):
	"""What is typed is often a name: GET would write it into every log on its way."""
	for method, values in (("find", {}), ("names", {"doctype": "Case"}), ("phone", {"purpose": "Emergency"})):
		given = {"phone": "13800000000"} if method == "phone" else {"text": "张三"}
		assert login("chief").query(f"search.{method}", **given, **values).status in (403, 405)


def test_guests_and_accounts_without_a_desk_find_nothing(login, reported):
	word, _case = reported
	assert login(None).call("search.find", text=word).status in (401, 403)
	assert ok(login("volunteer").call("search.find", text=word)) == NOTHING


@pytest.fixture
def fresh_limits(fresh):
	"""Other tests have searched, too, and the hour goes on after a run."""
	frappe = fresh()
	for key in frappe.cache.scan_iter(frappe.cache.make_key("community_gov:limit:search.*")):
		frappe.cache.delete(key)


def test_guesses_of_phones_are_counted(login, fresh_limits):
	"""Misses count as hits do: 60 an hour of one account, wherever it asks from; others go on."""
	user, asked = login("supervisor"), {"purpose": "Emergency"}
	for number in range(60):
		assert ok(user.call("search.phone", phone=f"139{number:08d}", **asked)) == {"hits": []}
	refused = user.call("search.phone", phone="13900000099", **asked)
	assert (refused.status, refused.exc_type) == (429, "RateLimitExceededError")
	assert "查询过于频繁" in refused.messages and 0 < int(refused.headers["Retry-After"]) <= 3600
	assert ok(login("operator").call("search.phone", phone="13900000099", **asked)) == {"hits": []}
