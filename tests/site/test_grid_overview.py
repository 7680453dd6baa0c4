"""A place at a glance: the viewer's own figures, and for others no small ones on people."""

from datetime import timedelta

import pytest

from community_gov.api.v1 import grid as api
from community_gov.casework.intake.reporting import report_case
from community_gov.demo.people import email
from tests.support.registry import COMMUNITY, GRID, make_resident
from tests.support.site_clock import today


def seen(site, key: str, grid: str = GRID) -> dict:
	site.set_user(email(key))
	found = api.overview(grid)
	site.set_user("Administrator")
	return found


@pytest.fixture
def crowd(site):
	"""Twelve more people, two of them floating, one of these with a tag; a planned and an overdue visit."""
	people = [make_resident(site, residence_kind="Registered") for _number in range(10)]
	people += [make_resident(site, residence_kind="Floating") for _number in range(2)]
	tag = {"doctype": "Resident Care Tag", "resident": people[-1].name, "care_tag": "残疾人"}
	site.get_doc(tag).insert()
	for due_on in (today() - timedelta(days=1), today()):
		visit = {"doctype": "Visit", "resident": people[0].name, "visit_kind": "Home Visit", "due_on": due_on}
		site.get_doc(visit).insert()
	return people


def stored(site, **filters) -> int:
	return site.db.count("Resident", {"grid": ["like", f"{GRID}%"], "status": "Present", **filters})


def test_who_may_read_the_persons_sees_all_figures(site, crowd):
	found = seen(site, "gridworker")
	assert (found["exact"], found["hidden_below"]) == (True, 0)
	assert found["people"]["total"] == stored(site) == sum(found["people"]["kinds"].values())
	assert found["people"]["kinds"]["Floating"] == stored(site, residence_kind="Floating") >= 2
	assert found["tags"]["残疾人"] >= 1
	assert found["visits"]["due"] >= 1 and found["visits"]["overdue"] >= 1
	assert set(found["patrols"]) == {"under_way", "done"}


def test_others_see_no_small_figure_on_people_and_no_visit(site, crowd):
	site.db.set_single_value(
		"Community Gov Settings", "small_count_threshold", stored(site, residence_kind="Floating") + 1
	)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	found = seen(site, "operator")
	assert found["exact"] is False and found["visits"] is None
	assert found["people"]["kinds"]["Floating"] is None
	# Two kinds only: with the total the hidden one could be worked out from the other.
	assert [count for count in found["people"]["kinds"].values() if count is not None and count > 0] == []
	assert all(count is None or count >= found["hidden_below"] for count in found["tags"].values())


def test_who_reads_the_persons_of_a_part_sees_the_figures_of_that_part(site, crowd):
	whole, own = seen(site, "manager", COMMUNITY), seen(site, "gridworker", COMMUNITY)
	assert own["exact"] and own["people"]["total"] == stored(site)
	elsewhere = site.db.count("Resident", {"grid": ["like", f"{COMMUNITY}%"], "status": "Present"})
	assert whole["people"]["total"] == elsewhere >= own["people"]["total"]


def test_open_work_is_counted_by_stage_as_the_viewer_may_list_it(site):
	before = seen(site, "operator")["work"]["Case"].get("Reported", 0)
	report_case({"description": "积水", "grid": GRID}, [], None)
	report_case({"description": "积水", "grid": GRID, "is_confidential": 1}, [], None)
	assert seen(site, "operator")["work"]["Case"]["Reported"] == before + 2
	assert "Case" not in seen(site, "handler")["work"] or not seen(site, "handler")["work"]["Case"].get(
		"Reported"
	)


def test_volunteers_get_no_figures(site):
	with pytest.raises(site.PermissionError):
		seen(site, "volunteer")
	site.set_user("Administrator")
