"""The Chibi case of 29 September over real HTTP: five people, the article's times."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from community_gov.demo.chibi import Replay
from community_gov.demo.people import PASSWORD
from tests.rest.conftest import new_code
from tests.support.http import User

DAY = date(2024, 9, 29)  # a Sunday that was a working day (调休)


class HttpClient:
	"""What Replay needs, with sessions of its own: one that was used in the past has expired today."""

	def __init__(self, url: str):
		self.url = url
		self.users: dict[str, User] = {}

	def _user(self, email: str) -> User:
		if email not in self.users:
			self.users[email] = User(self.url, email, PASSWORD)
		return self.users[email]

	def post(self, user: str, path: str, at: datetime, **body):
		answer = self._user(user).request("POST", path, at, json=body)
		assert answer.status == 200, answer
		return answer.data

	def get(self, user: str, path: str, **query):
		answer = self._user(user).request("GET", path, params=query)
		assert answer.status == 200, answer
		return answer.data


@pytest.fixture(scope="module")
def case(server):
	return Replay(HttpClient(server), DAY, uuid4().hex).run()


def test_case_is_closed_with_the_times_of_the_article(case, login):
	doc = login("chief").read("Case", case).data
	assert (doc["stage"], doc["stage_category"], doc["round"]) == ("Closed", "Done", 1)
	times = {
		field: doc[field][:16]
		for field in ("reported_at", "filed_at", "dispatched_at", "checking_at", "closed_at")
	}
	assert times == {
		"reported_at": "2024-09-29 06:37",
		"filed_at": "2024-09-29 08:33",
		"dispatched_at": "2024-09-29 08:33",
		"checking_at": "2024-09-29 11:48",
		"closed_at": "2024-09-29 14:16",
	}
	assert doc["grid"] == "421281001002001", "the grid follows from the position"


def test_events_tell_the_story_with_five_people(case, login):
	events = login("chief").query("case.timeline", case=case).data
	told = [(event["event"], event["to_stage"], event["happened_at"][11:16]) for event in events]
	assert told == [
		("Reported", "Reported", "06:37"),
		("Accept", "Accepted", "08:33"),
		("File", "Filed", "08:33"),
		("No Routing Rule", None, "08:33"),
		("Dispatch", "Dispatched", "08:33"),
		("Accept", "Handling", "08:41"),
		("Handling Started", "Handling", "08:41"),
		("Answer", "Closed", "11:48"),
		("All Units Answered", "Checking", "11:48"),
		("Inspection Passed", None, "14:10"),
		("Close", "Closed", "14:16"),
	]
	assert len({event["actor_name"] for event in events}) == 5


def test_durations_of_the_stages_are_those_of_the_article(case, login):
	rows = login("chief").query("figures.stage_durations", case=case).data
	minutes = {row["stage"]: round(row["minutes"]) if row["minutes"] is not None else None for row in rows}
	assert minutes == {
		"Reported": 116,
		"Accepted": 0,
		"Filed": 0,
		"Dispatched": 7,
		"Handling": 187,
		"Checking": 148,
		"Closed": None,
	}


def test_photos_are_private_files_of_report_answer_and_check(case, login):
	events = login("chief").query("case.timeline", case=case).data
	photos = {event["event"]: event["photos"] for event in events if event["photos"]}
	assert sorted(photos) == ["Answer", "Inspection Passed", "Reported"]
	for urls in photos.values():
		assert urls[0].startswith("/private/files/")
		assert login("chief").request("GET", urls[0]).status == 200
		assert login(None).request("GET", urls[0]).status == 403
		assert login("gridworker.zhelu").request("GET", urls[0]).status == 403


def test_the_public_follows_the_case_without_persons_or_places(case, login):
	code = new_code(login, case)
	status = login(None).query("public.track", code=code).data
	assert status["stage"] == "Closed"
	assert [step["stage"] for step in status["steps"]] == [
		"Reported",
		"Accepted",
		"Filed",
		"Dispatched",
		"Handling",
		"Checking",
		"Closed",
	]
	assert set(status) == {
		"case",
		"stage",
		"stage_category",
		"reported_at",
		"category",
		"unit",
		"expected_at",
		"acknowledgement",
		"progress",
		"answer",
		"steps",
		"may_add_photos",
		"rating",
		"may_rate",
		"may_appeal",
		"merged_into",
		"appeal",
	}
