"""Care tags, the job that plans visits, results that stay, coverage counted by hand."""

from datetime import date, timedelta

import pytest

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.registry.care import care_tags, visit_coverage, visit_plans, visits
from community_gov.registry.homes import residence
from community_gov.registry.privacy.person_erasure import anonymise_person
from community_gov.registry.privacy.person_places import ANONYMOUS
from tests.support.registry import GRID, make_building, make_household, make_resident
from tests.support.site_clock import today

TAG = "临时困难"


def tag(site, resident, care_tag: str = TAG, **values):
	values = {"resident": resident.name, "care_tag": care_tag, **values}
	return site.get_doc({"doctype": "Resident Care Tag", **values}).insert()


@pytest.fixture
def plan(site):
	"""A weekly plan of its own; the shipped ones are off."""
	site.db.set_value("Visit Plan", {"enabled": 1}, "enabled", 0)
	values = {"plan_name": "试验走访", "care_tag": TAG, "visit_kind": "Home Visit", "frequency": "Weekly"}
	return site.get_doc({"doctype": "Visit Plan", **values}).insert()


@pytest.fixture
def person(site):
	doc = make_resident(site)
	tag(site, doc)
	return doc


def visits_of(site, resident) -> list:
	fields = ["name", "status", "due_on", "assignee", "on_time"]
	return site.get_all("Visit", {"resident": resident.name}, fields, order_by="due_on asc, creation asc")


def test_a_tag_has_days_and_stands_once(site):
	doc = make_resident(site)
	first = tag(site, doc, from_date="2024-01-01", to_date="2024-03-31", grid="340202014003001")
	assert first.grid == GRID
	with pytest.raises(ConflictError, match="at that time already"):
		tag(site, doc, from_date="2024-03-31")
	tag(site, doc, from_date="2024-04-01")
	with pytest.raises(BadInputError, match="ends before it begins"):
		tag(site, doc, "残疾人", from_date="2024-04-01", to_date="2024-03-01")
	site.db.set_value("Care Tag", "残疾人", "enabled", 0)
	with pytest.raises(BadInputError, match="not in use"):
		tag(site, doc, "残疾人")


def test_who_is_gone_has_no_tags_and_no_visits_ahead(site, plan, person):
	visit_plans.plan_visits()
	residence.leave(site.get_doc("Resident", person.name), today())
	assert site.db.get_value("Resident Care Tag", {"resident": person.name}, "to_date") == today()
	assert [row.status for row in visits_of(site, person)] == ["Cancelled"]
	with pytest.raises(BadInputError, match="not present"):
		tag(site, site.get_doc("Resident", person.name), "残疾人")
	with pytest.raises(BadInputError, match="does not live here"):
		site.get_doc({"doctype": "Visit", "resident": person.name}).insert()


def test_the_job_plans_once_however_often_it_runs(site, plan, person):
	first = visit_plans.plan_visits(today())
	assert first["planned"] >= 1 and first["failed"] == 0
	assert visit_plans.plan_visits(today())["planned"] == 0
	assert visit_plans.plan_visits(today() + timedelta(6))["planned"] == 0
	(visit,) = visits_of(site, person)
	assert (visit.status, visit.due_on) == ("Planned", today())
	assert visit.assignee == "gridworker@demo.example"


def test_a_visit_that_the_next_one_overtakes_is_missed(site, plan, person):
	visit_plans.plan_visits(today())
	outcome = visit_plans.plan_visits(today() + timedelta(7))
	assert outcome["missed"] == outcome["planned"] >= 1
	rows = visits_of(site, person)
	assert [(row.status, row.due_on) for row in rows] == [
		("Missed", today()),
		("Planned", today() + timedelta(7)),
	]


def test_the_next_visit_counts_from_the_last(site, plan, person):
	visit_plans.plan_visits(today())
	doc = site.get_doc("Visit", visits_of(site, person)[0].name)
	doc.update({"result": "Met", "note": "Well"})
	doc.save()
	assert (doc.status, doc.on_time, doc.visited_by) == ("Done", 1, "Administrator")
	visit_plans.plan_visits(today() + timedelta(6))
	assert len(visits_of(site, person)) == 1
	visit_plans.plan_visits(today() + timedelta(7))
	assert [row.due_on for row in visits_of(site, person)] == [today(), today() + timedelta(7)]


def test_a_plan_of_another_place_and_a_tag_of_yesterday_plan_nothing(site, plan, person):
	plan.grid = "340202"
	plan.save()
	visit_plans.plan_visits()
	assert visits_of(site, person) == []
	plan.grid = None
	plan.save()
	site.db.set_value(
		"Resident Care Tag",
		{"resident": person.name},
		{"from_date": today() - timedelta(9), "to_date": today() - timedelta(1)},
	)
	visit_plans.plan_visits()
	assert visits_of(site, person) == []


def test_one_person_who_cannot_be_planned_does_not_stop_the_rest(site, plan, person, monkeypatch):
	other = make_resident(site)
	tag(site, other)
	real = visit_plans.insert

	def broken(plan, row, due_on):
		if row.name == person.name:
			raise RuntimeError("broken")
		real(plan, row, due_on)

	monkeypatch.setattr(visit_plans, "insert", broken)
	assert visit_plans.plan_visits()["failed"] == 1
	assert visits_of(site, person) == [] and len(visits_of(site, other)) == 1


def test_a_result_stays(site, person):
	doc = site.get_doc({"doctype": "Visit", "resident": person.name, "result": "Met", "on_time": 0}).insert()
	assert (doc.status, doc.grid, doc.on_time) == ("Done", GRID, 1)
	for change in ({"result": "Declined"}, {"note": "Later"}, {"due_on": "2020-01-01"}):
		doc = site.get_doc("Visit", doc.name).update(change)
		with pytest.raises(ConflictError, match="has ended"):
			doc.save()
	doc = site.get_doc("Visit", doc.name)
	doc.update({"status": "Planned", "visited_by": "Guest", "visit_plan": "独居老人每周走访", "grid": "34"})
	doc.save()
	stored = site.get_doc("Visit", doc.name)
	assert (stored.status, stored.visited_by, stored.visit_plan, stored.grid) == (
		"Done",
		"Administrator",
		None,
		GRID,
	)


def test_times_and_notes_that_cannot_be(site, person):
	visit = {"doctype": "Visit", "resident": person.name}
	with pytest.raises(BadInputError, match="lies ahead"):
		site.get_doc({**visit, "result": "Met", "visited_at": "2999-01-01 10:00:00"}).insert()
	with pytest.raises(BadInputError, match="belongs to a result"):
		site.get_doc({**visit, "findings": [{"kind": "Note", "description": "Cold flat"}]}).insert()


def test_the_list_of_the_day_goes_along_the_road(site, plan):
	building = make_building(site, "7栋")
	homes = [
		make_household(site, building, unit, room)
		for unit, room in (("10", "101"), ("2", "1001"), ("2", "201"))
	]
	people = [make_resident(site, home) for home in homes]
	for one in people:
		tag(site, one)
	visit_plans.plan_visits(today())
	listed = [row for row in visits.day_list(today()) if row["resident"] in {one.name for one in people}]
	assert [row["resident"] for row in listed] == [people[2].name, people[1].name, people[0].name]
	assert all("identity" not in key and "mobile" not in key for key in listed[0])
	assert [
		row["overdue"]
		for row in visits.day_list(today() + timedelta(1))
		if row in listed or row["resident"] == people[0].name
	] == [1]


def test_coverage_is_what_a_hand_counts(site, plan):
	people = [make_resident(site) for _number in range(4)]
	for one in people:
		tag(site, one, from_date=today() - timedelta(30))
	visit_plans.plan_visits(today() - timedelta(7))
	site.get_doc("Visit", visits_of(site, people[0])[0].name).update(
		{"result": "Met", "visited_at": f"{today() - timedelta(7)} 09:00:00"}
	).save()
	site.get_doc("Visit", visits_of(site, people[1])[0].name).update({"result": "Nobody at Home"}).save()
	visit_plans.plan_visits(today())
	ours = site.qb.DocType("Visit").resident.isin([one.name for one in people])
	(row,) = visit_coverage.by_place(today() - timedelta(7), today() - timedelta(7), 15, GRID, ours)
	assert row == {
		"key": GRID,
		"people": 4,
		"due": 4,
		"done": 2,
		"done_as_planned": 2,
		"on_time": 1,
		"met": 1,
		"missed": 2,
		"evening": 0,
		"coverage_rate": 50.0,
		"on_time_rate": 25.0,
	}
	rows = visit_coverage.by_person(today() - timedelta(7), today() - timedelta(7), None, ours)
	assert {row["key"]: row["done"] for row in rows} == {"Administrator": 2, "gridworker@demo.example": 0}
	assert visit_coverage.by_place(today() + timedelta(99), today() + timedelta(99), 15) == []


def test_old_people_are_proposed_and_not_tagged(site):
	old = make_resident(site, identity_number=None, birth_date=date(today().year - 85, 1, 1))
	rows = [row for row in care_tags.proposals(GRID) if row["resident"] == old.name]
	assert "高龄老人" in {row["care_tag"] for row in rows}
	tag(site, old, "高龄老人")
	rows = [row for row in care_tags.proposals(GRID) if row["resident"] == old.name]
	assert "高龄老人" not in {row["care_tag"] for row in rows}


def test_visits_of_the_anonymous_only_count(site, person):
	findings = [{"kind": "Note", "description": "Lives with a cat"}]
	doc = site.get_doc(
		{"doctype": "Visit", "resident": person.name, "result": "Met", "findings": findings}
	).insert()
	residence.leave(site.get_doc("Resident", person.name), today())
	anonymise_person("Resident", person.name)
	stored = site.get_doc("Visit", doc.name)
	assert (stored.status, stored.address, stored.note) == ("Done", None, None)
	assert stored.findings[0].description == ANONYMOUS
