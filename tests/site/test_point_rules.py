"""Point rules on the site: what is shipped, what is refused, and who wins."""

import pytest

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.volunteering.points import point_rules

ROLE = "规则演示岗"


def make_rule(site, **values):
	made = {"rule_name": "规则演示", "points_per_hour": 2, "valid_from": "2031-01-01", "role": ROLE}
	return site.new_doc("Point Rule").update({**made, **values}).insert()


@pytest.mark.parametrize(("intensity", "rate"), [("轻度", 1.0), ("中度", 1.5), ("重度", 2.0)])
def test_shipped_rules_pay_by_intensity(site, intensity, rate):
	assert point_rules.rule_for("2026-11-22", None, None, intensity).points_per_hour == rate


def test_no_rule_for_no_intensity(site):
	assert point_rules.rule_for("2026-11-22", None, None, None) is None


def test_role_wins_over_intensity_from_its_first_day_to_its_last(site):
	made = make_rule(site, valid_until="2031-01-31")
	days = ("2030-12-31", "2031-01-01", "2031-01-31", "2031-02-01")
	names = [point_rules.rule_for(day, None, f" {ROLE} ", "轻度").name for day in days]
	assert names == ["PR-LIGHT", made.name, made.name, "PR-LIGHT"]


@pytest.mark.parametrize(
	"period", [("2030-01-01", None), ("2031-05-01", "2031-05-01"), ("2030-01-01", "2031-01-01")]
)
def test_two_rules_for_the_same_services_on_one_day_are_refused(site, period):
	make_rule(site)
	with pytest.raises(ConflictError, match="End it first"):
		make_rule(site, role=ROLE.replace("演示", " 演示 "), valid_from=period[0], valid_until=period[1])


def test_the_next_rule_follows_the_ended_one(site):
	make_rule(site, valid_until="2031-01-31")
	assert make_rule(site, valid_from="2031-02-01", points_per_hour=3).points_per_hour == 3


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"points_per_hour": -0.01}, "not possible"),
		({"points_per_hour": 1000.01}, "not possible"),
		({"points_per_hour": float("nan")}, "not a number"),
		({"valid_until": "2030-12-31"}, "last day lies before the first"),
	],
)
def test_odd_rules_are_refused(site, values, words):
	with pytest.raises(BadInputError, match=words):
		make_rule(site, **values)


def test_a_project_does_not_end_before_it_starts(site):
	doc = site.new_doc("Service Project")
	doc.update({"project_name": "倒置演示", "project_kind": "Environment", "grid": "421281001002001"})
	doc.update({"starts_on": "2026-03-01", "ends_on": "2026-02-28"})
	with pytest.raises(BadInputError, match="last day lies before the first"):
		doc.insert()
