"""The tree of homes: each level as the viewer may list it, counts, and no number of anybody."""

import pytest

from community_gov.api.v1 import home as api
from community_gov.core.errors import BadInputError
from community_gov.demo.people import email
from tests.support.registry import COMMUNITY, FAR_GRID, family, make_building, make_household


def below(site, key: str, node: str | None = None, **more) -> dict[str, dict]:
	"""{value: node} below a node, as a demo account sees it."""
	site.set_user(email(key))
	try:
		return {row["value"]: row for row in api.children(node, **more)["nodes"]}
	finally:
		site.set_user("Administrator")


@pytest.fixture
def home(site):
	return family(site)


def test_the_levels_lead_down_to_the_people(site, home):
	household, people = home
	building = site.get_doc("Building", household.building)
	compound = below(site, "gridworker", area=COMMUNITY)[f"compound:{building.compound}"]
	assert compound["title"] == "演示小区" and compound["expandable"]
	there = below(site, "gridworker", compound["value"])[f"building:{building.name}"]
	assert there["count"] == 1
	(unit,) = below(site, "gridworker", there["value"]).values()
	assert (unit["kind"], unit["count"]) == ("unit", 1)
	(room,) = below(site, "gridworker", unit["value"]).values()
	assert (room["name"], room["count"], room["status"]) == (household.name, 3, "Occupied")
	found = list(below(site, "gridworker", room["value"]).values())
	assert [row["name"] for row in found] == [doc.name for doc in people]
	assert [row["relation"] for row in found] == ["Head", "Spouse", "Son or Daughter"]
	assert set(found[0]) == {"value", "title", "kind", "name", "count", "expandable", "relation"}


def test_a_building_without_units_shows_its_homes_in_the_order_of_numbers(site):
	building = make_building(site, "9栋")
	for room in ("10", "2"):
		make_household(site, building, unit="", room=room)
	found = below(site, "gridworker", f"building:{building.name}").values()
	assert [(row["kind"], row["title"][-1:] in "0123456789室") for row in found] == [("household", True)] * 2
	rooms = [site.db.get_value("Household", row["name"], "room_number") for row in found]
	assert rooms == ["2", "10"]


def test_nobody_opens_more_than_they_may_list(site, home):
	household, _people = home
	far = make_household(site, make_building(site, "1栋", FAR_GRID, "远处小区"))
	assert below(site, "gridworker", f"household:{far.name}") == {}
	assert below(site, "gridworker", f"building:{far.building}") == {}
	building = f"building:{household.building}"
	assert below(site, "operator", building) == {}
	assert below(site, "operator", f"household:{household.name}") == {}
	compound = site.db.get_value("Building", household.building, "compound")
	seen = below(site, "operator", f"compound:{compound}")[building]
	assert (seen["count"], seen["expandable"]) == (0, False)
	with pytest.raises(site.PermissionError):
		below(site, "volunteer")


@pytest.mark.parametrize("node", ["nonsense", "household:", "resident:X", "unit"])
def test_what_is_no_node_is_refused(site, node):
	with pytest.raises(BadInputError, match="is no place of the tree"):
		below(site, "gridworker", node)
