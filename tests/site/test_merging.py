"""Two records of one person become one, and apart again."""

import pytest

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.registry.identity import merging
from tests.support.registry import family, make_household, make_resident, person_values


def row(site, name: str) -> dict:
	fields = [
		"full_name",
		"identity_number",
		"identity_fingerprint",
		"mobile",
		"status",
		"household",
		"merged_into",
	]
	return site.db.get_value("Resident", name, [*fields, "registered_place"], as_dict=True)


@pytest.fixture
def pair(site):
	"""A record without a number in a household, and one with a number, a child and a consent."""
	_household, (_head, kept) = family(site, 2)
	bare = {"identity_number": None, "mobile": None}
	values = {key: value for key, value in person_values().items() if key != "doctype"}
	kept = make_resident(site, site.get_doc("Household", kept.household), **{**values, **bare})
	other = make_resident(site, registered_place="孝感", mobile="15400000088")
	child = make_resident(site, guardian=other.name)
	return kept, other, child


def loaded(site, *docs):
	return [site.get_doc("Resident", doc.name) for doc in docs]


def test_a_merge_moves_links_and_fills_gaps(site, pair):
	kept, other, child = pair
	before = row(site, other.name)
	merging.merge(*loaded(site, kept, other), "Entered twice")
	assert site.db.get_value("Resident", child.name, "guardian") == kept.name
	now, gone = row(site, kept.name), row(site, other.name)
	assert (now.identity_number, now.identity_fingerprint) == (
		before.identity_number,
		before.identity_fingerprint,
	)
	assert (now.mobile, now.registered_place) == ("154****0088", "孝感")
	assert (gone.status, gone.merged_into, gone.identity_fingerprint) == ("Merged", kept.name, None)


def test_undo_puts_everything_back(site, pair):
	kept, other, child = pair
	before = row(site, kept.name), row(site, other.name)
	entry = merging.merge(*loaded(site, kept, other), "Entered twice")
	merging.undo(site.get_doc("Resident Merge", entry.name))
	assert (row(site, kept.name), row(site, other.name)) == before
	assert site.db.get_value("Resident", child.name, "guardian") == other.name
	assert site.db.get_value("Resident Merge", entry.name, "status") == "Undone"
	with pytest.raises(ConflictError, match="cannot be undone"):
		merging.undo(site.get_doc("Resident Merge", entry.name))
	# And again: nothing of the first round is in the way.
	merging.merge(*loaded(site, kept, other), "Entered twice after all")
	assert row(site, other.name).status == "Merged"


def test_undo_keeps_what_was_typed_since(site, pair):
	kept, other, _child = pair
	entry = merging.merge(*loaded(site, kept, other), "Entered twice")
	doc = site.get_doc("Resident", kept.name)
	doc.registered_place = "黄冈"
	doc.save()
	merging.undo(site.get_doc("Resident Merge", entry.name))
	assert row(site, kept.name).registered_place == "黄冈"
	assert row(site, kept.name).mobile is None


def test_two_numbers_are_two_people(site):
	one, two = make_resident(site), make_resident(site)
	with pytest.raises(BadInputError, match="different identity numbers"):
		merging.merge(one, two, "Same name")
	assert row(site, two.name).status == "Present"


def test_what_is_no_merge(site, pair):
	kept, other, _child = pair
	with pytest.raises(BadInputError, match="two records and a reason"):
		merging.merge(kept, kept, "Same")
	with pytest.raises(BadInputError, match="two records and a reason"):
		merging.merge(kept, other, " ")
	merging.merge(*loaded(site, kept, other), "Entered twice")
	with pytest.raises(ConflictError, match="merged or anonymous"):
		merging.merge(*loaded(site, kept, other), "Again")


def test_a_head_of_others_names_the_next_first(site, pair):
	kept, _other, _child = pair
	household = make_household(
		site, site.get_doc("Building", site.db.get_value("Household", kept.household, "building")), room="909"
	)
	head = make_resident(site, household, relation_to_head="Head", identity_number=None)
	make_resident(site, household)
	with pytest.raises(ConflictError, match="Name the new head"):
		merging.merge(*loaded(site, kept, head), "Entered twice")
	assert row(site, head.name).status == "Present"
