"""What posts did, counted from the trace of real steps."""

from datetime import datetime

import pytest

from community_gov.casework.post_figures import POSTS, post_figures
from community_gov.demo.people import email
from tests.support.clocks import UNITS, acting, make_category, step

DAY = (datetime(2024, 9, 25), datetime(2024, 9, 26))


@pytest.fixture
def case(site, travel):
	"""Reported at 8:00, accepted in time, filed too late, dispatched in time."""
	travel("2024-09-25 08:00")
	category = make_category(site, 8, "Duty Hours")
	with acting(site, "gridworker"):
		doc = site.new_doc("Case")
		doc.update({"description": "x", "grid": "421281001002001", "source": "Patrol", "category": category})
		doc.insert()
	travel("2024-09-25 08:10")
	with acting(site, "operator"):
		step(site, doc, "Accept")
	travel("2024-09-25 09:10")
	with acting(site, "chief"):
		step(site, doc, "File")
		return step(site, doc, "Dispatch", UNITS)


def row_of(post: str, key: str) -> dict:
	return next(row for row in post_figures(post, *DAY) if row["key"] == email(key))


def test_each_post_by_its_steps(case):
	collector = row_of("Collector", "gridworker")
	assert (collector["reported"], collector["filed"], collector["valid_report_rate"]) == (1, 1, 100)
	operator = row_of("Operator", "operator")
	assert (operator["steps"], operator["on_time"], operator["on_time_acceptance_rate"]) == (1, 1, 100)
	assert operator["on_time_verification_request_rate"] is None, "none was asked for"
	chief = row_of("Duty Chief", "chief")
	assert (chief["steps"], chief["on_time"], chief["accurate_filing_rate"]) == (1, 0, 100)
	dispatcher = row_of("Dispatcher", "chief")
	assert (dispatcher["steps"], dispatcher["on_time_dispatch_rate"], dispatcher["grade"]) == (1, 100, "B")


@pytest.mark.parametrize("post", POSTS)
def test_nobody_worked_on_another_day(case, post):
	assert post_figures(post, datetime(1999, 1, 1), datetime(1999, 1, 2)) == []
