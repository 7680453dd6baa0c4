"""Counts by SQL against the same counts taken by hand, over random cases; and the reports on top of them."""

from datetime import datetime, timedelta
from random import Random

import pytest

from community_gov.casework.statistics import counting, figures
from community_gov.casework.statistics.metrics import percent
from community_gov.core.errors import BadInputError
from tests.support.clocks import acting

START, END = datetime(2031, 7, 1), datetime(2031, 8, 1)
PLACES = ("421281001002001", "421281001002002", "340202014003001")
UNITS = ("赤壁市水利和湖泊局", "赤壁市城市管理执法局")
STAGES = ("Reported", "Filed", "Dispatched", "Handling", "Checking", "Closed", "Rejected", "Suspended")
FIELDS = (
	*(
		"name",
		"title",
		"description",
		"grid",
		"source",
		"stage",
		"stage_category",
		"tracking_code_fingerprint",
	),
	*(
		"reported_at",
		"filed_at",
		"file_due_at",
		"dispatched_at",
		"dispatch_due_at",
		"checking_at",
		"closed_at",
	),
	*("due_at", "first_breached_at", "reworks", "reopenings", "forced_closed", "missed_by_patrol", "rating"),
)


def make_case(random: Random, number: int) -> dict:
	reported = (
		START
		+ timedelta(minutes=random.randrange(31 * 24 * 60))
		+ timedelta(days=random.choice((0, 0, 0, 40)))
	)
	stage = random.choice(STAGES)
	filed = reported + timedelta(minutes=random.randrange(60)) if stage != "Reported" else None
	dispatched = (
		filed + timedelta(minutes=random.randrange(60)) if stage not in ("Reported", "Filed") else None
	)
	late = random.random() < 0.3 and dispatched
	return {
		"name": f"RND-{number:04d}",
		"title": "x",
		"description": "x",
		"grid": random.choice(PLACES),
		"source": random.choice(("Patrol", "Snapshot", "Hotline", "Visit")),
		"stage": stage,
		"stage_category": "Done" if stage in ("Closed", "Rejected") else "Open",
		"tracking_code_fingerprint": f"RND{number}",
		"reported_at": reported,
		"filed_at": filed,
		"file_due_at": reported + timedelta(minutes=30) if random.random() < 0.8 else None,
		"dispatched_at": dispatched,
		"dispatch_due_at": filed + timedelta(minutes=30) if filed else None,
		"checking_at": dispatched + timedelta(hours=3) if stage in ("Checking", "Closed") else None,
		"closed_at": dispatched + timedelta(hours=4) if stage == "Closed" else None,
		"due_at": random.choice((datetime(2001, 1, 1), datetime(2099, 1, 1))) if dispatched else None,
		"first_breached_at": dispatched + timedelta(hours=2) if late else None,
		"reworks": random.choice((0, 0, 1, 2)),
		"reopenings": random.choice((0, 0, 0, 1)),
		"forced_closed": int(stage == "Closed" and random.random() < 0.2),
		"missed_by_patrol": int(random.random() < 0.1),
		"rating": random.choice((None, "Satisfied", "Basically Satisfied", "Dissatisfied"))
		if stage == "Closed"
		else None,
	}


@pytest.fixture
def cases(site):
	random = Random(20310701)
	rows = [make_case(random, number) for number in range(600)]
	site.db.bulk_insert("Case", FIELDS, [tuple(row[name] for name in FIELDS) for row in rows])
	return rows


def expected(rows: list[dict]) -> dict[str, int]:
	"""The counts taken row by row, written apart from the SQL."""
	answer = dict.fromkeys(
		(
			"reported",
			"filed",
			"filed_on_time",
			"missed",
			"public_filed",
			"disposed",
			"overdue_open",
			"closed",
		),
		0,
	)
	answer |= dict.fromkeys(("closed_on_time", "reworked", "rated", "satisfied", "dispatched_on_time"), 0)
	for row in rows:
		answer["reported"] += 1
		if row["filed_at"]:
			answer["filed"] += 1
			answer["filed_on_time"] += not row["file_due_at"] or row["filed_at"] <= row["file_due_at"]
			answer["missed"] += row["missed_by_patrol"]
			answer["public_filed"] += row["source"] in ("Snapshot", "Hotline")
		if row["dispatched_at"]:
			answer["dispatched_on_time"] += row["dispatched_at"] <= row["dispatch_due_at"]
		answer["disposed"] += row["stage"] in ("Checking", "Closed")
		running_late = row["stage"] in ("Dispatched", "Handling") and (
			row["due_at"].year == 2001 or bool(row["first_breached_at"])
		)
		answer["overdue_open"] += running_late or (
			row["stage"] == "Checking" and bool(row["first_breached_at"])
		)
		if row["stage"] == "Closed":
			answer["closed"] += 1
			clean = not row["first_breached_at"] and not row["reopenings"] and not row["forced_closed"]
			answer["closed_on_time"] += clean
			answer["rated"] += row["rating"] is not None
			answer["satisfied"] += row["rating"] in ("Satisfied", "Basically Satisfied")
		answer["reworked"] += row["reworks"] > 0
	return answer


def inside(rows, prefix: str = "") -> list[dict]:
	return [row for row in rows if START <= row["reported_at"] < END and row["grid"].startswith(prefix)]


def test_all_cases_of_a_period(cases):
	counts = counting.overall(START, END)
	wanted = expected(inside(cases))
	assert {name: counts[name] for name in wanted} == wanted
	assert 0 < wanted["closed_on_time"] < wanted["closed"] < wanted["reported"] < 600


@pytest.mark.parametrize("length", [6, 12, 15])
def test_by_place(cases, length):
	rows = {row["key"]: row for row in counting.by_area(START, END, length)}
	codes = {row["grid"][:length] for row in inside(cases)}
	assert set(rows) == codes
	for code in codes:
		wanted = expected(inside(cases, code))
		assert {name: rows[code][name] for name in wanted} == wanted


def test_one_area_only(cases):
	wanted = expected(inside(cases, "421281"))
	counts = counting.overall(START, END, area="421281")
	assert {name: counts[name] for name in wanted} == wanted


def test_rates_and_ranks_of_areas(cases):
	rows = figures.area_figures(START, END, "District")
	assert [row["rank"] for row in rows] == [1, 2]
	assert rows[0]["score"] >= rows[1]["score"]
	for row in rows:
		wanted = expected(inside(cases, row["key"]))
		assert row["on_time_closing_rate"] == percent(
			wanted["closed_on_time"], wanted["closed"] + wanted["overdue_open"]
		)
		assert row["satisfaction_rate"] == percent(wanted["satisfied"], wanted["rated"])


def test_an_empty_period_shows_dashes(site):
	counts = figures.overall_figures(datetime(1999, 1, 1), datetime(1999, 2, 1))
	assert (counts["reported"], counts["closing_rate"], counts["satisfaction_rate"]) == (0, None, None)
	assert figures.area_figures(datetime(1999, 1, 1), datetime(1999, 2, 1)) == []


@pytest.fixture
def dispatches(site, cases):
	random, rows = Random(7), []
	for number, case in enumerate(row for row in inside(cases) if row["dispatched_at"]):
		stage = random.choice(("Dispatched", "Handling", "Closed", "Rejected"))
		answered = (
			case["dispatched_at"] + timedelta(hours=random.randrange(1, 9)) if stage == "Closed" else None
		)
		rows.append(
			{
				"name": f"RND-D-{number}",
				"case_file": case["name"],
				"unit": random.choice(UNITS),
				"grid": case["grid"],
				"stage": stage,
				"stage_category": "Open" if stage in ("Dispatched", "Handling") else "Done",
				"dispatched_at": case["dispatched_at"],
				"accepted_at": case["dispatched_at"] + timedelta(hours=random.randrange(5)),
				"respond_due_at": case["dispatched_at"] + timedelta(hours=2),
				"answered_at": answered,
				"due_at": case["dispatched_at"] + timedelta(hours=4),
				"is_rework": random.randrange(2),
				"round": 1,
			}
		)
	fields = tuple(rows[0])
	site.db.bulk_insert("Case Dispatch", fields, [tuple(row.values()) for row in rows])
	return rows


def test_by_unit(dispatches):
	table = {row["key"]: row for row in counting.by_unit(START, END)}
	assert set(table) == set(UNITS)
	for unit, row in table.items():
		own = [each for each in dispatches if each["unit"] == unit]
		ours = [each for each in own if each["stage"] != "Rejected"]
		done = [each for each in own if each["stage"] == "Closed"]
		assert row["dispatched"] == len(ours)
		assert row["returned"] == len(own) - len(ours)
		assert row["disposed"] == len(done)
		assert row["disposed_on_time"] == sum(each["answered_at"] <= each["due_at"] for each in done)
		assert row["responded_on_time"] == sum(each["accepted_at"] <= each["respond_due_at"] for each in ours)
		assert row["reworked"] == sum(each["is_rework"] for each in ours)


@pytest.mark.parametrize("report", ["Area Figures", "Unit Figures", "Post Figures"])
def test_reports_run_for_the_chief(site, dispatches, report):
	from frappe.desk.query_report import run

	with acting(site, "chief"):
		answer = run(report, {"from_date": "2031-07-01", "to_date": "2031-07-31", "level": "District"})
	names = {column["fieldname"] for column in answer["columns"]}
	assert {"label", "score", "grade"} <= names
	if report != "Post Figures":
		assert answer["result"] and all(name in answer["result"][0] for name in names)
		assert answer["chart"]["data"]["labels"]
	assert "÷" in answer["message"]


@pytest.mark.parametrize(
	("first", "last", "level"),
	[
		("2031-07-31", "2031-07-01", "District"),
		(None, None, "District"),
		("2031-07-01", "2031-07-02", "Moon"),
	],
)
def test_bad_periods_and_levels(site, first, last, level):
	from community_gov.api.v1 import figures as api

	with pytest.raises(BadInputError):
		api.areas(first, last, level)


def test_people_are_judged_by_who_leads_them(site):
	from community_gov.api.v1 import figures as api

	with acting(site, "handler"), pytest.raises(site.PermissionError):
		api.posts("Operator", "2031-07-01", "2031-07-31")
	with pytest.raises(BadInputError, match="not a post"):
		api.posts("Mayor", "2031-07-01", "2031-07-31")
