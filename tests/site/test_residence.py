"""People come, move, leave, die and come back: each a step with a date and a record that nobody edits."""

from datetime import date, timedelta

import pytest

from community_gov.core.errors import BadInputError, ConflictError, ImmutableError
from community_gov.registry.homes import residence
from tests.support.registry import GRID, family, make_household, make_resident, person_values

DAY = date(2024, 9, 27)


def stored(site, name: str, *fields: str):
	return site.db.get_value("Resident", name, fields if len(fields) > 1 else fields[0])


def events(site, name: str) -> list[str]:
	return [row["event"] for row in reversed(residence.history(name))]


def test_a_move_within_the_register(site):
	household, (_head, _spouse, child) = family(site)
	other = make_household(site, site.get_doc("Building", household.building), room="602")
	residence.move(site.get_doc("Resident", child.name), other.name, DAY, relation="Not Related")
	assert stored(site, child.name, "household", "address", "moved_in_on") == (other.name, other.address, DAY)
	counts = [site.db.get_value("Household", name, "member_count") for name in (household.name, other.name)]
	assert counts == [2, 1]
	last = residence.history(child.name)[0]
	assert (last["event"], last["from_household"], last["household"]) == (
		"Moved Within",
		household.name,
		other.name,
	)


def test_a_head_who_moves_out_names_the_next(site):
	household, (head, spouse, _child) = family(site)
	doc = site.get_doc("Resident", head.name)
	with pytest.raises(ConflictError, match="head of a household of 3"):
		residence.leave(doc, DAY)
	assert stored(site, head.name, "status") == "Present"
	with pytest.raises(BadInputError, match="not a present member"):
		residence.leave(site.get_doc("Resident", head.name), DAY, new_head=head.name)
	residence.leave(site.get_doc("Resident", head.name), DAY, "Wuhan", spouse.name)
	assert stored(site, head.name, "status", "moved_out_on", "moved_to") == ("Moved Out", DAY, "Wuhan")
	assert site.db.get_value("Household", household.name, ["head", "member_count"]) == (spouse.name, 2)
	assert events(site, head.name) == ["Registered", "Moved Out"]


def test_the_last_one_leaves_a_vacant_household(site):
	household, (head,) = family(site, 1)
	residence.leave(site.get_doc("Resident", head.name), DAY)
	assert site.db.get_value("Household", household.name, ["head", "status", "without_head"]) == (
		None,
		"Vacant",
		0,
	)


def test_a_death_ends_everything_but_the_history(site):
	household, (_head, spouse) = family(site, 2)
	residence.die(site.get_doc("Resident", spouse.name), DAY)
	assert stored(site, spouse.name, "status", "deceased_on") == ("Deceased", DAY)
	for step in (
		lambda doc: residence.move(doc, household.name, DAY),
		lambda doc: residence.leave(doc, DAY),
		lambda doc: residence.die(doc, DAY),
		lambda doc: residence.come_back(doc, household.name, DAY),
	):
		with pytest.raises(ConflictError, match="has status"):
			step(site.get_doc("Resident", spouse.name))
	assert events(site, spouse.name) == ["Registered", "Died"]


def test_a_death_that_never_was_is_taken_back(site):
	household, (_head, spouse) = family(site, 2)
	residence.die(site.get_doc("Resident", spouse.name), DAY)
	residence.correct(site.get_doc("Resident", spouse.name), "Wrong person")
	assert stored(site, spouse.name, "status", "deceased_on", "household") == (
		"Present",
		None,
		household.name,
	)
	assert site.db.get_value("Household", household.name, "member_count") == 2
	assert events(site, spouse.name) == ["Registered", "Died", "Corrected"]
	with pytest.raises(ConflictError, match="nothing to take back"):
		residence.correct(site.get_doc("Resident", spouse.name))


def test_coming_back(site):
	household, (_head, spouse) = family(site, 2)
	residence.leave(site.get_doc("Resident", spouse.name), DAY)
	with pytest.raises(BadInputError, match="later day"):
		residence.come_back(site.get_doc("Resident", spouse.name), household.name, DAY - timedelta(1))
	residence.come_back(site.get_doc("Resident", spouse.name), household.name, DAY + timedelta(9), "Spouse")
	assert stored(site, spouse.name, "status", "moved_out_on", "relation_to_head") == (
		"Present",
		None,
		"Spouse",
	)
	assert events(site, spouse.name) == ["Registered", "Moved Out", "Returned"]


@pytest.mark.parametrize(
	("day", "words"), [(date(2999, 1, 1), "lies ahead"), (date(1900, 1, 1), "born or came")]
)
def test_days_that_cannot_be(site, day, words):
	_household, (_head, spouse) = family(site, 2)
	with pytest.raises(BadInputError, match=words):
		residence.leave(site.get_doc("Resident", spouse.name), day)
	assert stored(site, spouse.name, "status") == "Present"


def test_a_form_moves_nobody(site):
	household, (head, _spouse) = family(site, 2)
	other = make_household(site, site.get_doc("Building", household.building), room="603")
	doc = site.get_doc("Resident", head.name)
	doc.update({"household": other.name, "status": "Deceased", "moved_out_on": DAY, "merged_into": head.name})
	doc.save()
	assert stored(site, head.name, "household", "status", "moved_out_on", "merged_into") == (
		household.name,
		"Present",
		None,
		None,
	)


def test_records_are_for_ever(site):
	_household, (head,) = family(site, 1)
	name = site.get_all("Residence Record", {"resident": head.name}, pluck="name", order_by="name asc")[0]
	entry = site.get_doc("Residence Record", name)
	entry.note = "changed"
	with pytest.raises(ImmutableError):
		entry.save()
	with pytest.raises(ImmutableError):
		site.get_doc("Residence Record", name).delete()
	with pytest.raises(ConflictError, match="has a history"):
		site.get_doc("Resident", head.name).delete()


def test_somebody_typed_twice_by_mistake_can_be_deleted(site):
	doc = make_resident(site)
	doc.delete()
	assert not site.db.exists("Resident", doc.name)


def test_a_resident_needs_a_place(site):
	with pytest.raises(BadInputError, match="a household or a grid"):
		site.get_doc(person_values()).insert()
	assert make_resident(site).grid == GRID


def test_nobody_leaves_before_coming(site):
	doc = make_resident(site, moved_in_on="2024-10-01")
	with pytest.raises(BadInputError, match="born or came"):
		residence.leave(doc, DAY)
	assert residence.history(doc.name)[0]["happened_on"] == date(2024, 10, 1)
