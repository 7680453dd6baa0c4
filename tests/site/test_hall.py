"""The wall of the command hall: right figures in the viewer's scope, capped however many cases there are."""

from datetime import timedelta

import pytest

from community_gov.casework.statistics import hall
from community_gov.demo.people import WATER_BUREAU, email
from community_gov.permissions.evaluate import visible

PLACE = "421281001002001"
HERE = (29.7222, 113.8812)


@pytest.fixture
def case(site):
	from community_gov.casework.intake.reporting import report_case

	def make(**stored):
		values = {"description": "堆放垃圾", "category": "M06010", "grid": PLACE}
		doc = report_case({**values, "latitude": HERE[0], "longitude": HERE[1]}, [], None)
		if stored:
			site.db.set_value("Case", doc.name, stored)
		return doc.name

	return make


def wall(user: str | None = None) -> dict:
	return hall.snapshot(*(visible(d, user) if user else None for d in ("Case", "Case Dispatch")))


def now(site):
	return site.utils.now_datetime()


def test_figures_of_the_day(site, case):
	before = wall()["today"]
	case(due_at=now(site) - timedelta(hours=1))
	case(stage="Closed", stage_category="Done", closed_at=now(site))
	case(reported_at=now(site) - timedelta(days=3))
	case(stage="Suspended", stage_category="Paused", due_at=now(site) - timedelta(hours=1))
	answered = {"stage": "Checking", "checking_at": now(site) - timedelta(hours=2)}
	in_time = case(due_at=now(site) - timedelta(hours=1), **answered)
	after = wall()
	assert in_time not in [row["case"] for row in after["urgent"]], "its clock has stopped"
	after = after["today"]
	assert {name: after[name] - before[name] for name in after} == {
		"reported": 4,
		"closed": 1,
		"open": 4,
		"overdue": 1,
	}


def test_funnel_counts_stages_that_are_not_done(site, case):
	before = {row["stage"]: row["cases"] for row in wall()["funnel"]}
	case()
	case(stage="Closed", stage_category="Done", closed_at=now(site))
	after = {row["stage"]: row["cases"] for row in wall()["funnel"]}
	assert "Closed" not in after and "Rejected" not in after
	assert {stage: after[stage] - before[stage] for stage in after if after[stage] != before[stage]} == {
		"Reported": 1
	}


@pytest.mark.parametrize(
	("started", "due", "light"), [(-10, -1, "Red"), (-9, 1, "Yellow"), (-2, 8, "Green"), (-8, 2, "Green")]
)
def test_light_goes_by_the_time_left(site, started, due, light):
	at = now(site)
	row = site._dict(clock_started_at=at + timedelta(hours=started), due_at=at + timedelta(hours=due))
	assert hall.light_of_row(row, at) == light


def test_the_most_urgent_come_first_and_confidential_ones_not(site, case):
	late = case(due_at=now(site) - timedelta(days=900))
	later = case(due_at=now(site) - timedelta(days=899))
	secret = case(due_at=now(site) - timedelta(days=901), is_confidential=1)
	rows = wall()["urgent"]
	assert [row["case"] for row in rows[:2]] == [late, later]
	assert secret not in [row["case"] for row in wall()["stream"]]


def test_units_rank_by_share_and_small_samples_last(site):
	def row(on_time, limits):
		return site._dict(unit="x", open=0, answered=limits, limits=limits, on_time=on_time)

	assert hall.ranked(row(4, 5))["on_time"] == 80
	assert hall.ranked(row(4, 4))["on_time"] is None
	assert hall.ranked(row(0, 0))["on_time"] is None


def test_each_sees_the_own_scope(site, case):
	name = case()
	case_there = case(grid="340202014003001")
	seen = {row["case"] for row in wall(email("manager"))["stream"]}
	assert name in seen and case_there not in seen
	assert wall(email("handler2"))["today"]["reported"] <= wall()["today"]["reported"]
	assert {row["unit"] for row in wall(email("handler"))["units"]} <= {WATER_BUREAU}
	assert wall(email("volunteer"))["today"] == {"reported": 0, "closed": 0, "open": 0, "overdue": 0}


def test_ten_thousand_cases_cost_the_same_queries_and_rows(site, case):
	template = site.get_doc("Case", case())
	columns = [
		df.fieldname for df in template.meta.fields if template.get(df.fieldname) and df.fieldname != "photos"
	]
	columns = [column for column in columns if column not in ("tracking_code_fingerprint", "units")]
	rows = [
		(
			f"WALL-{number}",
			*(
				29.60 + number % 100 / 500
				if column == "latitude"
				else 113.80 + number // 100 / 500
				if column == "longitude"
				else template.get(column)
				for column in columns
			),
		)
		for number in range(10_000)
	]
	site.db.bulk_insert("Case", ["name", *columns], rows, chunk_size=2_000)
	# What a process asks once, about DocTypes, is no part of it.
	wall()
	queries = []
	original = site.db.sql
	site.db.sql = lambda *args, **kwargs: queries.append(args[0]) or original(*args, **kwargs)
	try:
		answer = wall()
	finally:
		site.db.sql = original
	assert answer["today"]["reported"] >= 10_000
	assert (len(answer["points"]), len(answer["stream"])) == (hall.POINTS, hall.STREAM)
	assert len(answer["urgent"]) <= hall.URGENT and len(answer["units"]) <= hall.UNITS
	assert len(queries) <= 12, queries
