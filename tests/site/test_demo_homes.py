"""The demo's homes: families with heads, children with guardians, nothing twice."""

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
