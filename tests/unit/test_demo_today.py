"""The day of the demo: 40 to 80 cases at every stage, all of them reported and handled before now."""

from datetime import datetime, timedelta

import pytest

from community_gov.core.stages.rules import CASE_STAGES
from community_gov.demo.rules import RULES
from demo_town.today import make_plans

DAY = datetime(2026, 11, 28)
MOMENTS = [timedelta(minutes=2), timedelta(hours=7), timedelta(hours=15), timedelta(hours=23, minutes=59)]


@pytest.fixture(params=MOMENTS, ids=str)
def now(request):
	return DAY + request.param


def test_every_stage_is_there(now):
	plans = list(make_plans(now))
	assert 40 <= len(plans) <= 80
	assert {plan.outcome for plan in plans} == set(CASE_STAGES)
	assert {plan.grid[:12] for plan in plans} == {
		*("340178001003", "340202014003", "421281001002", "340121105014", "630104005003")
	}


def test_steps_follow_each_other_until_now(now):
	for plan in make_plans(now):
		moments = [step.at for step in plan.steps]
		assert moments == sorted(set(moments)), plan.key
		assert moments[-1] < now


def test_cases_are_of_today_as_soon_as_it_is_half_an_hour_old(now):
	reported = [plan.steps[0].at for plan in make_plans(now)]
	if now - DAY >= timedelta(minutes=30):
		assert min(reported) >= DAY
	else:
		assert min(reported) >= now - timedelta(minutes=30)


def test_the_grid_worker_can_check_what_others_have_reported(now):
	others = [
		plan
		for plan in make_plans(now)
		if plan.outcome == "Checking"
		and plan.grid == "421281001002001"
		and plan.steps[0].user != "gridworker"
	]
	assert len(others) >= 2


def test_one_case_waits_for_a_unit_that_no_rule_names(now):
	filed = [plan.category for plan in make_plans(now) if plan.outcome == "Filed"]
	assert any(not category.startswith(RULES[0][1]) for category in filed)


def test_both_units_have_something_to_accept_and_to_do(now):
	plans = list(make_plans(now))
	for stage in ("Dispatched", "Handling"):
		assert len({plan.steps[-1].unit for plan in plans if plan.outcome == stage}) == 2


def test_the_hotline_sends_its_numbers(now):
	plans = list(make_plans(now))
	numbers = [plan.upstream_number for plan in plans if plan.upstream_number]
	assert len(numbers) == len(set(numbers)) >= 6
	assert all(bool(plan.upstream_number) == (plan.source == "Hotline") for plan in plans)


def test_the_same_day_gives_the_same_cases():
	assert list(make_plans(DAY + MOMENTS[1])) == list(make_plans(DAY + MOMENTS[1]))
