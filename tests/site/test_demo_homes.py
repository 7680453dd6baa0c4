"""The demo's homes: families with heads, children with guardians, nothing twice."""

from community_gov.demo.help import load_help
from community_gov.demo.homes import HOMES, SIZES, load_homes
from community_gov.demo.places import COMMUNITIES


def test_homes_of_five_communities(site):
	load_homes()
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


def test_help_of_the_demo(site):
	site.db.delete("Help Request")
	load_homes()
	load_help()
	stages = site.get_all("Help Request", pluck="stage", order_by="creation asc")
	assert stages == ["Raised", "Claimed", "Served", "Confirmed"]
	assert site.db.count("Volunteer Team", {"team_name": ["like", "%红色帮帮团（演示）"]}) == len(COMMUNITIES)
	load_help()
	assert site.db.count("Help Request") == len(stages)
