"""The choice of a routing rule, as properties: one answer, whatever the order, and always the most specific."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.casework.dispatch.routing_rules import Asked, Rule, choose, matches, rank, tie

DAY = date(2026, 9, 29)
KIND, CLASS, ROOT = "M06010", "M06", "M"
GRID = "421281001002001"
ASKED = Asked((KIND, CLASS, ROOT), GRID, "Normal", DAY)
UNITS = ("Water", "City", "Parks")


def rule(name: str = "rule", lead: str = "City", **values) -> Rule:
	return Rule(name=name, units=((lead, "Lead", None),), **values)


rules = st.lists(
	st.builds(
		rule,
		name=st.integers(0, 999).map(str),
		lead=st.sampled_from(UNITS),
		category=st.sampled_from([None, KIND, CLASS, ROOT, "M07"]),
		grid=st.sampled_from([None, "42", "421281", GRID, "340202"]),
		hours=st.sampled_from(["Any", "On Duty", "Off Duty"]),
		urgency=st.sampled_from([None, "Normal", "Urgent"]),
		priority=st.integers(-2, 2),
		from_date=st.sampled_from([None, DAY, DAY + timedelta(days=1)]),
		to_date=st.sampled_from([None, DAY, DAY - timedelta(days=1)]),
	),
	unique_by=lambda made: made.name,
	max_size=12,
)


@given(rules, st.randoms(use_true_random=False), st.booleans(), st.sets(st.sampled_from(UNITS)))
def test_order_of_the_rules_does_not_matter(made, chance, duty, disabled):
	def ask(some):
		return choose(some, ASKED, lambda _unit: duty, lambda unit: unit not in disabled)

	first = ask(made)
	shuffled = list(made)
	chance.shuffle(shuffled)
	assert ask(shuffled) == first


@given(rules, st.booleans(), st.sets(st.sampled_from(UNITS)))
def test_nothing_that_matches_and_works_is_better(made, duty, disabled):
	choice = choose(made, ASKED, lambda _unit: duty, lambda unit: unit not in disabled)
	fitting = [one for one in made if matches(one, ASKED, lambda _unit: duty)]
	working = [one for one in fitting if one.lead not in disabled]
	assert choice.rule == min(working, key=lambda one: rank(one, ASKED), default=None)
	assert all(other.lead in disabled for other, _unit in choice.skipped)
	assert {unit for _rule, unit in choice.skipped} <= disabled


@given(rules)
def test_rules_that_do_not_tie_are_told_apart_before_their_names(made):
	fitting = [one for one in made if matches(one, ASKED, lambda _unit: True)]
	for one in fitting:
		for other in fitting:
			if one.name != other.name and rank(one, ASKED)[:-1] == rank(other, ASKED)[:-1]:
				assert tie(one, other), "same rank and same day: refused when the second was saved"


@pytest.mark.parametrize(
	("better", "worse"),
	[
		(rule("z", category=KIND), rule("a", category=CLASS, grid=GRID, priority=9)),
		(rule("z", category=CLASS), rule("a", grid=GRID, hours="On Duty")),
		(rule("z", grid=GRID), rule("a", grid="421281", hours="On Duty")),
		(rule("z", hours="On Duty"), rule("a", urgency="Normal", priority=9)),
		(rule("z", urgency="Normal"), rule("a", priority=9)),
		(rule("z", priority=1), rule("a")),
		(rule("a"), rule("z")),
	],
)
def test_order_of_what_counts(better, worse):
	assert choose([worse, better], ASKED, lambda _unit: True, lambda _unit: True).rule == better


def test_hours_are_those_of_the_lead_unit():
	night = rule(hours="Off Duty", lead="Water")
	assert choose([night], ASKED, lambda unit: unit == "Water", lambda _unit: True).rule is None
	assert choose([night], ASKED, lambda unit: unit == "City", lambda _unit: True).rule == night


def test_periods_that_do_not_meet_do_not_tie():
	one, other = rule("a", to_date=DAY), rule("b", from_date=DAY + timedelta(days=1))
	assert not tie(one, other)
	assert tie(one, rule("c", from_date=DAY))


def test_case_without_category_and_grid_takes_general_rules_only():
	nowhere = Asked((), None, None, DAY)
	general, local = rule("general"), rule("local", grid="42")
	assert choose([local, general], nowhere, lambda _unit: True, lambda _unit: True).rule == general
