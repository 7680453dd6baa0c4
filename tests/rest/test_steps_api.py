"""step.next and step.take: one way through the stages of every document, and one way to repeat a request."""

from uuid import uuid4

import pytest

from community_gov.core.stages.rules import STAGES_OF
from community_gov.demo.people import WATER_BUREAU
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.photos import picture, sent

LEAD = [{"unit": WATER_BUREAU, "duty": "Lead"}]


def asked(user, doctype: str, name: str) -> dict[str, list[str]]:
	return {step["action"]: step["asks"] for step in ok(user.query("step.next", doctype=doctype, name=name))}


def take(user, doctype: str, name: str, action: str, **given):
	return ok(user.call("step.take", doctype=doctype, name=name, action=action, **given))


def test_a_case_goes_its_way_by_steps_alone(login, report):
	"""What a step asks for is what it refuses to go without, and what it takes in one request."""
	case = report(category=None)
	assert asked(login("operator"), "Case", case)["Accept"] == []
	take(login("operator"), "Case", case, "Accept")
	assert asked(login("chief"), "Case", case)["File"] == ["category"]
	refused = login("chief").call("step.take", doctype="Case", name=case, action="File")
	assert (refused.status, refused.exc_type) == (422, "StageGuardError")
	take(login("chief"), "Case", case, "File", fields={"category": "M06010"})
	answer = take(login("chief"), "Case", case, "Dispatch", fields={"units": LEAD})
	assert (answer["doctype"], answer["name"], answer["stage_category"]) == ("Case", case, "Open")
	dispatch = login("handler").names("Case Dispatch", [["case_file", "=", case]])[0]
	take(login("handler"), "Case Dispatch", dispatch, "Accept")
	assert asked(login("handler"), "Case Dispatch", dispatch)["Answer"] == ["answer"]
	given = {"fields": {"answer": "Cleared."}, "photos": [sent(picture())]}
	assert take(login("handler"), "Case Dispatch", dispatch, "Answer", **given)["stage"] == "Closed"
	stored = login("chief").read("Case Dispatch", dispatch).data
	assert stored["answer"] == "Cleared." and len(stored["photos"]) == 1


@pytest.mark.parametrize("doctype", sorted(STAGES_OF))
def test_every_staged_document_says_what_its_steps_ask(login, records, doctype):
	record = records.get((doctype, "near")) or records[(doctype, "asked")]
	steps = ok(login("admin").query("step.next", doctype=doctype, name=record))
	assert all(set(step) == {"action", "next_state", "stage", "asks", "refusal"} for step in steps)
	assert all(step["stage"] in STAGES_OF[doctype] for step in steps)


def test_what_has_no_stages_takes_no_steps(login):
	answer = login("admin").query("step.next", doctype="Grid", name=CHIBI_GRID)
	assert (answer.status, answer.exc_type) == (422, "BadInputError") and "Grid" in answer.text


def test_a_step_sets_nothing_else_and_takes_no_photos_where_none_belong(login, report):
	case = report()
	before = login("operator").read("Case", case).data
	body = {"doctype": "Case", "name": case, "action": "Accept"}
	forged = login("operator").call("step.take", **body, fields={"tracking_code": "X"})
	assert (forged.status, forged.exc_type) == (422, "BadInputError") and "tracking_code" in forged.text
	photo = login("operator").call("step.take", **body, photos=[sent(picture())])
	assert (photo.status, photo.exc_type) == (422, "BadInputError")
	assert login("operator").read("Case", case).data == before


def test_a_stranger_sees_no_steps_and_takes_none(login, report):
	case = report()
	assert login("gridworker.zhelu").query("step.next", doctype="Case", name=case).status == 403
	body = {"doctype": "Case", "name": case, "action": "Accept"}
	assert login("gridworker.zhelu").call("step.take", **body).status == 403
	assert login(None).call("step.take", **body).status == 403


def test_a_retry_counts_every_argument(login, report):
	"""The same key with another position is another request: the first answer would hide that it was not used."""
	case, key = report(), uuid4().hex
	body = {"case": case, "action": "Accept", "idempotency_key": key, "latitude": 29.72, "longitude": 113.88}
	first = ok(login("operator").call("case.act", **body))
	assert ok(login("operator").call("case.act", **body)) == first
	moved = login("operator").call("case.act", **{**body, "latitude": 29.73})
	assert (moved.status, moved.exc_type) == (409, "ConflictError")


def test_photos_of_a_form_count_by_their_bytes(login):
	"""Files of a multipart request are no arguments; another picture under the same key is another request."""
	body = {"description": "Once", "grid": CHIBI_GRID, "idempotency_key": uuid4().hex}
	red, blue = picture(colour=10), picture(colour=200)

	def send(content: bytes):
		files = {"photos": ("a.jpg", content, "image/jpeg")}
		return login("gridworker").request(
			"POST", "/api/method/community_gov.api.v1.case.report", data=body, files=files
		)

	first = ok(send(red))
	assert first["photos"] == 1 and ok(send(red)) == first
	assert send(blue).status == 409
