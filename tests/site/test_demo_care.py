"""The demo's care: tags by age and home, visits planned, made, missed; nothing twice."""

from datetime import date

import pytest

from community_gov.demo.care import load_care, tag_for
from community_gov.demo.homes import load_homes
from community_gov.registry.care import visit_coverage
from tests.support.site_clock import today

START = date(2020, 1, 1)


@pytest.mark.parametrize(
	("age", "at_home", "number", "tag"),
	[
		(85, 4, 0, "高龄老人"),
		(70, 1, 0, "独居老人"),
		(70, 2, 0, "空巢老人"),
		(70, 3, 1, None),
		(8, 3, 1, "留守儿童"),
		(8, 3, 2, None),
		(40, 3, 9, "低保低收入"),
		(40, 3, 5, "残疾人"),
	],
)
def test_a_tag_follows_from_age_and_home(age, at_home, number, tag):
	assert tag_for(age, at_home, number) == tag


def test_the_registers_of_the_demo_are_filled_once(site):
	# Other tests leave tags and visits behind; the demo fills registers that are empty.
	for doctype in ("Resident Care Tag", "Visit", "Visit Finding"):
		site.db.delete(doctype)
	load_homes()
	load_care()
	tags = site.get_all(
		"Resident Care Tag", {"source": "Own Register"}, ["care_tag", "grid"], order_by="name asc"
	)
	assert len({row.care_tag for row in tags}) >= 4
	assert len({row.grid[:12] for row in tags}) == 5
	made = site.get_all(
		"Visit",
		{"status": "Done", "visit_plan": ["is", "set"]},
		["visited_by", "assignee", "visited_at", "due_on"],
		order_by="name asc",
	)
	assert made and all(row.visited_by == row.assignee for row in made)
	assert any(row.visited_at.date() > row.due_on for row in made)
	assert site.db.count("Visit", {"status": "Planned"}) and site.db.count("Visit Finding")
	rows = visit_coverage.by_place(START, today(), 12)
	assert any(0 < (row["coverage_rate"] or 0) < 100 for row in rows)
	counts = [site.db.count(doctype) for doctype in ("Resident Care Tag", "Visit", "Visit Finding")]
	load_care()
	assert counts == [site.db.count(doctype) for doctype in ("Resident Care Tag", "Visit", "Visit Finding")]
