"""Intake on the site: the hotline, the secretary's studio, settling on the spot, emergencies."""

from datetime import datetime

import pytest

from frappe.utils import add_days, getdate, now_datetime

from community_gov.casework.intake import hotline, reception, settling
from community_gov.casework.lifecycle.acting import act_on_case
from community_gov.casework.lifecycle.participants import handlers_of
from community_gov.casework.statistics import metrics
from community_gov.core.errors import BadInputError, ConflictError, StageGuardError
from community_gov.core.sheet_imports.orders import problems_of
from community_gov.core.sheets import without_formula
from community_gov.demo.people import email
from tests.support.photos import picture
from tests.support.sheets import receive

GRID = "421281001002001"
LIMIT = datetime(2030, 1, 1, 8, 30)


def order(number: str = "HL-1", **values) -> dict:
	return {
		"upstream_number": number,
		"description": "路灯不亮",
		"grid": GRID,
		"upstream_due_at": LIMIT,
		**values,
	}


class TestHotline:
	def test_order_becomes_a_case_once(self, site):
		case, taken = hotline.take_order(order(reporter_name="王演示", is_confidential=1))
		again, second = hotline.take_order(order(description="Something else"))
		assert (taken, second, again.name) == (True, False, case.name)
		case.reload()
		assert (case.source, case.upstream_number, case.is_confidential) == ("Hotline", "HL-1", 1)
		assert case.upstream_due_at == LIMIT and case.nearest_due_at == LIMIT
		assert case.description == "路灯不亮"

	def test_number_and_limit_cannot_be_forged(self, site):
		case, _taken = hotline.take_order(order())
		case.update({"upstream_number": "HL-2", "upstream_due_at": None, "nearest_due_at": None})
		case.save()
		case.reload()
		assert (case.upstream_number, case.upstream_due_at) == ("HL-1", LIMIT)
		plain = site.get_doc(
			{"doctype": "Case", "description": "x", "grid": GRID, "upstream_number": "HL-9"}
		).insert()
		assert not plain.upstream_number

	def test_bad_row_leaves_nothing(self, site):
		before = site.db.count("Case")
		text = "工单编号,诉求内容,网格代码\nHL-1,路灯不亮,421281001002001\nHL-2,井盖,000\n,没有编号,\n"
		order = receive(site, "Hotline Orders", text)
		assert [problem.line for problem in problems_of(order)] == [3, 4]
		assert (order.new_count, site.db.count("Case")) == (0, before)

	def test_loading_twice_changes_nothing(self, site):
		text = "工单编号,诉求内容,网格代码\nHL-1,路灯不亮,421281001002001\nHL-2,井盖,421281001002001\n"
		first, second = (receive(site, "Hotline Orders", text) for _time in range(2))
		assert (first.new_count, first.known_count) == (2, 0)
		assert (second.new_count, second.known_count) == (0, 2)

	@pytest.mark.parametrize(
		"values", [{"stage": "Closed"}, {"upstream_number": " "}, {"observed_at": "soon"}]
	)
	def test_bad_orders_are_refused(self, site, values):
		with pytest.raises(BadInputError):
			hotline.take_order(order(**values))

	def test_answer_goes_back_even_when_the_case_is_done(self, site):
		case, _taken = hotline.take_order(order())
		start = now_datetime()
		act_on_case(site.get_doc("Case", case.name), "Reject", {}, "Private ground.", None)
		hotline.answer(site.get_doc("Case", case.name), "=已答复来电人")
		rows = hotline.answers_since(str(start))
		assert [(row["upstream_number"], row["answer"]) for row in rows] == [("HL-1", "=已答复来电人")]
		assert without_formula("=1+1") == "'=1+1"
		assert hotline.sheet_of_answers(str(start))[:2] == b"PK"

	def test_only_hotline_cases_are_answered(self, site):
		case = site.get_doc({"doctype": "Case", "description": "x", "grid": GRID}).insert()
		with pytest.raises(BadInputError, match="hotline"):
			hotline.answer(case, "Done.")


class TestSettling:
	VALUES = {"description": "门前垃圾已清", "category": "M07001", "grid": GRID, "source": "Patrol"}

	def settle(self, site, **options):
		given = {
			"values": self.VALUES,
			"before": [("a.jpg", picture(colour=1))],
			"after": [("b.jpg", picture(colour=200))],
			"note": "已清扫",
			"position": None,
			**options,
		}
		site.set_user(email("gridworker"))
		try:
			return settling.settle_on_the_spot(**given)
		finally:
			site.set_user("Administrator")

	def test_case_is_closed_and_counted_apart(self, site):
		today = getdate()
		before = metrics.disposal(today, add_days(today, 1), GRID)
		case = self.settle(site)
		case.reload()
		assert (case.stage, case.self_settled, case.settled_by) == ("Closed", 1, email("gridworker"))
		assert len(case.photos) == 2 and case.photos[0].caption != case.photos[1].caption
		after = metrics.disposal(today, add_days(today, 1), GRID)
		assert (after.self_settled - before.self_settled, after.closed - before.closed) == (1, 0)
		assert email("gridworker") in handlers_of(case.name), "who settled it cannot check a sample of it"

	@pytest.mark.parametrize("missing", ["before", "after"])
	def test_both_photos_are_needed(self, site, missing):
		count = site.db.count("Case")
		with pytest.raises(BadInputError, match="photo"):
			self.settle(site, **{missing: []})
		assert site.db.count("Case") == count

	def test_category_must_be_a_small_thing(self, site):
		with pytest.raises(BadInputError, match="not settled on the spot"):
			self.settle(site, values={**self.VALUES, "category": "M06995"})

	def test_flag_cannot_be_forged(self, site):
		doc = {"doctype": "Case", "description": "x", "grid": GRID, "self_settled": 1, "category": "M06010"}
		case = site.get_doc(doc).insert()
		assert (case.stage, case.self_settled) == ("Reported", 0)

	def test_reopened_case_goes_the_long_way(self, site):
		case = self.settle(site)
		act_on_case(site.get_doc("Case", case.name), "Reopen", {}, "Still there.", None)
		case.reload()
		assert (case.stage, case.self_settled) == ("Accepted", 0)


class TestEmergencies:
	@pytest.mark.parametrize(
		("values", "urgency"),
		[
			({"description": "楼道里有很浓的煤气味"}, "Urgent"),
			({"description": "x", "category": "M06995"}, "Urgent"),
			({"description": "路边有垃圾"}, "Normal"),
		],
	)
	def test_dangerous_report_is_urgent(self, site, values, urgency):
		case = site.get_doc({"doctype": "Case", "grid": GRID, "urgency": "Normal", **values}).insert()
		assert case.urgency == urgency

	def test_unreadable_words_are_refused(self, site):
		settings = site.get_doc("Community Gov Settings")
		settings.emergency_words = "着火"
		with pytest.raises(BadInputError, match="Line 1"):
			settings.save()


class TestReception:
	def record(self, site, **values):
		today = getdate()
		return site.get_doc(
			{
				"doctype": "Reception Record",
				"reception_date": today,
				"grid": GRID,
				"receptionist": "李演示",
				"matter": "楼道灯不亮",
				"promised_reply_date": add_days(today, 5),
				"visitor_name": "王演示",
				**values,
			}
		)

	def test_promise_has_a_light(self, site):
		record = self.record(site).insert()
		assert reception.standing(record)["light"] == "Green"
		start, promised = "2026-09-01", "2026-09-10"
		for day, colour in (("2026-09-05", "Green"), ("2026-09-10", "Yellow"), ("2026-09-11", "Red")):
			moment = datetime.fromisoformat(f"{day} 12:00")
			assert reception.light_of_promise(promised, start, None, moment) == colour
		assert (
			reception.light_of_promise(promised, start, datetime(2026, 9, 2), datetime(2026, 12, 1))
			== "Green"
		)

	@pytest.mark.parametrize(
		"values",
		[
			{"promised_reply_date": None},
			{"promised_reply_date": "2020-01-01"},
			{"reception_date": "2999-01-01", "promised_reply_date": "2999-01-02"},
			{"outcome": "Settled on the Spot"},
		],
	)
	def test_what_an_outcome_demands(self, site, values):
		with pytest.raises(BadInputError):
			self.record(site, **values).insert()

	def test_reply_stops_the_clock_and_cannot_be_forged(self, site):
		record = self.record(site, replied_at="2020-01-01 00:00:00").insert()
		assert not record.replied_at
		record.reply = "已修好"
		record.save()
		first = record.replied_at
		record.replied_at = "2020-01-01 00:00:00"
		record.save()
		assert first and record.replied_at == first

	def test_record_becomes_a_case_once(self, site):
		record = self.record(site, category="M06010").insert()
		case = reception.to_case(record)
		assert reception.to_case(site.get_doc("Reception Record", record.name)).name == case.name
		case.reload()
		record.reload()
		assert (case.source, case.reception_record) == ("Secretary Studio", record.name)
		assert (record.outcome, record.case_file) == ("Turned into Case", case.name)
		record.outcome = "Promised Reply"
		with pytest.raises(ConflictError):
			record.save()

	def test_answered_record_is_no_case(self, site):
		record = self.record(site, reply="已修好").insert()
		with pytest.raises(ConflictError, match="reply already"):
			reception.to_case(record)

	def test_case_is_not_entered_by_hand(self, site):
		case = site.get_doc({"doctype": "Case", "description": "x", "grid": GRID}).insert()
		record = self.record(site, outcome="Turned into Case", case_file=case.name)
		with pytest.raises(ConflictError):
			record.insert()


def test_guard_of_closing_holds_without_settling(site):
	case = site.get_doc({"doctype": "Case", "description": "x", "grid": GRID}).insert()
	with pytest.raises(StageGuardError, match="inspection"):
		case.move_to_stage("Closed", "Close")
