"""After the closing: what reporters read and say, the appeal one level up, and closing by force."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, case_of_code, new_code, ok
from tests.support.http import API, User
from tests.support.photos import picture, sent
from tests.support.site_clock import ZONE, now


@pytest.fixture
def code_of(login):
	return lambda case: new_code(login, case)


@pytest.fixture
def guest_case(login, closed, code_of):
	"""(case, code) of a case that was closed; the guest holds its code."""
	case = closed()
	return case, code_of(case)


def events_of(login, case: str) -> list[tuple[str, str]]:
	return [(row["event"], row["note"]) for row in ok(login("chief").query("case.timeline", case=case))]


def test_the_report_is_acknowledged_and_its_way_is_told(login):
	guest = login(None)
	answer = ok(guest.call("public.report", description=f"Heap {uuid4().hex}", grid=CHIBI_GRID))
	case = case_of_code(login, answer["tracking_code"])
	assert case in answer["acknowledgement"]
	status = ok(guest.query("public.track", code=answer["tracking_code"]))
	assert (status["progress"], status["answer"], status["may_rate"]) == (None, None, False)
	ok(login("operator").call("case.act", case=case, action="Accept"))
	chinese = ok(guest.query("public.track", code=answer["tracking_code"], _lang="zh"))
	assert chinese["progress"] == "您反映的问题已受理，正在安排责任单位。"
	english = ok(guest.query("public.track", code=answer["tracking_code"], _lang="en"))
	assert english["progress"] == "Your report is accepted. A responsible unit is being found."


def test_the_most_specific_closing_text_is_answered_and_offered(login, guest_case):
	case, code = guest_case
	status = ok(login(None).query("public.track", code=code, _lang="zh"))
	assert "暴露垃圾已清理" in status["answer"] and status["may_rate"] and status["may_appeal"]
	assert [step["stage"] for step in status["steps"]][-1] == "Closed"
	offered = ok(login("chief").query("case.reply_text", case=case, stage="Closed", _lang="zh"))
	assert offered["text"] == status["answer"]
	ok(login("chief").update("Case", case, resolution="三车垃圾已运走。"))
	assert ok(login(None).query("public.track", code=code))["answer"] == "三车垃圾已运走。"


def test_a_template_with_an_unknown_placeholder_is_refused(login):
	body = {"template_name": uuid4().hex, "stage": "Filed", "text": "{reporter_phone}"}
	answer = login("admin").create("Reply Template", **body)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert login("admin").read("Reply Template", body["template_name"]).status == 404


def test_the_code_rates_once(login, guest_case):
	case, code = guest_case
	body = {
		"code": code,
		"rating": "Basically Satisfied",
		"comment": "拖得久",
		"idempotency_key": uuid4().hex,
	}
	first = ok(login(None).call("public.rate", **body))
	assert first == {"rating": "Basically Satisfied", "may_appeal": True}
	assert ok(login(None).call("public.rate", **body)) == first, "a retry is no second rating"
	again = login(None).call("public.rate", code=code, rating="Satisfied")
	assert (again.status, again.exc_type) == (409, "ConflictError"), again
	doc = ok(login("chief").read("Case", case))
	assert (doc["rating"], bool(doc["rated_at"])) == ("Basically Satisfied", True)
	rows = login("chief").names("Case Feedback", [["case_file", "=", case]])
	row = ok(login("chief").read("Case Feedback", rows[0]))
	assert len(rows) == 1 and (row["comment"], row["rated_by_kind"], row["round"]) == (
		"拖得久",
		"Tracking Code",
		1,
	)
	assert "Rated" in dict(events_of(login, case))
	status = ok(login(None).query("public.track", code=code))
	assert (status["rating"], status["may_rate"]) == ("Basically Satisfied", False)


@pytest.mark.parametrize("body", [{"rating": "Very"}, {"rating": "Satisfied", "comment": "x" * 1001}])
def test_bad_ratings_change_nothing(body, login, guest_case):
	case, code = guest_case
	answer = login(None).call("public.rate", code=code, **body)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert not ok(login("chief").read("Case", case)).get("rating")


def test_open_cases_are_neither_rated_nor_appealed(login, dispatched, code_of):
	case, _dispatch = dispatched()
	code = code_of(case)
	for answer in (
		login(None).call("public.rate", code=code, rating="Satisfied"),
		login(None).call("public.appeal", code=code, reason="x"),
	):
		assert (answer.status, answer.exc_type) == (422, "StageGuardError"), answer


def test_the_days_of_the_settings_bind(login, guest_case):
	_case, code = guest_case
	late = now() + timedelta(days=16)
	for method, body in (("rate", {"rating": "Satisfied"}), ("appeal", {"reason": "x"})):
		answer = login(None).call(f"public.{method}", late, code=code, **body)
		assert (answer.status, answer.exc_type) == (422, "StageGuardError"), answer
		assert "too long ago" in answer.messages


def test_only_the_reporter_rates(login, closed, code_of):
	"""Staff can read codes and cases: neither gives them the reporter's voice."""
	case = closed(key="gridworker")
	code = code_of(case)
	for answer in (
		login("chief").call("public.rate", code=code, rating="Satisfied"),
		login("chief").call("case.rate", case=case, rating="Satisfied"),
		login("handler").call("public.appeal", code=code, reason="x"),
		login("operator").call("case.appeal", case=case, reason="x"),
	):
		assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	assert ok(login("gridworker").call("case.rate", case=case, rating="Satisfied"))["rating"] == "Satisfied"


def test_ratings_are_not_forged_over_rest(login, guest_case, administrator):
	case, _code = guest_case
	login("operator").update("Case", case, rating="Satisfied", forced_closed=1, is_appealed=1)
	doc = ok(login("admin").read("Case", case))
	assert (doc.get("rating"), doc["forced_closed"], doc["is_appealed"]) == (None, 0, 0)
	forged = administrator.create("Case Feedback", case_file=case, rating="Satisfied")
	assert (forged.status, forged.exc_type) == (403, "ImmutableError"), forged
	forged = administrator.create("Case Appeal", case_file=case, reason="x")
	assert (forged.status, forged.exc_type) == (403, "ImmutableError"), forged


@pytest.mark.parametrize(
	("method", "body", "doctype"),
	[("rate", {"rating": "Satisfied"}, "Case Feedback"), ("appeal", {"reason": "x"}, "Case Appeal")],
)
def test_five_at_once_count_once(method, body, doctype, login, guest_case):
	case, code = guest_case
	guest = login(None)
	with ThreadPoolExecutor(5) as pool:
		calls = [pool.submit(guest.call, f"public.{method}", code=code, **body) for _number in range(5)]
	answers = [call.result() for call in calls]
	assert sorted(answer.status for answer in answers) == [200, 409, 409, 409, 409], answers
	assert len(login("chief").names(doctype, [["case_file", "=", case]])) == 1


def test_an_appeal_goes_up_and_opens_the_case_again(login, guest_case):
	case, code = guest_case
	assert ok(login(None).call("public.appeal", code=code, reason="垃圾还在")) == {"stage": "Requested"}
	second = login(None).call("public.appeal", code=code, reason="again")
	assert (second.status, second.exc_type) == (409, "ConflictError"), second
	name = login("deputy").names("Case Appeal", [["case_file", "=", case]])[0]
	doc = ok(login("deputy").read("Case Appeal", name))
	assert (doc["settled_level"], doc["decide_level"]) == ("City", "City"), "nothing is above the city"
	assert doc["requested_by_kind"] == "Tracking Code"
	involved = login("chief").call("appeal.act", appeal=name, action="Grant")
	assert (involved.status, involved.exc_type) == (403, "SeparationOfDutiesError"), involved
	below = login("manager").call("appeal.act", appeal=name, action="Grant")
	assert below.status == 403, below
	answer = ok(login("deputy").call("appeal.act", appeal=name, action="Grant", note="复查属实"))
	assert (answer["stage"], answer["case_stage"]) == ("Granted", "Accepted")
	doc = ok(login("chief").read("Case", case))
	assert (doc["round"], doc["is_appealed"], doc["stage"]) == (2, 1, "Accepted")
	told = dict(events_of(login, case))
	assert told["Appealed"] == "垃圾还在" and told["Appeal Granted"] == "复查属实"
	status = ok(login(None).query("public.track", code=code))
	assert (status["appeal"]["stage"], status["appeal"]["reason"]) == ("Granted", "复查属实")
	assert status["may_rate"] is False and status["rating"] is None


@pytest.fixture
def settled_at_grid(login):
	"""A category whose cases the grid settles."""
	ok(login("admin").update("Case Category", "M06041", handling_level="Grid"))
	yield "M06041"
	ok(login("admin").update("Case Category", "M06041", handling_level=""))


def test_what_the_grid_settled_the_community_decides(login, closed, settled_at_grid):
	case = closed(category=settled_at_grid)
	name = ok(login("gridworker").call("case.appeal", case=case, reason="Still mixed"))["appeal"]
	doc = ok(login("manager").read("Case Appeal", name))
	assert (doc["settled_level"], doc["decide_level"]) == ("Grid", "Community")
	above = login("deputy").call("appeal.act", appeal=name, action="Grant")
	assert above.status == 403, "each level decides its own"
	answer = ok(login("manager").call("appeal.act", appeal=name, action="Grant", note="True"))
	assert answer["case_stage"] == "Accepted"
	assert ok(login("chief").read("Case", case))["handling_level"] == "Community"


def test_a_refused_appeal_tells_its_reason(login, guest_case):
	case, code = guest_case
	ok(login(None).call("public.appeal", code=code, reason="Not clean"))
	name = login("deputy").names("Case Appeal", [["case_file", "=", case]])[0]
	bare = login("deputy").call("appeal.act", appeal=name, action="Refuse")
	assert (bare.status, bare.exc_type) == (422, "StageGuardError"), bare
	ok(login("deputy").call("appeal.act", appeal=name, action="Refuse", note="Seen clean twice."))
	status = ok(login(None).query("public.track", code=code))
	assert (status["stage"], status["appeal"]["reason"]) == ("Closed", "Seen clean twice.")
	assert status["may_appeal"] is False
	assert not any(person in str(status) for person in ("演示", "demo.example"))


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_an_appeal_needs_its_reason(reason, login, guest_case):
	case, code = guest_case
	answer = login(None).call("public.appeal", code=code, reason=reason)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert login("deputy").names("Case Appeal", [["case_file", "=", case]]) == []


def test_the_past_of_an_appeal_stays(login, guest_case):
	case, code = guest_case
	ok(login(None).call("public.appeal", code=code, reason="Not clean"))
	name = login("deputy").names("Case Appeal", [["case_file", "=", case]])[0]
	forged = {"decide_level": "Grid", "reason": "Clean", "stage": "Granted", "decided_by": email("chief")}
	login("deputy").update("Case Appeal", name, **forged)
	doc = ok(login("deputy").read("Case Appeal", name))
	assert (doc["decide_level"], doc["reason"], doc["stage"]) == ("City", "Not clean", "Requested")
	assert not doc.get("decided_by")


def test_forced_closing_withdraws_what_is_open(login, dispatched, code_of):
	case, dispatch = dispatched()
	ok(login("handler").call("dispatch.act", dispatch=dispatch, action="Accept"))
	bare = login("deputy").call("case.force_close", case=case, reason=" ")
	assert (bare.status, bare.exc_type) == (422, "StageGuardError"), bare
	answer = ok(login("deputy").call("case.force_close", case=case, reason="重复上报，现场已无此问题"))
	assert answer == {"case": case, "stage": "Closed", "forced_closed": 1}
	doc = ok(login("chief").read("Case", case))
	assert (doc["open_dispatches"], doc["stage_category"], doc["forced_closed"]) == (0, "Done", 1)
	assert ok(login("chief").read("Case Dispatch", dispatch))["workflow_state"] == "Withdrawn"
	assert dict(events_of(login, case))["Forced Closing"] == "重复上报，现场已无此问题"
	assert ok(login(None).query("public.track", code=code_of(case)))["answer"] is None
	ok(login("chief").call("case.act", case=case, action="Reopen", note="Still there"))
	assert ok(login("chief").read("Case", case))["forced_closed"] == 0


def test_forced_closing_stops_the_clock(login, server, dispatched):
	case, _dispatch = dispatched()
	looks = [now().replace(tzinfo=ZONE) + timedelta(days=days) for days in (0, 30, 60)]

	def told() -> list[dict]:
		"""By the key of the account: a session would end on the way."""
		asked = {"params": {"case": case}, "auth": ("chief", PASSWORD)}
		return [ok(User(server).request("GET", API + "case.clock", at, **asked)) for at in looks]

	used = [one["used_hours"] for one in told()]
	assert used[0] + 24 < used[1] < used[2], "a clock that runs goes on"
	ok(login("deputy").call("case.force_close", case=case, reason="现场已无此问题"))
	ended = told()
	assert ended[0] == ended[1] == ended[2] and ended[0]["used_hours"] < 1, ended


def test_forced_closing_withdraws_the_pending_check(login, checking):
	case, _dispatch, check = checking()
	ok(login("deputy").call("case.force_close", case=case, reason="Road closed for months"))
	assert ok(login("chief").read("Case Check", check))["result"] == "Withdrawn"


@pytest.mark.parametrize("key", ["operator", "admin", "handler", "manager", "gridworker", None])
def test_only_the_duty_chief_forces(key, login, dispatched):
	case, _dispatch = dispatched()
	answer = login(key).call("case.force_close", case=case, reason="x")
	assert (answer.status, answer.exc_type) == (403, "PermissionError"), answer
	assert ok(login("chief").read("Case", case))["stage"] == "Dispatched"


def test_what_is_not_accepted_is_not_forced(login, report):
	answer = login("chief").call("case.force_close", case=report(), reason="x")
	assert (answer.status, answer.exc_type) == (422, "StageGuardError"), answer


def test_a_colleague_who_reported_is_told(login, report):
	case = report()
	mine = [["document_name", "=", case]]
	ok(login("operator").call("case.act", case=case, action="Accept"))
	rows = ok(login("gridworker").rows("Notification Log", mine, fields='["subject", "document_type"]'))
	assert [row["document_type"] for row in rows] == ["Case"]
	assert case in rows[0]["subject"] and "受理" in rows[0]["subject"]
	ok(login("chief").call("case.act", case=case, action="Reject", note="Not ours"))
	assert len(login("gridworker").names("Notification Log", mine)) == 2


def test_photos_of_the_unit_are_not_public(login, dispatched, code_of):
	case, dispatch = dispatched()
	ok(login("handler").call("dispatch.answer", dispatch=dispatch, answer="Done", photos=[sent(picture())]))
	status = login(None).query("public.track", code=code_of(case))
	assert ok(status) and "/private/" not in status.text and "photos" not in ok(status)
