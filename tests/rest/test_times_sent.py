"""Moments and days as other systems and people send them, through each kind of door."""

from datetime import datetime, timedelta, timezone
from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, WATER_BUREAU, ok
from tests.support.site_clock import now, today
from tests.support.volunteers import free_hour

WRONG = ("2026-02-30 08:00", "26-11-20 08:00", "2147483648", "soon", "2026-11-26 25:00")
CHINA = timezone(timedelta(hours=8))


def in_utc(moment: datetime) -> str:
	"""A moment of the site as a browser's toISOString writes it."""
	utc = moment.replace(tzinfo=CHINA).astimezone(timezone.utc)
	return utc.strftime("%Y-%m-%dT%H:%M:%S.000Z")


@pytest.fixture
def doors(login, dispatched, records):
	"""Name of a door -> (what sends a moment there, what reads it back)."""
	volunteer = records["Volunteer", "near"]

	def case_seen(moment: str):
		return login("gridworker").call("case.report", description="x", grid=CHIBI_GRID, observed_at=moment)

	def order(moment: str):
		sent = {"upstream_number": uuid4().hex, "description": "x", "grid": CHIBI_GRID}
		return login("integration").call("hotline.take", order={**sent, "observed_at": moment})

	def visited(moment: str):
		values = {"resident": records["Resident", "near"], "result": "Met"}
		return login("gridworker").call("visit.record", **values, visited_at=moment)

	def served(moment: str):
		return login("admin").call(
			"service.record", volunteer=volunteer, **{**free_hour(), "started_at": moment}
		)

	return {
		"case.report": (case_seen, ("Case", "case", "observed_at")),
		"hotline.take": (order, ("Case", "case", "observed_at")),
		"visit.record": (visited, ("Visit", "visit", "visited_at")),
	}, served


def test_offsets_are_converted_and_chinese_is_read(login, doors):
	moment = (now() - timedelta(hours=30)).replace(microsecond=0)
	typed = moment.strftime("%Y年%m月%d日 %H点%M分%S秒")
	for name, (send, (doctype, key, field)) in doors[0].items():
		for text in (in_utc(moment), moment.replace(tzinfo=CHINA).isoformat(), typed):
			stored = ok(login("manager").read(doctype, ok(send(text))[key]))[field]
			assert stored[:19] == str(moment), (name, text)


def test_clocks_ahead_by_seconds_are_taken_and_by_minutes_refused(login, doors):
	for name, (send, (doctype, key, field)) in doors[0].items():
		stored = ok(login("manager").read(doctype, ok(send(str(now() + timedelta(seconds=5))))[key]))[field]
		assert datetime.fromisoformat(stored) <= now(), name
		late = send(str(now() + timedelta(minutes=5)))
		assert (late.status, late.exc_type) == (422, "BadInputError"), (name, late)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_moment_is_422_at_each_door(login, doors, text):
	for name, (send, _read) in doors[0].items():
		answer = send(text)
		assert (answer.status, answer.exc_type) == (422, "BadInputError"), (name, answer)
		assert text in answer.messages, (name, answer)
	answer = doors[1](text)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_a_service_is_converted_from_its_offset(login, records):
	hour = {key: datetime.fromisoformat(value) for key, value in free_hour().items()}
	sent = {key: in_utc(moment) for key, moment in hour.items()}
	answer = ok(login("admin").call("service.record", volunteer=records["Volunteer", "near"], **sent))
	stored = ok(login("admin").read("Service Record", answer["service_record"]))
	assert [stored[key][:19] for key in hour] == [str(moment) for moment in hour.values()]


def test_a_deadline_that_is_a_day_means_its_end(login, dispatched):
	case, _dispatch = dispatched()
	day = today() + timedelta(days=9)
	demand = {"unit": WATER_BUREAU, "ground": "Harmful", "demand": "x", "answer_due_at": str(day)}
	assert (
		ok(login("chief").call("supervision.issue", case=case, **demand))["answer_due_at"]
		== f"{day} 23:59:59"
	)
	number = {"upstream_number": uuid4().hex, "description": "x", "grid": CHIBI_GRID}
	taken = ok(login("integration").call("hotline.take", order={**number, "upstream_due_at": str(day)}))
	assert ok(login("manager").read("Case", taken["case"]))["upstream_due_at"] == f"{day} 23:59:59"


@pytest.mark.parametrize("text", WRONG)
def test_answers_since_what_is_no_moment(login, text):
	answer = login("integration").query("hotline.answers", since=text)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_answers_since_a_moment_elsewhere(login):
	"""An hour from now, written in UTC, is no earlier moment: nothing was answered since."""
	assert ok(login("integration").query("hotline.answers", since=in_utc(now() + timedelta(hours=1)))) == []


@pytest.mark.parametrize("text", WRONG)
def test_documents_over_generated_rest(login, text):
	plan = {"topic": uuid4().hex, "grid": CHIBI_GRID[:12], "begins_at": text, "hours": 2}
	answer = login("manager").create("Training Session", **plan)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert login("manager").names("Training Session", [["topic", "=", plan["topic"]]]) == []


def test_a_document_over_generated_rest_is_converted(login):
	plan = {"topic": uuid4().hex, "grid": CHIBI_GRID[:12], "begins_at": "2024-01-02T06:00:00Z", "hours": 2}
	made = ok(login("manager").create("Training Session", **plan))
	assert (made["begins_at"], made["ends_at"]) == ("2024-01-02 14:00:00", "2024-01-02 16:00:00")
