"""Homes: compound, building, household, head; people follow where their household is."""

import pytest

from community_gov.core.errors import BadInputError, ConflictError
from tests.support.registry import (
	COMMUNITY,
	FAR_GRID,
	GRID,
	family,
	make_building,
	make_household,
	make_resident,
)


def stored(site, doctype: str, name: str, *fields: str):
	return site.db.get_value(doctype, name, fields if len(fields) > 1 else fields[0])


def test_a_household_is_called_by_its_place(site):
	household = make_household(site, room="502")
	assert household.household_title == "演示小区 3栋2单元502室"
	assert household.grid == GRID
	household.reload()
	assert (household.status, household.member_count, household.without_head) == ("Vacant", 0, 0)
	assert len(household.household_code) == 12


@pytest.mark.parametrize("number", ["3栋", "3号楼", "03幢", "３", "3#"])
def test_a_building_stands_once_however_it_is_written(site, number):
	first = make_building(site, "3栋")
	with pytest.raises(ConflictError, match="stands on file already"):
		make_building(site, number)
	here = {"compound": first.compound, "building_title": first.building_title}
	assert site.get_all("Building", here, pluck="name") == [first.name]


def test_buildings_whose_names_the_collation_takes_for_one_are_two(site):
	first, second = make_building(site, "𬭼栋"), make_building(site, "𰻝栋")
	assert first.name != second.name and first.compound == second.compound
	assert stored(site, "Building", second.name, "building_title") == "演示小区 𰻝栋"
	for number in ("𬭼栋", "𰻝号楼"):
		with pytest.raises(ConflictError, match="stands on file already"):
			make_building(site, number)


@pytest.mark.parametrize(("first", "second"), [("𬭼园", "𰻝园"), ("阳光A区", "阳光a区")])
def test_compounds_whose_names_the_collation_takes_for_one_are_two(site, first, second):
	made = []
	for name in (first, second):
		values = {"doctype": "Residential Compound", "compound_name": name, "grid": COMMUNITY}
		made.append(site.get_doc(values).insert().name)
		with pytest.raises(ConflictError, match=f"{name} stands on file already"):
			site.get_doc(values).insert()
	assert [stored(site, "Residential Compound", name, "compound_name") for name in made] == [first, second]


def test_an_upgrade_keys_buildings_anew(site):
	from community_gov.patches import key_buildings
	from community_gov.registry.homes.places import building_key

	building = make_building(site, "3栋")
	building.db_set("place_key", f"{building.compound}/3")
	key_buildings.execute()
	key = stored(site, "Building", building.name, "place_key")
	assert key == building_key(building.compound, "03号楼") and len(key) == 64


def test_a_compound_stands_once_in_its_place(site):
	make_building(site)
	with pytest.raises(ConflictError, match="stands on file already"):
		site.get_doc(
			{"doctype": "Residential Compound", "compound_name": " 演示小区 ", "grid": COMMUNITY}
		).insert()


def test_a_building_lies_in_the_area_of_its_compound(site):
	compound = make_building(site).compound
	doc = site.get_doc(
		{"doctype": "Building", "compound": compound, "building_number": "9栋", "grid": FAR_GRID}
	)
	with pytest.raises(BadInputError, match="lies outside compound"):
		doc.insert()


def test_people_follow_a_building_into_another_grid(site):
	household, people = family(site, 2)
	building = site.get_doc("Building", household.building)
	building.grid = f"{COMMUNITY}002"
	building.save()
	assert stored(site, "Household", household.name, "grid") == f"{COMMUNITY}002"
	assert {stored(site, "Resident", person.name, "grid") for person in people} == {f"{COMMUNITY}002"}


def test_a_household_needs_a_place(site):
	with pytest.raises(BadInputError, match="has a building, or a grid and an address"):
		site.get_doc({"doctype": "Household", "address": "某处"}).insert()
	doc = site.get_doc({"doctype": "Household", "grid": GRID, "address": "演示巷 8 号"}).insert()
	assert doc.household_title == "演示巷 8 号"


def test_the_first_head_comes_with_the_household(site):
	household, (head, _spouse, _child) = family(site)
	assert household.head == head.name
	assert (household.member_count, household.without_head, household.status) == (3, 0, "Occupied")
	assert stored(site, "Resident", head.name, "relation_to_head", "address") == ("Head", household.address)
	with pytest.raises(ConflictError, match="has a head already"):
		make_resident(site, household, relation_to_head="Head")
	assert stored(site, "Household", household.name, "member_count") == 3


def test_a_household_without_a_head_is_marked(site):
	household = make_household(site)
	make_resident(site, household)
	assert stored(site, "Household", household.name, "without_head", "member_count") == (1, 1)
	household = site.get_doc("Household", household.name)
	household.head = site.get_all(
		"Resident", {"household": household.name}, pluck="name", order_by="name asc"
	)[0]
	household.save()
	assert stored(site, "Household", household.name, "without_head") == 0
	assert stored(site, "Resident", household.head, "relation_to_head") == "Head"


def test_the_head_belongs_to_the_household(site):
	household, _people = family(site)
	stranger = make_resident(
		site, make_household(site, site.get_doc("Building", household.building), room="601")
	)
	household.head = stranger.name
	with pytest.raises(BadInputError, match="present member"):
		household.save()
	fresh = site.get_doc(
		{"doctype": "Household", "grid": GRID, "address": "演示巷 9 号", "head": stranger.name}
	)
	with pytest.raises(BadInputError, match="present member"):
		fresh.insert()


def test_a_new_head_makes_the_other_relations_unknown(site):
	household, (head, spouse, child) = family(site)
	household.head = spouse.name
	household.save()
	relations = [
		stored(site, "Resident", person.name, "relation_to_head") for person in (head, spouse, child)
	]
	assert relations == ["", "Head", ""]


def test_nobody_calls_oneself_head(site):
	_household, (head, spouse, _child) = family(site)
	doc = site.get_doc("Resident", spouse.name)
	doc.relation_to_head = "Head"
	with pytest.raises(BadInputError, match="names its head"):
		doc.save()
	doc = site.get_doc("Resident", head.name)
	doc.relation_to_head = "Son or Daughter"
	doc.save()
	assert doc.relation_to_head == "Head", "the household says so"


def test_server_fields_of_a_household_stay(site):
	household, _people = family(site)
	before = household.as_dict()
	household.update(
		{"status": "Dissolved", "member_count": 99, "household_code": "X", "household_title": "Y"}
	)
	household.save()
	for field in ("status", "member_count", "household_code", "household_title"):
		assert stored(site, "Household", household.name, field) == before[field]


def test_inhabited_places_are_not_deleted(site):
	household, _people = family(site, 1)
	building = site.get_doc("Building", household.building)
	with pytest.raises(ConflictError, match="still has members"):
		household.delete()
	with pytest.raises(ConflictError, match="still has records"):
		building.delete()
	with pytest.raises(ConflictError, match="still has records"):
		site.get_doc("Residential Compound", building.compound).delete()
