"""The choice of a point rule, as properties: one answer, whatever the order, and always the most specific."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from community_gov.volunteering.points.point_rule_choice import Rule, best, clash, plain

DAY = date(2026, 2, 28)
ASKED = ("河道清洁", "队长", "轻度")
rules = st.lists(
	st.builds(
		Rule,
		name=st.integers(0, 999).map(str),
		points_per_hour=st.sampled_from([0.5, 1.0, 2.0]),
		valid_from=st.sampled_from([DAY, DAY - timedelta(days=1), DAY + timedelta(days=1)]),
		valid_until=st.sampled_from([None, DAY, DAY - timedelta(days=1)]),
		project=st.sampled_from([None, ASKED[0], "别的"]),
		role=st.sampled_from([None, ASKED[1], " 队 长 ", "队员"]),
		intensity=st.sampled_from([None, ASKED[2], "重度"]),
	),
	unique_by=lambda made: made.name,
	max_size=10,
)


def weight(rule: Rule) -> int:
	"""Project counts more than role and intensity together, role more than intensity."""
	return 4 * bool(rule.project) + 2 * bool(plain(rule.role)) + bool(rule.intensity)


@given(rules, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_decides_nothing(made, random):
	chosen = best(made, DAY, *ASKED)
	random.shuffle(made)
	assert best(made, DAY, *ASKED) == chosen


@given(rules)
def test_no_rule_that_fits_is_more_specific(made):
	chosen = best(made, DAY, *ASKED)
	alone = [rule for rule in made if best([rule], DAY, *ASKED)]
	assert (chosen is None) == (not alone)
	assert all(weight(rule) <= weight(chosen) for rule in alone)
	assert not chosen or chosen.covers(DAY)


@given(rules)
def test_rules_that_clash_leave_a_common_day_and_scope(made):
	for one in made:
		for other in made:
			assert clash(one, other) == clash(other, one)
			common = [day for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1))]
			shared = [day for day in common if one.covers(day) and other.covers(day)]
			assert not (shared and one.scope() == other.scope()) or clash(one, other)


def test_both_days_of_the_period_belong_to_the_rule():
	rule = Rule("a", 1.0, DAY, DAY)
	days = (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1))
	assert [rule.covers(day) for day in days] == [False, True, False]


def test_a_rule_for_another_project_never_counts():
	assert best([Rule("a", 1.0, DAY, project="别的")], DAY, None, None, None) is None
