"""One step on many cases over REST: what fails leaves nothing behind and takes nothing with it."""

from uuid import uuid4

import pytest

from community_gov.demo.people import WATER_BUREAU
from tests.rest.conftest import ok

TO_WATER = {"units": [{"unit": WATER_BUREAU, "duty": "Lead"}]}


@pytest.fixture
def filed(login, report):
	"""filed() -> name of a case that waits for its dispatch."""

	def make() -> str:
		case = report()
		ok(login("operator").call("case.act", case=case, action="Accept"))
		ok(login("chief").call("case.act", case=case, action="File"))
		return case

	return make


def stages(login, cases: list[str]) -> list[str]:
	return [ok(login("admin").read("Case", case))["stage"] for case in cases]


def test_what_was_done_is_kept_where_the_last_one_fails(login, report, filed):
	"""The failed case comes last: undoing it must not undo, unsaid, the cases before."""
	cases = [filed(), filed(), report()]
	answer = login("chief").call("case.bulk_act", cases=cases, stage="Dispatched", fields=TO_WATER)
	result = ok(answer)
	assert result["done"] == cases[:2]
	assert [row["case"] for row in result["failed"]] == cases[2:]
	reason = result["failed"][0]["reason"]
	assert f"{cases[2]} 处于“上报”状态" in reason and "可以执行：无。" in reason
	assert stages(login, cases) == ["Dispatched", "Dispatched", "Reported"]
	assert answer.exc_type is None and not answer.messages


def test_a_part_sent_again_with_its_key_is_done_once(login, filed):
	cases = [filed(), filed()]
	body = {"cases": cases, "stage": "Dispatched", "fields": TO_WATER, "idempotency_key": uuid4().hex}
	first = ok(login("chief").call("case.bulk_act", **body))
	assert ok(login("chief").call("case.bulk_act", **body)) == first
	for case in cases:
		assert len(login("chief").names("Case Dispatch", [["case_file", "=", case]])) == 1
	other = login("chief").call("case.bulk_act", **{**body, "cases": cases[:1]})
	assert (other.status, other.exc_type) == (409, "ConflictError")


def test_who_may_not_dispatch_dispatches_nothing(login, filed):
	"""A grid worker may write its cases, the step is not its own; a handler of units may write none."""
	case = filed()
	body = {"cases": [case], "stage": "Dispatched", "fields": TO_WATER}
	result = ok(login("gridworker").call("case.bulk_act", **body))
	assert result["done"] == []
	assert login("gridworker.zhelu").call("case.bulk_act", **body).data["done"] == []
	assert stages(login, [case]) == ["Filed"]


@pytest.mark.parametrize("step", [{}, {"action": "Dispatch", "stage": "Dispatched"}])
def test_the_step_must_be_clear(login, filed, step):
	case = filed()
	answer = login("chief").call("case.bulk_act", cases=[case], fields=TO_WATER, **step)
	assert (answer.status, answer.exc_type) == (422, "BadInputError")
	assert answer.messages == "办理环节不明确。请只提供操作或目标环节之一。"
	assert stages(login, [case]) == ["Filed"]


def test_a_step_sets_no_other_field(login, filed):
	case = filed()
	answer = login("chief").call(
		"case.bulk_act", cases=[case], stage="Dispatched", fields={"stage": "Closed"}
	)
	assert (answer.status, answer.exc_type) == (422, "BadInputError")
	assert stages(login, [case]) == ["Filed"]
