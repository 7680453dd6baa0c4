"""Privacy over REST: withdrawn at once, answered once, merged and undone, anonymised by administrators only."""

from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ok

CENTRE_AND_OTHERS = ("operator", "chief", "supervisor", "handler", "volunteer", "gridworker.zhelu", None)


@pytest.fixture
def person(login) -> str:
	return ok(login("gridworker").create("Resident", full_name="郑演示隐私", grid=CHIBI_GRID))["name"]


@pytest.fixture(scope="module")
def text(login) -> str:
	values = {"consent_title": uuid4().hex, "purpose": "Visits and Care", "text": "演示", "published": 1}
	return ok(login("admin").create("Consent Text", **values))["name"]


def test_a_consent_is_withdrawn_once_however_often_sent(login, person, text):
	consent = ok(login("gridworker").create("Consent", resident=person, consent_text=text))["name"]
	for key in CENTRE_AND_OTHERS:
		assert login(key).call("privacy.withdraw", consent=consent).status == 403
	key, manager = uuid4().hex, login("manager")
	answers = [manager.call("privacy.withdraw", consent=consent, idempotency_key=key) for _try in range(2)]
	assert ok(answers[0]) == ok(answers[1]) and answers[0].data["status"] == "Withdrawn"
	again = manager.call("privacy.withdraw", consent=consent)
	assert again.status == 409 and "已撤回" in again.messages
	refused = manager.create("Visit", resident=person)
	assert (refused.status, refused.exc_type) == (409, "ConsentWithdrawnError"), "what rests on it stops"
	assert "重新征得同意" in refused.messages


def test_a_consent_is_not_forged(login, person, text):
	forged = {"status": "Withdrawn", "needs_renewal": 1, "given_by": "Guardian", "grid": "340202014003001"}
	doc = ok(login("gridworker").create("Consent", resident=person, consent_text=text, **forged))
	assert (doc["status"], doc["given_by"], doc["grid"]) == ("Given", "The Person", CHIBI_GRID)
	changed = ok(login("gridworker").update("Consent", doc["name"], status="Withdrawn"))
	assert changed["status"] == "Given"
	assert login("gridworker").update("Consent", doc["name"], given_on="2020-01-01").status == 403
	assert login("gridworker.zhelu").create("Consent", resident=person, consent_text=text).status == 403


def test_a_request_is_answered_by_who_may(login, person):
	values = {"resident": person, "kind": "Copy of Data", "request": "演示", "identity_checked": 1}
	assert login("gridworker").create("Personal Data Request", **values).status == 403
	request = ok(login("manager").create("Personal Data Request", **values, status="Done"))
	assert (request["status"], request["grid"]) == ("Received", CHIBI_GRID)
	copied = ok(login("manager").query("privacy.copy", request=request["name"]))
	assert {"郑演示隐私"} <= {row["value"] for row in copied["person"]}
	answer = {"request": request["name"], "done": True, "text": "已提供"}
	for key in ("gridworker", *CENTRE_AND_OTHERS):
		assert login(key).call("privacy.answer", **answer).status == 403
		assert login(key).query("privacy.copy", request=request["name"]).status == 403
	assert ok(login("manager").call("privacy.answer", **answer))["status"] == "Done"
	assert login("manager").call("privacy.answer", **answer).status == 409


def test_records_are_merged_and_parted(login, person):
	double = ok(login("gridworker").create("Resident", full_name="郑演示隐私", grid=CHIBI_GRID))["name"]
	merge = {"kept": person, "merged": double, "reason": "重复登记"}
	for key in ("gridworker", *CENTRE_AND_OTHERS):
		assert login(key).call("privacy.merge", **merge).status == 403
	entry = ok(login("manager").call("privacy.merge", **merge))["merge"]
	stored = ok(login("manager").read("Resident", double))
	assert (stored["status"], stored["merged_into"]) == ("Merged", person)
	assert "moved" not in ok(login("manager").read("Resident Merge", entry))
	assert ok(login("manager").call("privacy.undo_merge", merge=entry))["status"] == "Undone"
	assert ok(login("manager").read("Resident", double))["status"] == "Present"
	assert login("manager").call("privacy.undo_merge", merge=entry).status == 409


def test_only_administrators_run_the_retention(login):
	for key in ("manager", "gridworker", *CENTRE_AND_OTHERS):
		assert login(key).call("privacy.run_retention").status == 403
	told = ok(login("admin").call("privacy.run_retention"))
	assert told["dry_run"] is True and told["failed"] == 0
	assert ok(login("admin").read("Retention Run", told["run"]))["dry_run"] == 1


@pytest.mark.parametrize("doctype", ["Retention Run", "Resident Merge", "Residence Record"])
def test_traces_are_written_by_nobody(login, administrator, doctype):
	for user in (login("admin"), administrator):
		assert user.create(doctype, reason="x", event="Died").status in (403, 417), doctype
