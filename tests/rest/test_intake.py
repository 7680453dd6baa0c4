"""Intake over REST: the hotline, receptions, settling on the spot, the stop notice."""

from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, ok
from tests.support.photos import picture, sent


def order(**values) -> dict:
	return {"upstream_number": uuid4().hex, "description": "路灯不亮", "grid": CHIBI_GRID, **values}


def test_order_is_taken_once_and_its_answer_fetched(login):
	sent_order = order(upstream_due_at="2030-01-01 08:30:00", reporter_phone="15400000002")
	first = ok(login("integration").call("hotline.take", order=sent_order))
	again = ok(login("integration").call("hotline.take", order=sent_order))
	assert (first["taken"], again["taken"], again["case"]) == (True, False, first["case"])
	doc = ok(login("operator").read("Case", first["case"]))
	assert (doc["source"], doc["upstream_due_at"]) == ("Hotline", "2030-01-01 08:30:00")
	body = {"case": first["case"], "text": "已派单处理", "idempotency_key": uuid4().hex}
	assert login("integration").call("hotline.answer", **body).status == 403
	written = ok(login("operator").call("hotline.answer", **body))
	rows = ok(login("integration").query("hotline.answers", since=written["answered_at"][:19]))
	mine = [row for row in rows if row["case"] == first["case"]]
	assert [row["upstream_number"] for row in mine] == [sent_order["upstream_number"]]
	assert login("gridworker.zhelu").query("hotline.answers").text.find(first["case"]) == -1


@pytest.mark.parametrize("key", ["gridworker", "handler", "supervisor", None])
def test_others_take_no_orders(login, key):
	assert login(key).call("hotline.take", order=order()).status == 403


@pytest.mark.parametrize("values", [{"stage": "Closed"}, {"upstream_number": ""}, {"observed_at": "soon"}])
def test_bad_orders_are_refused(login, values):
	answer = login("operator").call("hotline.take", order=order(**values))
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_sheet_is_loaded_whole_or_not_at_all(login):
	numbers = [uuid4().hex for _number in range(2)]
	rows = [f"{number},路灯不亮,{CHIBI_GRID}" for number in numbers]
	bad = load(login, [*rows, ",无编号,"])
	assert [row["line"] for row in bad["problems"]] == [4]
	assert login("operator").names("Case", [["upstream_number", "=", numbers[0]]]) == []
	assert load(login, rows)["taken"] == 2
	assert (load(login, rows)["taken"], load(login, rows)["known"]) == (0, 2)


def load(login, rows: list[str]) -> dict:
	text = "\n".join(["工单编号,诉求内容,网格代码", *rows])
	values = {"file_name": f"{uuid4().hex}.csv", "is_private": 1, "content": text}
	url = ok(login("operator").create("File", **values))["file_url"]
	return ok(login("operator").call("hotline.import_file", file_url=url))


def test_answers_are_exported_as_a_sheet(login):
	answer = login("operator").query("hotline.export_answers")
	assert answer.status == 200 and answer.text.startswith("PK")
	assert login("gridworker").query("hotline.export_answers").status == 403


def settle(user, **values):
	body = {
		"description": "门前小广告已清",
		"category": "M07001",
		"grid": CHIBI_GRID,
		"photo_before": [sent(picture(colour=1))],
		"photo_after": [sent(picture(colour=200))],
		**values,
	}
	return user.call("case.settle", **body)


def test_small_thing_is_settled_on_the_spot(login):
	key = uuid4().hex
	answer = ok(settle(login("gridworker"), idempotency_key=key))
	assert (answer["stage"], answer["photos"]) == ("Closed", 2)
	assert ok(settle(login("gridworker"), idempotency_key=key)) == answer
	doc = ok(login("chief").read("Case", answer["case"]))
	assert (doc["self_settled"], doc["round"]) == (1, 1)
	events = ok(login("chief").query("case.timeline", case=answer["case"]))
	assert [event["event"] for event in events] == ["Reported", "Settled on the Spot"]


@pytest.mark.parametrize(
	("values", "status"),
	[
		({"photo_after": []}, 422),
		({"category": "M06995"}, 422),
		({"grid": ZHELU_GRID}, 403),
	],
)
def test_settling_is_refused(login, values, status):
	assert settle(login("gridworker"), **values).status == status


@pytest.mark.parametrize("key", ["operator", "handler", "integration", None])
def test_others_do_not_settle(login, key):
	assert settle(login(key)).status == 403


def test_danger_is_told_and_urgent(login):
	danger = {"description": f"楼道里有煤气味 {uuid4().hex}", "grid": CHIBI_GRID}
	answer = ok(login("gridworker").call("case.report", **danger))
	assert answer["notice"]["phone"] == "119"
	assert ok(login("operator").read("Case", answer["case"]))["urgency"] == "Urgent"
	assert ok(login(None).query("public.emergency_check", description="三楼着火了"))["phone"] == "119"
	assert ok(login(None).query("public.emergency_check", description="垃圾"))["phone"] is None


def test_reception_becomes_a_case_in_the_own_area(login):
	values = {
		"reception_date": "2024-09-27",
		"promised_reply_date": "2024-09-30",
		"grid": CHIBI_GRID,
		"receptionist": "李演示",
		"matter": "楼道灯不亮",
		"visitor_name": "王演示",
	}
	record = ok(login("manager").create("Reception Record", **values))["name"]
	assert ok(login("manager").query("reception.standing", record=record))["light"] == "Red"
	assert login("manager").create("Reception Record", **{**values, "grid": ZHELU_GRID}).status == 403
	assert login("gridworker.zhelu").read("Reception Record", record).status == 403
	seen = ok(login("chief").read("Reception Record", record))
	assert "visitor_name" not in seen, "the visitor is the community's to know"
	assert login("gridworker").call("reception.to_case", record=record).status == 403
	answer = ok(login("manager").call("reception.to_case", record=record))
	assert ok(login("manager").call("reception.to_case", record=record))["case"] == answer["case"]
	assert ok(login("operator").read("Case", answer["case"]))["reception_record"] == record
