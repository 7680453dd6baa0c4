"""The year of volunteering: no one in two places, nothing redeemed that was not earned, one with 800 points."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from demo_town.service import catalogue
from demo_town.service.plan import Team, hours_of, make_year

END = datetime(2026, 11, 28)
RATES = {"轻度": 1.0, "中度": 1.5, "重度": 2.0}
PRICES = {goods.title: goods.points for goods in catalogue.GOODS}


def teams():
	"""As the loader makes them, with keys of volunteers from 0 on."""
	for home in catalogue.HOMES:
		size = home.volunteers // home.teams
		for number in range(home.teams):
			members = tuple(range(home.first + number * size, home.first + (number + 1) * size))
			patrols = home.place == "zhonghuaxiang" and number == 2
			yield Team(f"{home.place} {number}", home.place, home.coordinator, members, home.busy, patrols)


@pytest.fixture(scope="module")
def year():
	return make_year(list(teams()), PRICES, RATES, END, 20260720)


def earned(year):
	found: dict[int, list] = {}
	for activity in year.activities:
		for presence in activity.presences:
			if presence.came_at and activity.confirmed_at:
				points = hours_of(activity, presence) * RATES[presence.intensity]
				found.setdefault(presence.volunteer, []).append((activity.confirmed_at, points))
	return found


def test_the_places_that_the_demo_follows():
	numbers = {home.place: home.volunteers for home in catalogue.HOMES}
	assert (numbers["chuhe"], numbers["zhonghuaxiang"]) == (839, 400)
	assert catalogue.HOMES[0].teams == catalogue.HOMES[1].teams == 8


def test_the_same_seed_gives_the_same_year(year):
	assert make_year(list(teams()), PRICES, RATES, END, 20260720) == year
	assert make_year(list(teams()), PRICES, RATES, END, 1) != year


def test_nobody_is_in_two_places_at_once(year):
	times: dict[int, list] = {}
	for activity in year.activities:
		for presence in activity.presences:
			times.setdefault(presence.volunteer, []).append((activity.starts_at, activity.ends_at))
	for spans in times.values():
		spans.sort()
		assert all(end <= start for (_start, end), (start, _end) in pairwise(spans))


def test_every_month_has_its_hours(year):
	months = {activity.starts_at.strftime("%Y-%m") for activity in year.activities}
	assert len(months) == 12
	assert max(activity.ends_at for activity in year.activities) < END


def test_nothing_is_redeemed_before_it_is_earned(year):
	credits = earned(year)
	assert len(year.claims) > 1_000
	spent: dict[int, float] = {}
	for claim in year.claims:
		spent[claim.volunteer] = spent.get(claim.volunteer, 0) + claim.points
		have = sum(points for at, points in credits[claim.volunteer] if at <= claim.requested_at)
		assert spent[claim.volunteer] <= have


def test_claims_stand_at_every_step(year):
	assert any(claim.cancelled for claim in year.claims)
	assert any(claim.approved_at and not claim.ended_at for claim in year.claims)
	assert any(not claim.approved_at for claim in year.claims)
	for claim in year.claims:
		assert claim.requested_at < (claim.approved_at or END) <= (claim.ended_at or END) <= END
		assert (claim.ended_at or END) < claim.requested_at + timedelta(days=7)


def test_one_volunteer_holds_more_than_800_points(year):
	spent: dict[int, float] = {}
	for claim in year.claims:
		spent[claim.volunteer] = spent.get(claim.volunteer, 0) + claim.points
	left = {
		one: sum(points for _at, points in rows) - spent.get(one, 0) for one, rows in earned(year).items()
	}
	assert sum(points > 800 for points in left.values()) == 1
