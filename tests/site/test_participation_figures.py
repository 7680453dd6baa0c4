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


def test_deeds_are_counted_by_what_came_of_them(site, now):
	from tests.support.deeds import make_deed, make_list

	deed_list = make_list(site, list_year=2031, collected_until="2031-04-01")
	rows = (
		{"stage": "Doing", "budget": 100},
		{"stage": "Result Accepted", "budget": 200, "spent": 150, "rating_count": 8, "rating_good": 6},
		{"stage": "Kept Up", "budget": 100, "spent": 100, "last_check": "Works"},
		{"stage": "Kept Up", "budget": 100, "spent": 110, "last_check": "Does Not Work"},
		{"stage": "Not Chosen", "budget": 900},
	)
	titles = ("健身角", "长者食堂", "电动车棚", "雨水管", "门禁")
	for title, row in zip(titles, rows, strict=True):
		done = {"accepted_at": "2030-01-01 09:00"} if row["stage"] == "Kept Up" else {}
		times = {"due_on": "2031-03-10", "delivered_at": "2031-03-09 10:00"}
		make_deed(site, deed_list, title).db_set({**times, **done, **row})
	told = found(site)
	assert told["deeds_done"] == (3, 4, 75.0)
	assert told["deeds_on_time"] == (3, 3, 100.0)
	assert told["deeds_spent"] == (360, 400, 90.0)
	assert told["deeds_working"] == (1, 2, 50.0)
	assert told["deeds_rated_well"] == (6, 8, 75.0)


def test_a_bulletin_has_a_section_of_it(site, now):
	from community_gov.casework.statistics import bulletin_page, bulletins
	from community_gov.participation.opinions import opinions

	with acting(site, "clerk"):
		opinions.note({"text": "停车难", "grid": GRID})
	now("2031-04-02 09:00:00.1")
	with acting(site, "chief"):
		bulletin = bulletins.generate("Special", *DAYS, GRID[:12])
		frozen = bulletins.figures_of(bulletin)["sections"]
		page = bulletin_page.page_html(bulletin)
	assert [section["title"] for section in frozen] == ["Deciding Together"]
	rows = {row["key"]: (row["numerator"], row["denominator"]) for row in frozen[0]["rows"]}
	assert rows == {"answered_in_time": (0, 1)}, "what there is today is no figure of the period"
	assert "Opinions answered in time" in page


def test_a_period_has_two_ends(site, now):
	with pytest.raises(BadInputError, match="period is missing"):
		shares.figures(None, DAYS[1])


def test_notices_are_counted_by_household(site, now, monkeypatch):
	from community_gov.participation.announcements import deliveries, reach, sending
	from tests.support.community_notices import make_homes, sent

	monkeypatch.setattr(site.db, "commit", lambda: None)
	monkeypatch.setattr(sending.text_messages, "can_send", lambda: True)
	monkeypatch.setattr(sending.text_messages, "send", lambda number, text: None)
	building, homes = make_homes(site, 4)
	sent(site, building)
	asked = sent(site, building, kind="Must Confirm", by_sms=0)
	doors = site.get_all("Notice Delivery", {"notice": asked.name, "channel": "Door"}, pluck="name")
	with acting(site, "gridworker"):
		deliveries.record(site.get_doc("Notice Delivery", doors[0]), "Told", True, None)
	deliveries.reach_by_portal(asked, {f"household:{homes[0][0].name}"})
	reach.refresh(asked.name)
	told = found(site)
	# Of eight, four by message; of the others one or two, as the first door may be the one that read it.
	reached = 4 + site.db.get_value("Community Notice", asked.name, "reached_households")
	assert told["notice_reached"] == (reached, 8, round(100 * reached / 8, 1))
	assert (told["notice_sms"], told["notice_portal"]) == ((4, 4, 100.0), (1, 8, 12.5))
	assert (told["notice_confirmed"], told["notice_doors"]) == ((1, 4, 25.0), (1, 8, 12.5))
	assert told["notice_board"] == (0, 0, None)
