"""Groups that lapse, are halted and led by people who may go; stewards; branches, also those of before 0.3."""

from datetime import datetime

import pytest

from community_gov.core.errors import BadInputError, ConflictError, ImmutableError, StageGuardError
from community_gov.demo.people import email
from community_gov.demo.persons import make_person
from community_gov.participation import figures
from community_gov.participation.groups import groups, members
from community_gov.patches import found_party_branches
from community_gov.registry.privacy.person_erasure import anonymise_person
from community_gov.team import party_branches, stewards
from tests.support.activities import make_activity
from tests.support.clocks import acting
from tests.support.polls import take
from tests.support.projects import make_call, make_group, make_project
from tests.support.registry import GRID, make_household, person_values

MONDAY, AHEAD = "2024-09-23 09:00", datetime(2024, 11, 1, 9)


@pytest.fixture
def now(travel):
	travel(MONDAY)
	return travel


def test_a_group_lapses_after_its_review_was_due_and_is_filed_anew(site, now):
	group = make_group(site)
	assert (group.member_count, group.lead_count) == (1, 1)
	now("2025-09-02 03:00")
	groups.run_nightly()
	assert site.db.get_value("Interest Group", group.name, "stage") == "Lapsed"
	with pytest.raises(StageGuardError, match="next review has passed"):
		take(site, group, "Renew Filing")
	assert take(site, group, "Renew Filing", review_due="2026-09-01").stage == "On File"


def test_a_group_used_for_sales_is_halted_with_a_reason_and_gets_no_money(site, now):
	group = make_group(site)
	with pytest.raises(StageGuardError, match="No reason was given"):
		take(site, group, "Halt")
	take(site, group, "Halt", note="以活动名义推销保健品。")
	event = {"subject": group.name, "to_stage": "Halted"}
	assert site.db.get_value("Participation Event", event, "note") == "以活动名义推销保健品。"
	call = make_call(site)
	values = {"applicant_kind": "Interest Group", "interest_group": group.name, "mobile": None}
	with pytest.raises(BadInputError, match="Only a group that is filed applies"):
		make_project(site, call, **values)
	with pytest.raises(BadInputError, match="not on file now"):
		make_activity(site, AHEAD, interest_group=group.name)


@pytest.mark.parametrize("name", ["幸福里业委会", "3号楼自管会", "Owners Committee of Happiness Lane"])
def test_bodies_of_a_law_of_their_own_are_no_groups(site, now, name):
	with pytest.raises(BadInputError, match="is no interest group"):
		make_group(site, group_name=name)


def test_a_phone_counts_once_and_rows_are_written_by_nobody(site, now):
	group = make_group(site)
	with pytest.raises(ConflictError, match="A number counts once in a group"):
		members.join(group.name, "钱二号", "13900001111")
	with pytest.raises(BadInputError, match="1 to 60 characters"):
		members.join(group.name, "名" * 100_000, "13900001112")
	for values in ({"member_name": "鬼", "mobile": "13900001113", "proven_at": MONDAY},):
		with acting(site, "clerk"), pytest.raises((ImmutableError, site.PermissionError)):
			site.get_doc({"doctype": "Group Member", "interest_group": group.name, **values}).insert()
	assert groups.count_members(group.name) == 1


def test_when_the_lead_is_made_anonymous_nothing_of_them_stays_and_the_group_has_none(site, now):
	person = person_values(grid=GRID)
	resident = site.get_doc(person).insert()
	group = make_group(site, number=person["mobile"])
	anonymise_person("Resident", resident.name)
	assert site.get_all("Group Member", {"interest_group": group.name}) == []
	assert groups.count_leads(group.name) == 0
	values = {"applicant_kind": "Interest Group", "interest_group": group.name, "mobile": None}
	with pytest.raises(BadInputError, match="Nobody leads this group"):
		make_project(site, make_call(site), **values)


def test_a_group_with_an_activity_in_the_period_is_active(site, now):
	group = make_group(site)
	activity = make_activity(site, AHEAD, interest_group=group.name)
	site.db.set_value("Volunteer Activity", activity.name, {"stage": "Held", "starts_at": "2024-09-20 09:00"})
	assert groups.is_active(group.name)
	with acting(site, "clerk"):
		rows = {row["key"]: row for row in figures.figures("2024-07-01", "2024-09-30", GRID)}
	assert rows["groups_active"]["numerator"] == 1 <= rows["groups_active"]["denominator"]
	now("2025-01-20 09:00")
	assert not groups.is_active(group.name)


@pytest.fixture
def steward(site):
	grid = site.get_doc("Grid", GRID)
	since = {"team_role": stewards.ROLE, "user": email("gridworker"), "from_date": "2024-01-01"}
	grid.append("team", since)
	grid.save()
	return email("gridworker")


def test_a_household_has_one_steward_and_the_past_stays(site, steward):
	household = make_household(site)
	building = site.get_doc("Building", household.building)
	(row,) = stewards.assign([household.name], steward, None)
	with pytest.raises(ConflictError, match="has a steward already"):
		stewards.assign([household.name], steward, None)
	doc = site.get_doc("Steward Household", row)
	doc.from_date = "2020-01-01"
	with pytest.raises(ConflictError, match="not changed afterwards"):
		doc.save()
	for given, message in (
		((None, None), "an account or a volunteer"),
		((email("clerk"), None), "no red steward of the place"),
	):
		with pytest.raises(BadInputError, match=message):
			stewards.assign([make_household(site, building, room=f"6{len(message)}").name], *given)
	with pytest.raises(BadInputError, match="1 to 500 households"):
		stewards.assign([], steward, None)
	stewards.end(site.get_doc("Steward Household", row), "搬走")
	assert site.db.get_value("Steward Household", row, "slot") is None
	(again,) = stewards.assign([household.name], steward, None)
	assert again != row
	counted = {one["grid"]: one for one in stewards.coverage(GRID)}[GRID]
	assert 1 <= counted["covered"] <= counted["households"]


def test_old_texts_become_branches_that_grids_of_a_community_share(site):
	names = [f"{GRID[:12]}00{number}" for number in (1, 2)]
	# What tests over REST have left is no part of a site of before.
	for doctype in ("Party Branch", "Party Branch Grid"):
		site.db.delete(doctype)
	for name in names:
		site.db.set_value("Grid", name, {"party_branch": " 北街第一党支部", "branch": None})
	site.db.set_value("Grid", GRID[:12], {"party_branch": "北街社区党委", "branch": None})
	found_party_branches.execute()
	first, second = (
		site.db.get_value("Grid", name, ["branch", "party_branch"], as_dict=True) for name in names
	)
	assert first == second and first.party_branch == "北街第一党支部"
	branch = site.get_doc("Party Branch", first.branch)
	assert (branch.kind, branch.grid, [row.grid for row in branch.grids]) == ("Grid", names[0], names)
	kind = site.db.get_value("Party Branch", {"branch_name": "北街社区党委"}, "kind")
	assert kind == party_branches.COMMITTEE
	before = site.db.count("Party Branch")
	found_party_branches.execute()
	assert site.db.count("Party Branch") == before, "a second run changes nothing"


def test_a_secretary_is_named_by_office_or_by_a_consent_that_stands(site):
	branch = site.new_doc("Party Branch")
	branch.update({"branch_name": "第五党支部", "grid": GRID, "secretary_name": make_person(7)["full_name"]})
	with pytest.raises(BadInputError, match="Nothing allows to name the secretary"):
		branch.insert()
	branch.secretary_basis = "Published Office"
	branch.insert()
	branch.reload()
	fields = {df.fieldname for df in branch.meta.fields}
	assert not fields & {"members", "member_list"}, "numbers only"
	for wrong in (-1, 10**7):
		branch.reload()
		branch.member_count = wrong
		with pytest.raises((BadInputError, site.NonNegativeError)):
			branch.save()
