"""Shares of participation, counted by hand beside the code."""

import pytest

from community_gov.core.errors import BadInputError
from community_gov.participation import figures as shares
from tests.support.clocks import acting
from tests.support.polls import entries_of, make_poll, make_roll, take
from tests.support.registry import GRID

DAYS = ("2031-03-01", "2031-03-31")


@pytest.fixture
def now(travel):
	travel("2031-03-03 09:00")
	return travel


def found(site, key: str = "clerk") -> dict[str, tuple]:
	with acting(site, key):
		rows = shares.figures(*DAYS, GRID[:12])
	return {row["key"]: (row["numerator"], row["denominator"], row["rate"]) for row in rows}


def test_of_nothing_there_is_no_rate(site, now):
	told = found(site)
	standing = [told.pop(key) for key in ("groups_active", "steward_households", "branches_for_each_grid")]
	assert set(told.values()) == {(0, 0, None)}
	assert standing[2][1] == 3, "three grids: what there is, not what began"


def test_opinions_are_counted_in_time_and_told(site, now):
	from community_gov.participation.opinions import opinions

	with acting(site, "clerk"):
		made = [opinions.note({"text": f"停车难{number}", "grid": GRID}) for number in range(3)]
	answered = take(site, made[0], "Answer", answer="好")
	now("2031-03-20 09:00")
	late = take(site, made[1], "Answer", answer="好")
	assert answered.answered_at < late.answered_at
	take(site, made[1], "Tell", told_how="Call")
	told = found(site)
	assert told["answered_in_time"] == (1, 3, 33.3)
	assert told["told"] == (1, 2, 50.0)


def test_turnout_is_of_the_roll(site, now):
	from community_gov.participation.decisions import ballots

	times = {"opens_at": "2031-03-03 08:00", "closes_at": "2031-03-04 20:00"}
	roll = make_roll(site, 3, voting_day="2031-03-04")
	poll = make_poll(site, roll, **times)
	ballots.cast(poll.name, entries_of(site, roll)[0], [1], ballots.ONLINE)
	now("2031-03-05 09:00")
	poll = take(site, take(site, take(site, poll, "Close Voting"), "Count", "manager"), "Confirm Result")
	assert found(site)["turnout"] == (1, 3, 33.3)
	assert found(site, "gridworker")["turnout"] == (0, 0, None), "who may not list polls counts none"


def test_a_period_has_two_ends(site, now):
	with pytest.raises(BadInputError, match="period is missing"):
		shares.figures(None, DAYS[1])
