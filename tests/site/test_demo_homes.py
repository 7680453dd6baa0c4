"""The demo's homes: families with heads, children with guardians, tags, visits and help; nothing twice."""

from datetime import date

from community_gov.demo.care import load_care
from community_gov.demo.help import load_help
from community_gov.demo.homes import HOMES, SIZES, load_homes
from community_gov.demo.places import COMMUNITIES
from community_gov.registry.care import visit_coverage
from tests.support.site_clock import today

START = date(2020, 1, 1)


def test_homes_with_their_care_and_help(site):
	"""In one test, since loading takes long."""
	# Other tests leave tags, visits and requests behind; the demo fills registers that are empty.
	for doctype in ("Resident Care Tag", "Visit", "Visit Finding", "Help Request"):
		site.db.delete(doctype)
	load_homes()
	homes_of_five_communities(site)
	the_registers_are_filled_once(site)
	help_of_each_stage(site)


def homes_of_five_communities(site):
	compounds = site.get_all(
		"Residential Compound", {"compound_name": "演示花园"}, pluck="name", order_by="grid asc"
	)
	assert len(compounds) == len(COMMUNITIES)
	buildings = site.get_all("Building", {"compound": ["in", compounds]}, pluck="name", order_by="name asc")
	homes = site.get_all(
		"Household",
		{"building": ["in", buildings]},
		["name", "head", "member_count", "without_head"],
		order_by="name asc",
	)
	assert len(homes) == 2 * HOMES * len(COMMUNITIES)
	assert all(home.head and not home.without_head for home in homes)
	assert sum(home.member_count for home in homes) == 2 * sum(SIZES) * len(COMMUNITIES)
	guarded = site.db.count("Resident", {"guardian": ["is", "set"]})
	assert guarded >= len(COMMUNITIES)
	people = site.db.count("Resident")
	load_homes()
	assert site.db.count("Resident") == people


def the_registers_are_filled_once(site):
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


def help_of_each_stage(site):
	load_help()
	stages = site.get_all("Help Request", pluck="stage", order_by="creation asc")
	assert stages == ["Raised", "Claimed", "Served", "Confirmed"]
	assert site.db.count("Volunteer Team", {"team_name": ["like", "%红色帮帮团（演示）"]}) == len(COMMUNITIES)
	load_help()
	assert site.db.count("Help Request") == len(stages)
