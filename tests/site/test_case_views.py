"""The board and the map of cases: the most urgent first, capped, with the light of the clock."""

from datetime import timedelta

import pytest

from community_gov.casework.statistics import case_views

PLACE = "421281001002001"
MARK = [["Case", "title", "like", "视图%"]]


@pytest.fixture
def case(site):
	from community_gov.casework.intake.reporting import report_case

	def make(latitude: float | None = 29.7222, **stored) -> str:
		values = {"description": "堆放垃圾", "category": "M06010", "grid": PLACE, "title": "视图用例"}
		place = {"latitude": latitude, "longitude": 113.8812} if latitude else {}
		doc = report_case({**values, **place}, [], None)
		if stored:
			site.db.set_value("Case", doc.name, stored)
		return doc.name

	return make


def names(rows: list[dict]) -> list[str]:
	return [row["case"] for row in rows]


@pytest.fixture
def four(site, case) -> list[str]:
	"""Done, without a limit, due later, overdue; then one without a position."""
	now = site.utils.now_datetime()
	done = case(stage="Closed", stage_category="Done", due_at=now - timedelta(days=9))
	plain = case()
	later = case(due_at=now + timedelta(days=2), warn_at=now - timedelta(hours=1))
	late = case(due_at=now - timedelta(hours=1))
	case(latitude=None)
	return [done, plain, later, late]


def test_the_most_urgent_come_first_and_the_rest_is_counted(four, monkeypatch):
	done, plain, later, late = four
	found = case_views.points(MARK)
	assert names(found["points"]) == [late, later, plain, done]
	assert [row["light"] for row in found["points"]] == ["Red", "Yellow", None, None]
	monkeypatch.setattr(case_views, "POINTS", 2)
	capped = case_views.points(MARK)
	assert names(capped["points"]) == [late, later]
	assert (capped["total"], capped["placed"], capped["cap"]) == (5, 4, 2)


def test_the_light_of_an_answered_case_stays_as_it_was(site, case):
	now = site.utils.now_datetime()
	answered = {"stage": "Checking", "checking_at": now - timedelta(hours=3)}
	case(due_at=now - timedelta(hours=2), warn_at=now - timedelta(hours=2), **answered)
	case(due_at=now - timedelta(hours=1), warn_at=now - timedelta(hours=4), **answered)
	case(due_at=now, first_breached_at=now - timedelta(hours=3), **answered)
	assert [row["light"] for row in case_views.points(MARK)["points"]] == ["Green", "Yellow", "Red"]


def test_a_column_is_capped_and_counted(four, monkeypatch):
	_done, _plain, later, late = four
	monkeypatch.setattr(case_views, "CARDS", 2)
	column, closed = case_views.board(MARK, ["Reported", "Closed"])
	assert (names(column["cases"]), column["total"]) == ([late, later], 4)
	assert (names(closed["cases"]), closed["total"]) == (four[:1], 1)
