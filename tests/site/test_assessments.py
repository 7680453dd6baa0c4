"""Assessments of grid workers: computed from the figures, objected to, ruled on; the year's list; strength of grids."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from community_gov.core.errors import (
	BadInputError,
	ConflictError,
	ImmutableError,
	OutOfScopeError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.core.step_context import step_context
from community_gov.demo.people import email
from community_gov.grids import strength
from community_gov.team import annual_ranking, assessment_items, assessments
from community_gov.team.assessment_scores import Weighed
from tests.support.registry import GRID, make_building, make_household, make_resident

WORKER, MANAGER = email("gridworker"), email("manager")
MONTH = date(2023, 3, 1)


@pytest.fixture
def computed(site):
	"""computed(**values) -> the grid worker's assessment of March 2023."""

	def make(month=MONTH):
		assessments.compute(month, GRID)
		name = site.db.get_value("Worker Assessment", {"worker": WORKER, "month": month, "grid": GRID})
		return site.get_doc("Worker Assessment", name)

	return make


@pytest.fixture
def long_on_the_team(site):
	"""The demo's staff has been there since 2020."""
	site.db.set_value("Grid Team Member", {"user": ["is", "set"]}, "from_date", "2020-01-01")


def step(site, doc, state: str, user: str, note: str | None = None, score=None):
	site.set_user(user)
	doc.reload()
	doc.workflow_state, doc.step_note = state, note
	step_context(doc).ruled_score = score
	try:
		return doc.save()
	finally:
		site.set_user("Administrator")


def test_figures_become_items_and_a_score(site, long_on_the_team, computed, travel):
	travel("2023-03-10 10:00")
	person = make_resident(site, make_household(site, make_building(site, "91栋")))
	site.set_user(WORKER)
	for _number in range(3):
		visit = {"doctype": "Visit", "resident": person.name, "visit_kind": "Home Visit", "result": "Met"}
		site.get_doc(visit).insert()
	site.set_user("Administrator")
	travel("2023-04-02 10:00")
	doc = computed()
	items = {row.item: (row.done, row.due) for row in doc.items}
	assert items["Visits"] == (3, 20)
	assert (doc.stage, doc.score, doc.formula_version) == ("Computed", doc.computed_score, 1)
	assert doc.score == round(sum(row.points for row in doc.items), 2) > 0
	assert doc.worker_name == site.db.get_value("User", WORKER, "full_name")


def test_what_was_due_goes_before_the_target(site, monkeypatch):
	counted = {"one": lambda users, first, last: {"a": (4, 5)}, "two": lambda users, first, last: {}}
	hook = {"Visits": ["one"], "Patrols": ["two"]}
	monkeypatch.setattr(
		assessment_items.frappe, "get_hooks", lambda name: hook if name == assessment_items.HOOK else {}
	)
	monkeypatch.setattr(assessment_items.frappe, "get_attr", counted.get)
	found = assessment_items.figures(["a", "b"], MONTH, MONTH)
	assert found["a"] == [Weighed("Patrols", 30, 0, 20), Weighed("Visits", 25, 4, 5)]
	assert found["b"] == [Weighed("Patrols", 30, 0, 20), Weighed("Visits", 25, 0, 20)]


def test_computing_again_changes_only_what_nobody_announced(site, long_on_the_team, computed):
	doc = computed()
	before = site.db.count("Worker Assessment", {"month": MONTH})
	assert computed().name == doc.name
	assert site.db.count("Worker Assessment", {"month": MONTH}) == before
	step(site, doc, "Announced", MANAGER)
	told = assessments.compute(MONTH, GRID)
	assert (told["month"], told["unchanged"], told["failed"]) == ("2023-03", 1, 0)


def test_a_month_must_be_over(site, travel):
	travel("2024-02-29 23:59")
	with pytest.raises(BadInputError, match="The month 2024-02 is not over"):
		assessments.compute("2024-02-10")
	travel("2024-03-01 00:00")
	assert assessments.compute("2024-02-10", "999")["month"] == "2024-02"


def test_who_was_there_in_the_month_is_assessed(site):
	grid = site.get_doc("Grid", GRID)
	user = email("supervisor")
	row = {"team_role": "Grid Worker", "user": user, "from_date": "2019-05-31", "to_date": "2019-06-30"}
	grid.append("team", row)
	site.get_doc(
		{"doctype": "Grid Team Member", "parent": GRID, "parenttype": "Grid", "parentfield": "team", **row}
	).db_insert()
	of_month = lambda day: [row.user for row in assessments.workers_in(*assessments.month_of(day), GRID)]  # noqa: E731
	assert user in of_month("2019-05-01") and user in of_month("2019-06-15")
	assert user not in of_month("2019-04-30") and user not in of_month("2019-07-01")


def test_nobody_types_an_assessment(site):
	doc = site.get_doc(
		{"doctype": "Worker Assessment", "worker": WORKER, "grid": GRID, "month": MONTH, "score": 100}
	)
	with pytest.raises(ConflictError, match="computed from what was done"):
		doc.insert()


def test_forged_figures_are_dropped(site, long_on_the_team, computed):
	doc = computed()
	kept = doc.score
	doc.update({"score": 99, "grade": "Excellent", "objection": "x", "worker": MANAGER})
	doc.items[0].done = 999
	doc.save()
	doc.reload()
	assert (doc.score, doc.worker, doc.objection) == (kept, WORKER, None)
	assert doc.items[0].done != 999
	with pytest.raises(ImmutableError):
		doc.delete()


def test_objection_and_ruling(site, long_on_the_team, computed):
	doc = computed()
	with pytest.raises(site.PermissionError):
		step(site, doc, "Announced", WORKER)
	step(site, doc, "Announced", MANAGER)
	told = site.get_all("Notification Log", {"document_name": doc.name}, pluck="for_user")
	assert told == [WORKER]
	with pytest.raises(StageGuardError, match="No reason was given"):
		step(site, doc, "Objected", WORKER)
	step(site, doc, "Objected", WORKER, "走访没有算全")
	assert doc.objection == "走访没有算全"
	with pytest.raises(StageGuardError, match="No reason was given"):
		step(site, doc, "Final", MANAGER, score=80)
	with pytest.raises(BadInputError, match="between 0 and 100"):
		step(site, doc, "Final", MANAGER, "补计", score=101)
	step(site, doc, "Final", MANAGER, "补计三次走访", score=80)
	assert (doc.score, doc.grade, doc.ruling) == (80, "Good", "补计三次走访")
	assert doc.computed_score != 80


def test_only_the_worker_objects_and_nobody_rules_on_the_own(site, long_on_the_team, computed):
	doc = computed()
	step(site, doc, "Announced", MANAGER)
	site.db.set_value("Worker Assessment", doc.name, "worker", MANAGER)
	with pytest.raises(SeparationOfDutiesError, match="of your own work"):
		step(site, doc, "Final", MANAGER)
	site.db.set_value("Worker Assessment", doc.name, "worker", email("gridworker.zhelu"))
	with pytest.raises((OutOfScopeError, site.PermissionError)):
		step(site, doc, "Objected", WORKER, "不是我的")


def test_without_an_objection_it_is_final_in_time(site, long_on_the_team, computed, travel):
	travel("2023-04-03 10:00")
	doc = computed()
	step(site, doc, "Announced", MANAGER)
	travel("2023-04-08 09:00")
	assert assessments.close_unobjected() == 0
	travel("2023-04-08 11:00")
	assert assessments.close_unobjected() == 1
	assert assessments.close_unobjected() == 0
	assert site.db.get_value("Worker Assessment", doc.name, "stage") == "Final"


def test_the_job_computes_on_the_first_days_only(site, long_on_the_team, travel):
	travel("2023-04-06 02:00")
	assessments.compute_last_month()
	assert not site.db.exists("Worker Assessment", {"worker": WORKER, "month": MONTH})
	travel("2023-04-05 02:00")
	assessments.compute_last_month()
	assert site.db.exists("Worker Assessment", {"worker": WORKER, "month": MONTH})


def test_a_broken_person_stops_no_other(site, long_on_the_team, monkeypatch):
	written = assessments.write

	def write(person, first, rows):
		if person.user == WORKER:
			raise ValueError("broken")
		return written(person, first, rows)

	monkeypatch.setattr(assessments, "write", write)
	told = assessments.compute(MONTH)
	assert told["failed"] >= 1
	assert site.db.exists("Error Log", {"method": f"Assessing {WORKER} failed"})


def final(site, worker: str, month: str, score: float, scored: int = 1):
	doc = site.get_doc({"doctype": "Worker Assessment", "worker": worker, "month": month, "grid": GRID})
	doc.update(
		{"name": uuid4().hex, "worker_name": worker, "score": score, "is_scored": scored, "stage": "Final"}
	)
	doc.source_key = doc.name
	doc.db_insert()
	row = {"doctype": "Worker Assessment Item", "parent": doc.name, "parenttype": "Worker Assessment"}
	item = site.get_doc({**row, "parentfield": "items", "item": "Visits", "done": 2})
	item.name = uuid4().hex
	item.db_insert()


def test_the_years_list_by_hand(site):
	site.db.set_single_value("Community Gov Settings", "assessment_minimum_months", 2)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	one, two, three = email("gridworker"), email("supervisor"), email("manager")
	for worker, scores in ((one, (80, 90)), (two, (95,)), (three, (100, 70))):
		for number, score in enumerate(scores, start=1):
			final(site, worker, f"2021-0{number}-01", score)
	final(site, one, "2021-05-01", 0, scored=0)
	final(site, one, "2022-01-01", 0)
	rows = annual_ranking.standings(2021)
	assert [(row["worker"], row["rank"], row["months"], row["mean_score"]) for row in rows] == [
		(one, 1, 2, 85),
		(three, 1, 2, 85),
		(two, None, 1, 95),
	]
	assert rows[0]["items"] == {"Visits": 6}
	assert annual_ranking.standings(2021, "99") == []


def test_strength_and_gaps_by_hand(site):
	grid = "421281001002001"
	before = next(row for row in strength.strength(grid) if row["grid"] == grid)
	assert before["grid_workers"] == 1 and "No Grid Worker" not in before["gaps"]
	more = max(before["building_leaders"] - before["buildings"], 0) + 1
	for number in range(more):
		make_building(site, f"92{number}栋")
	site.db.set_single_value("Community Gov Settings", "volunteers_per_grid", before["volunteers"] + 1)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	row = next(row for row in strength.strength(grid) if row["grid"] == grid)
	assert row["buildings"] == before["buildings"] + more
	assert {"Building Leaders Missing", "Volunteers Missing"} <= set(row["gaps"])
	site.get_doc({"doctype": "Volunteer", "full_name": "志演示", "grid": grid, "status": "Active"}).insert()
	doc = site.get_doc("Grid", grid)
	for number in range(row["buildings"] - row["building_leaders"]):
		member = {"team_role": "Building Leader", "member_name": f"楼栋长{number}", "from_date": "2024-01-01"}
		doc.append("team", member)
	doc.save()
	row = next(row for row in strength.strength(grid) if row["grid"] == grid)
	assert row["gaps"] == []
	site.db.set_value(
		"Grid Team Member", {"parent": grid, "team_role": "Grid Worker"}, "to_date", "2024-01-02"
	)
	row = next(row for row in strength.strength(grid) if row["grid"] == grid)
	assert row["gaps"] == ["No Grid Worker"]


def test_what_counts_is_what_happened_in_the_month(site):
	from community_gov.casework.statistics import assessment_counts

	start, end = assessment_counts.span(date(2024, 2, 1), date(2024, 2, 29))
	assert (start, end) == (datetime(2024, 2, 1), datetime(2024, 3, 1))
	assert assessment_counts.reports_filed(["nobody"], MONTH, MONTH) == {}
	assert assessment_counts.checks_on_time(["nobody"], MONTH, MONTH) == {}
