"""Polls: who votes once, who counts, who confirms, and what a secret vote leaves behind."""

import json

import pytest

from community_gov.core.errors import (
	BadInputError,
	ConflictError,
	ImmutableError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.demo.people import email
from community_gov.participation.decisions import ballots, paper_counts, polls, proxies, results, rolls
from tests.support.clocks import acting
from tests.support.polls import entries_of, make_poll, make_roll, take

MORNING, EVENING, AFTER = "2024-09-27 10:00", "2024-09-28 19:59:59", "2024-09-28 20:00:01"
OWNERS = "业主共同决定（一般事项）"


@pytest.fixture
def now(travel):
	travel(MORNING)
	return travel


def cast(poll, entry: str, *choices: int, channel: str = "By Mobile") -> None:
	ballots.cast(poll.name, entry, list(choices or (1,)), channel)


def count(site, poll, papers: int, votes: dict, key: str = "manager", second: str = "admin", **values):
	"""A count by two, which the second one confirms with the own account."""
	with acting(site, key):
		fresh = site.get_doc("Poll", poll.name, for_update=True)
		made = paper_counts.record(fresh, papers, values.pop("invalid", 0), votes, email(second), **values)
	with acting(site, second):
		paper_counts.confirm(made)
	return made


def closed(site, now, poll):
	now(AFTER)
	assert polls.close_due() == 1
	return site.get_doc("Poll", poll.name)


def test_a_secret_vote_from_roll_to_confirmed_result(site, now):
	roll = make_roll(site, 5)
	poll = make_poll(site, roll)
	one, two, three, four, _five = entries_of(site, roll)
	cast(poll, one, 1)
	cast(poll, two, 1)
	cast(poll, three, 2)
	with acting(site, "clerk"):
		ballots.issue_paper(poll.name, four, "Door")
	poll = closed(site, now, poll)
	assert (poll.stage, poll.outcome) == ("Voting Closed", None)
	count(site, poll, 1, {1: 1})
	poll = take(site, poll, "Count", "manager")
	assert (poll.took_part, poll.took_part_online, poll.took_part_on_paper) == (4, 3, 1)
	told = [(row.votes, row.votes_online, row.votes_on_paper) for row in poll.options]
	assert told == [(3, 0, 0), (1, 0, 0), (0, 0, 0)], "a few came by each way, so it is not told which"
	assert (poll.outcome, poll.base, poll.roll_entries) == ("Passed", 4, 5)
	poll = take(site, poll, "Confirm Result")
	assert (poll.stage, poll.confirmed_by) == ("Confirmed", email("clerk"))
	told = site.get_all(
		"Participation Event", {"subject": poll.name}, pluck="event", order_by="creation asc, event asc"
	)
	assert set(told) >= {"Open Voting", "Close Voting", "Count", "Confirm Result"}


def test_one_entry_has_one_vote_whatever_the_way(site, now):
	roll = make_roll(site, 2)
	poll = make_poll(site, roll)
	one, two = entries_of(site, roll)
	cast(poll, one)
	with pytest.raises(ConflictError, match="has taken part in this poll already"):
		cast(poll, one, 2)
	with acting(site, "clerk"), pytest.raises(ConflictError, match="has taken part"):
		ballots.issue_paper(poll.name, one, "Door")
	with acting(site, "clerk"):
		ballots.issue_paper(poll.name, two, "Hall")
	with pytest.raises(ConflictError, match="has taken part"):
		cast(poll, two)
	assert site.db.count("Ballot", {"poll": poll.name}) == 1
	assert polls.turnout(poll.name) == 2


def test_the_time_of_the_site_closes_a_poll(site, now):
	roll = make_roll(site, 2)
	# Midnight in Tokyo is eleven in the evening here.
	poll = make_poll(site, roll, closes_at="2024-09-29T00:00:00+09:00")
	one, two = entries_of(site, roll)
	assert str(poll.closes_at) == "2024-09-28 23:00:00"
	now("2024-09-28 22:59:59")
	cast(poll, one)
	now("2024-09-28 23:00:01")
	with pytest.raises(StageGuardError, match=r"closed at 2024-09-28 23:00\. Its result"):
		cast(poll, two)
	assert site.get_doc("Poll", poll.name).stage == "Voting", (
		"the clock refuses, before any job has closed it"
	)


def test_a_poll_is_not_closed_early_while_somebody_may_vote(site, now):
	roll = make_roll(site, 2)
	poll = make_poll(site, roll)
	one, two = entries_of(site, roll)
	cast(poll, one)
	with pytest.raises(StageGuardError, match="is open until 2024-09-28 20:00"):
		take(site, poll, "Close Voting")
	cast(poll, two)
	assert take(site, poll, "Close Voting").stage == "Voting Closed"


def test_nobody_counts_what_they_asked_nor_confirms_what_they_counted(site, now):
	roll = make_roll(site, 2)
	poll = make_poll(site, roll)
	with acting(site, "clerk"):
		ballots.issue_paper(poll.name, entries_of(site, roll)[0], "Hall")
	poll = closed(site, now, poll)
	with pytest.raises(ConflictError, match="not counted yet"):
		take(site, poll, "Count", "manager")
	with pytest.raises(SeparationOfDutiesError, match="does not count the votes"):
		count(site, poll, 1, {1: 1}, key="clerk", second="manager")
	with pytest.raises(SeparationOfDutiesError, match="does not count alone"):
		count(site, poll, 1, {1: 1}, second="manager")
	with pytest.raises(SeparationOfDutiesError, match="does not count the votes"):
		count(site, poll, 1, {1: 1}, second="clerk")
	count(site, poll, 1, {1: 1})
	with pytest.raises(SeparationOfDutiesError, match="you do not count"):
		take(site, poll, "Count", "clerk")
	poll = take(site, poll, "Count", "manager")
	for key in ("manager", "admin"):
		with pytest.raises(SeparationOfDutiesError, match="do not confirm the result"):
			take(site, poll, "Confirm Result", key)
	assert site.get_doc("Poll", poll.name).stage == "Counted"


@pytest.mark.parametrize(
	("papers", "votes", "invalid"),
	[
		(3, {1: 3}, 0),
		(2, {1: 3}, 0),
		(2, {1: 1}, 0),
		(1, {1: 1}, 2),
		(2, {9: 2}, 0),
		(-1, {}, 0),
		(2, {1: True, 2: 1}, 0),
	],
)
def test_a_count_that_cannot_be_is_refused(site, now, papers, votes, invalid):
	roll = make_roll(site, 3)
	poll = make_poll(site, roll)
	with acting(site, "clerk"):
		for entry in entries_of(site, roll)[:2]:
			ballots.issue_paper(poll.name, entry, "Hall")
	poll = closed(site, now, poll)
	with pytest.raises(BadInputError):
		count(site, poll, papers, votes, invalid=invalid)
	assert paper_counts.latest(poll.name) is None


def test_papers_are_counted_again_with_a_reason_and_the_last_count_holds(site, now):
	roll = make_roll(site, 3)
	poll = make_poll(site, roll)
	with acting(site, "clerk"):
		for entry in entries_of(site, roll):
			ballots.issue_paper(poll.name, entry, "Hall")
	poll = closed(site, now, poll)
	count(site, poll, 3, {1: 2, 2: 1})
	assert take(site, poll, "Count", "manager").outcome == "Passed"
	again = take(site, poll, "Count Again")
	assert (again.stage, again.outcome, again.options[0].votes) == ("Voting Closed", None, 0)
	with pytest.raises(BadInputError, match="Write why they are counted again"):
		count(site, poll, 3, {1: 1, 2: 2})
	made = count(site, poll, 3, {1: 1, 2: 2}, reason="一张看错")
	assert made.round == 2
	poll = take(site, poll, "Count", "manager")
	assert (poll.outcome, poll.options[1].votes) == ("Not Passed", 2)


def test_a_frozen_roll_stays_while_people_move(site, now):
	roll = make_roll(site, 2)
	with pytest.raises(ConflictError, match="is frozen, so nobody is added"):
		rolls.fill(rolls.lock(roll.name))
	entry = site.get_doc("Roll Entry", entries_of(site, roll)[0])
	entry.label = "另一户"
	with pytest.raises(ConflictError, match="is frozen"):
		entry.save()
	with pytest.raises(ConflictError, match="is frozen"):
		site.delete_doc("Roll Entry", entry.name)
	roll.title = "改名"
	with pytest.raises(ConflictError, match="is frozen"):
		roll.save()
	poll = make_poll(site, roll, opens=False)
	site.db.set_value("Roll Entry", entry.name, "unit_key", "换掉")
	with pytest.raises(ConflictError, match="is not the one that was frozen"):
		take(site, poll, "Open Voting")


def test_the_register_fills_a_roll_with_adults_and_their_households(site, now):
	code = "421281001002001"
	roll = site.new_doc("Voting Roll")
	roll.update({"title": "成年居民", "grid": code, "voting_day": "2024-10-01"})
	roll.rule = "居民会议（成年居民，待核对）"
	roll.insert()
	told = rolls.fill(rolls.lock(roll.name))
	adults = [
		row
		for row in site.get_all(
			"Resident",
			{"grid": ("like", f"{code}%"), "status": "Present", "residence_kind": ("!=", "Elsewhere")},
			["name", "birth_date"],
		)
		if row.birth_date and str(row.birth_date) <= "2006-10-01"
	]
	assert told["entries"] == len(adults) > 0
	assert rolls.fill(rolls.lock(roll.name))["entries"] == len(adults), "filling again doubles nobody"
	kept = set(site.get_all("Roll Entry", {"roll": roll.name}, pluck="resident"))
	assert kept == {row.name for row in adults}


def test_a_roll_names_who_is_of_age_on_its_day_also_when_the_day_is_changed(site, now):
	code = "421281001002001"
	roll = site.new_doc("Voting Roll")
	roll.update({"title": "成年居民", "grid": code, "voting_day": "2024-10-01", "age": 18})
	roll.rule = "居民会议（成年居民，待核对）"
	roll.insert()
	filled = rolls.fill(rolls.lock(roll.name))["entries"]
	roll.reload()
	roll.age = 60
	roll.save()
	older = site.get_all("Roll Entry", {"roll": roll.name}, pluck="resident")
	assert 0 < len(older) < filled
	assert site.db.get_value("Voting Roll", roll.name, "entries") == len(older)
	born = site.get_all("Resident", {"name": ("in", older)}, pluck="birth_date")
	assert all(str(day) <= "1964-10-01" for day in born)
	roll.reload()
	roll.note = "只改说明"
	roll.save()
	assert len(site.get_all("Roll Entry", {"roll": roll.name})) == len(older)


def test_nobody_votes_for_others_in_a_chain(site, now):
	people = site.get_all(
		"Resident",
		{"status": "Present", "birth_date": ("between", ["1930-01-01", "2000-01-01"])},
		pluck="name",
		limit=3,
	)
	roll = site.new_doc("Voting Roll")
	roll.update(
		{"title": "代表", "grid": "421281001002001", "rule": "议事协商会", "voting_day": "2024-10-01"}
	)
	roll.insert()
	for number, resident in enumerate(people):
		entry = site.new_doc("Roll Entry")
		entry.update(
			{"roll": roll.name, "unit_key": f"代表{number}", "label": f"代表{number}", "resident": resident}
		)
		entry.insert()
	rolls.freeze(rolls.lock(roll.name))
	one, two, three = (site.get_doc("Roll Entry", name) for name in entries_of(site, roll))
	with pytest.raises(BadInputError, match="no written authority"):
		proxies.authorise(one, people[1], "")
	with pytest.raises(BadInputError, match="may cast the vote anyway"):
		proxies.authorise(one, people[0], "/files/a.png")
	proxies.authorise(one, people[1], "/files/a.png")
	with pytest.raises(ConflictError, match="so the own vote is not handed on"):
		proxies.authorise(two, people[2], "/files/a.png")
	with pytest.raises(ConflictError, match="given the own vote to somebody else"):
		proxies.authorise(three, people[0], "/files/a.png")
	with pytest.raises(ConflictError, match=r"speaks for .* already"):
		proxies.authorise(one, people[2], "/files/a.png")
	assert [row.name for row in proxies.entries_for(roll.name, [people[0]])] == []
	assert {row.name for row in proxies.entries_for(roll.name, [people[1]])} == {one.name, two.name}
	site.db.set_value("Resident", people[2], "status", "Moved Out")
	proxies.end(one, "本人回来了")
	with pytest.raises(ConflictError, match="nothing to end"):
		proxies.end(one, "再来")
	with pytest.raises(BadInputError, match="does not live here"):
		proxies.authorise(one, people[2], "/files/a.png")
	assert [row.name for row in proxies.entries_for(roll.name, [people[0]])] == [one.name]
	event = {"subject": one.name, "event": "Authority Ended"}
	assert site.db.get_value("Participation Event", event, "note") == "本人回来了"


def test_an_authority_stays_while_its_vote_is_out(site, now):
	from tests.support.registry import make_resident

	roll = make_roll(site, 2)
	entry = site.get_doc("Roll Entry", entries_of(site, roll)[0])
	proxies.authorise(entry, make_resident(site).name, "/files/a.png")
	poll = make_poll(site, roll)
	cast(poll, entry.name)
	with pytest.raises(BadInputError, match="why the authority ends"):
		proxies.end(entry, "")
	with pytest.raises(ConflictError, match="in a poll that is open"):
		proxies.end(entry, "病好了")
	closed(site, now, poll)
	proxies.end(entry, "病好了")
	assert site.db.get_value("Roll Entry", entry.name, "spoken_for_by") is None


def test_the_second_counter_confirms_with_the_own_account(site, now):
	roll = make_roll(site, 2)
	poll = make_poll(site, roll)
	ballots.issue_paper(poll.name, entries_of(site, roll)[0], "Hall")
	poll = closed(site, now, poll)
	with acting(site, "manager"):
		fresh = site.get_doc("Poll", poll.name, for_update=True)
		with pytest.raises(BadInputError, match="may not see this poll"):
			paper_counts.record(fresh, 1, 0, {1: 1}, email("gridworker.zhelu"))
		made = paper_counts.record(fresh, 1, 0, {1: 1}, email("admin"))
		with pytest.raises(SeparationOfDutiesError, match="counted along"):
			paper_counts.confirm(made)
	with pytest.raises(ConflictError, match="has not confirmed the count"):
		take(site, poll, "Count", "manager")
	with acting(site, "admin"):
		paper_counts.confirm(made)
		with pytest.raises(ConflictError, match="confirmed already"):
			paper_counts.confirm(made)
	assert take(site, poll, "Count", "manager").stage == "Counted"


def test_whoever_speaks_for_others_has_a_vote_on_a_roll_of_the_register(site, now):
	from tests.support.registry import family, make_resident

	_household, people = family(site)
	roll = site.new_doc("Voting Roll")
	roll.update({"title": "户代表", "grid": people[0].grid, "voting_day": "2024-10-01"})
	roll.rule = site.get_all(
		"Decision Rule", {"unit": "Household"}, pluck="name", order_by="name asc", limit=1
	)[0]
	roll.insert()
	rolls.fill(rolls.lock(roll.name))
	name = proxies.entries_for(roll.name, [people[0].name])[0].name
	late = make_resident(site)
	with pytest.raises(BadInputError, match="no vote on the roll"):
		proxies.authorise(site.get_doc("Roll Entry", name), late.name, "/files/a.png")


def test_a_secret_vote_leaves_nothing_that_joins_voter_and_choice(site, now):
	roll = make_roll(site, 4)
	poll = make_poll(site, roll)
	for number, entry in enumerate(entries_of(site, roll)):
		cast(poll, entry, 1 + number % 2)
	issued = site.db.sql("select * from `tabBallot Issue` where poll = %s", poll.name, as_dict=True)
	cast_ones = site.db.sql("select * from `tabBallot` where poll = %s", poll.name, as_dict=True)
	assert (len(issued), len(cast_ones)) == (4, 4)
	for row in cast_ones:
		assert (row.entry, row.area) == (None, 0)
		assert (row.owner, row.modified_by) == ("Guest", "Guest")
	stamps = {(str(row.creation), str(row.modified)) for row in (*issued, *cast_ones)}
	assert stamps == {("2024-09-27 00:00:00", "2024-09-27 00:00:00")}
	assert {row.idx for row in cast_ones} == {0}
	names, entries = {row.name for row in cast_ones}, {row.name for row in issued}
	assert not names & entries
	assert not site.get_all("Version", {"ref_doctype": ("in", ["Ballot", "Ballot Issue"])})
	assert not site.get_all("Participation Event", {"subject_doctype": ("in", ["Ballot", "Ballot Issue"])})


def test_an_open_vote_names_its_entry_to_supervision_once_it_is_counted(site, now):
	roll = make_roll(site, 2)
	poll = make_poll(site, roll, is_secret_ballot=0)
	one, two = entries_of(site, roll)
	cast(poll, one, 2)
	with acting(site, "clerk"):
		ballots.cast(poll.name, two, [1], "Door")
	with acting(site, "overseer"):
		assert site.get_list("Ballot", {"poll": poll.name}) == []
	poll = take(site, closed(site, now, poll), "Count", "manager")
	assert (poll.took_part_online, poll.took_part_on_paper, poll.outcome) == (1, 1, "Not Passed")
	with acting(site, "overseer"):
		seen = site.get_list("Ballot", {"poll": poll.name}, ["entry", "choice"])
	assert {(row.entry, row.choice) for row in seen} == {(one, 2), (two, 1)}


def test_floor_area_and_heads_have_to_agree(site, now):
	roll = make_roll(site, 3, OWNERS, areas=(50, 50, 300))
	assert roll.total_area == 400
	with pytest.raises(StageGuardError, match="Hold this poll openly"):
		make_poll(site, roll)
	poll = make_poll(site, roll, is_secret_ballot=0)
	one, two, _three = entries_of(site, roll)
	cast(poll, one)
	cast(poll, two)
	poll = take(site, closed(site, now, poll), "Count", "manager")
	assert (poll.outcome, poll.took_part_area) == ("Too Few Took Part", 100), (
		"two of three heads, a quarter of the area"
	)


def test_an_owner_without_floor_area_keeps_a_roll_from_being_frozen(site, now):
	with pytest.raises(BadInputError, match="1 entries have no floor area"):
		make_roll(site, 2, OWNERS, areas=(50,))


def test_several_options_are_chosen_and_a_tie_is_told(site, now):
	roll = make_roll(site, 3)
	options = [{"option_text": text} for text in ("路灯", "长椅", "车棚")]
	values = {"kind": "Selection", "seats": 1, "max_choices": 2, "options": options}
	poll = make_poll(site, roll, **values)
	one, two, three = entries_of(site, roll)
	for wrong in ([], [1, 1], [1, 2, 3], [4], [0], ["1"], [True]):
		with pytest.raises(BadInputError, match="each once"):
			ballots.cast(poll.name, one, wrong, "By Mobile")
	cast(poll, one, 1, 2)
	cast(poll, two, 2, 1)
	cast(poll, three, 3)
	poll = take(site, closed(site, now, poll), "Count", "manager")
	assert [row.votes for row in poll.options] == [2, 2, 1]
	assert (poll.outcome, [row.is_taken for row in poll.options]) == ("Tie", [0, 0, 0])


def test_a_small_secret_vote_is_published_without_numbers(site, now):
	roll = make_roll(site, 4)
	poll = make_poll(site, roll)
	for entry in entries_of(site, roll):
		cast(poll, entry)
	poll = take(site, take(site, poll, "Close Voting"), "Count", "manager")
	shown = results.public_result(poll)
	assert [row["votes"] for row in shown["options"]] == [None, None, None]
	assert (shown["outcome"], shown["took_part"]) == ("Passed", 4)


def test_what_is_voted_on_does_not_change_meanwhile(site, now):
	poll = make_poll(site, make_roll(site, 2))
	poll.title = "拆不拆路灯"
	with pytest.raises(BadInputError, match="its question stays"):
		poll.save()
	poll.reload()
	poll.options[0].option_text = "反对"
	with pytest.raises(BadInputError, match="its question stays"):
		poll.save()


def test_ballots_that_do_not_fit_the_votes_keep_a_poll_from_being_counted(site, now):
	roll = make_roll(site, 2)
	poll = make_poll(site, roll)
	cast(poll, entries_of(site, roll)[0])
	site.db.sql("delete from `tabBallot` where poll = %s", poll.name)
	poll = closed(site, now, poll)
	with pytest.raises(ConflictError, match="0 ballots do not fit 1 votes"):
		take(site, poll, "Count", "manager")


def test_nobody_writes_a_ballot_from_outside(site, now):
	poll = make_poll(site, make_roll(site, 1))
	for doctype in ("Ballot", "Ballot Issue"):
		with pytest.raises(ImmutableError, match="written by the system only"):
			site.get_doc({"doctype": doctype, "poll": poll.name, "entry": "x", "choice": 1}).insert(
				ignore_links=True
			)


def test_a_poll_keeps_the_rule_by_which_it_was_opened(site, now):
	poll = make_poll(site, make_roll(site, 2))
	rule = site.get_doc("Decision Rule", "议事协商会")
	rule.update({"present_num": 9, "present_den": 10})
	rule.save()
	assert json.loads(poll.rule_snapshot)["present_den"] == 2
	ended = site.get_doc("Decision Rule", "居民会议（2018 年文本，已废止）")
	assert ended.is_verified == 0
	now("2026-01-02 10:00")
	with pytest.raises(BadInputError, match="is not in force on 2026-01-02"):
		late = {"opens_at": "2026-01-02 11:00", "closes_at": "2026-01-03 11:00"}
		make_poll(site, make_roll(site, 1, ended.name, voting_day="2026-01-02"), **late)


def test_enough_votes_by_each_way_are_told_apart(site, now):
	roll = make_roll(site, 10)
	poll = make_poll(site, roll)
	entries = entries_of(site, roll)
	for entry in entries[:5]:
		cast(poll, entry, 1)
	with acting(site, "clerk"):
		for entry in entries[5:]:
			ballots.issue_paper(poll.name, entry, "Hall")
	poll = take(site, poll, "Close Voting")
	count(site, poll, 5, {1: 2, 2: 3})
	poll = take(site, poll, "Count", "manager")
	assert [(row.votes_online, row.votes_on_paper) for row in poll.options][:2] == [(5, 2), (0, 3)]
