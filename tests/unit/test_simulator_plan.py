"""The plan of simulated cases: the same for the same seed, in order, in Chibi's shape."""

from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_simulator import shape
from case_simulator.plan import count_for, make_plans
from case_simulator.shape import Kind, World
from community_gov.casework.deadlines.clock import Calendar, deadline, length_of

PERIODS = ((time(8), time(12)), (time(14), time(18)))
CODES = {code for code, _weight in shape.CATEGORIES + shape.STORM_CATEGORIES}
LIMITS = ((4, "Duty Hours"), (2, "Working Days"), (5, "Working Days"), (2, "Emergency Hours"))
WORLD = World(
	{code: Kind(code, "试验", *LIMITS[place % len(LIMITS)]) for place, code in enumerate(sorted(CODES))},
	Calendar(PERIODS),
)
END = datetime(2026, 3, 31)


def plans(seed=1, days=90, count=500):
	return list(make_plans(WORLD, seed, days, count, END))


@pytest.fixture(scope="module")
def quarter():
	return plans(count=count_for(90))


def kinds(plan):
	return [step.kind for step in plan.steps]


def test_the_same_seed_gives_the_same_plan():
	assert plans(seed=7) == plans(seed=7)
	assert plans(seed=7) != plans(seed=8)


def test_chibis_quarter(quarter):
	dispatched = sum("Dispatch" in kinds(plan) for plan in quarter)
	closed = sum("Close" in kinds(plan) for plan in quarter)
	assert (len(quarter), dispatched, closed) == (7_534, 7_389, 6_967)


def test_shares(quarter):
	def share(found):
		return sum(map(found, quarter)) / len(quarter)

	assert 0.024 <= share(lambda plan: "Fail" in kinds(plan)) <= 0.031
	assert 0.06 <= share(lambda plan: plan.late) <= 0.09
	assert 0.01 <= share(lambda plan: "Return" in kinds(plan)) <= 0.02
	assert 0 < share(lambda plan: plan.outcome == "Suspended") < 0.02
	assert 0.01 < share(lambda plan: plan.outcome == "Rejected") < 0.02
	assert 0.4 < share(lambda plan: plan.source == "Patrol") < 0.52
	assert 0.05 < share(lambda plan: "Rate" in kinds(plan)) < 0.12


def test_peaks_and_the_stormy_day(quarter):
	hours = [sum(plan.steps[0].at.hour == hour for plan in quarter) for hour in range(24)]
	assert max(hours) == max(hours[8:11])
	assert min(hours[9], hours[15]) > 5 * max(hours[0:5])
	days = sorted(
		sum(plan.steps[0].at.date() == day for plan in quarter)
		for day in {plan.steps[0].at.date() for plan in quarter}
	)
	assert days[-1] > 2.5 * days[len(days) // 2] and days[-1] > 2 * days[-2]
	mondays = sum(plan.steps[0].at.weekday() == 0 for plan in quarter)
	assert mondays > 1.3 * sum(plan.steps[0].at.weekday() == 6 for plan in quarter)


def test_late_means_answered_after_the_deadline(quarter):
	for plan in quarter:
		if "Answer" not in kinds(plan):
			continue
		kind = WORLD.kinds[plan.category]
		length = length_of(kind.limit_value, kind.limit_unit, WORLD.calendar)
		start = next(step.at for step in plan.steps if step.kind == "Dispatch")
		answered = [step.at for step in plan.steps if step.kind == "Answer"][-1]
		assert plan.late == (answered > deadline(start, length, kind.limit_unit, WORLD.calendar))


@settings(max_examples=12)
@given(
	seed=st.integers(0, 2**32),
	days=st.integers(1, 120),
	count=st.integers(1, 400),
)
def test_steps_in_order_and_separate_people(seed, days, count):
	found = plans(seed, days, count)
	assert len(found) == len({plan.key for plan in found}) == count
	for plan in found:
		moments = [step.at for step in plan.steps]
		assert moments == sorted(moments) and moments[-1] < END
		check_people(plan)


def check_people(plan):
	by_kind: dict = {}
	for step in plan.steps:
		by_kind.setdefault(step.kind, set()).add(step.user)
	handlers = by_kind.get("Take", set()) | by_kind.get("Answer", set())
	checkers = by_kind.get("Pass", set()) | by_kind.get("Fail", set())
	assert not handlers & checkers
	assert not checkers & (by_kind["Report"] | by_kind.get("Dispatch", set()))
	assert not handlers & by_kind.get("Close", set())


@given(seed=st.integers(0, 2**32), count=st.integers(100, 1_200))
@settings(max_examples=6)
def test_the_shape_holds_for_any_number(seed, count):
	found = plans(seed, 90, count)
	dispatched = sum("Dispatch" in kinds(plan) for plan in found)
	closed = sum("Close" in kinds(plan) for plan in found)
	assert abs(dispatched - count * 7_389 / 7_534) <= 3 + 0.004 * count
	assert abs(closed - count * 6_967 / 7_534) <= 3 + 0.004 * count
