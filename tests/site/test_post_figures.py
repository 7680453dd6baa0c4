"""What posts did, counted from the trace of real steps."""

from datetime import datetime

import pytest

from community_gov.casework.statistics.post_figures import POSTS, post_figures
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


def test_naming_a_checker_by_hand_counts_for_who_named(site, case, travel):
	"""Without a team nobody is found: an operator names the checker, in time or late; both are told."""
	site.db.delete("Grid Team Member", {"team_role": ["in", ["Grid Supervisor", "Grid Worker"]]})
	names = []
	for minutes in (20, 50):
		travel("2024-09-25 10:00")
		doc = site.new_doc("Case Check")
		doc.update({"case_file": case.name, "kind": "Inspection"})
		site.db.set_value("Case", case.name, "stage", "Checking")
		doc.insert()
		site.db.set_value("Case Check", doc.name, {"due_at": "2024-09-25 10:30:00"})
		travel(f"2024-09-25 10:{minutes}")
		with acting(site, "operator"):
			check = site.get_doc("Case Check", doc.name)
			check.update({"assignee": email("supervisor"), "assigned_by": email("chief")})
			check.save()
		names.append(doc.name)
		site.db.set_value("Case Check", doc.name, "result", "Withdrawn")
	operator = row_of("Operator", "operator")
	assert (operator["inspections"], operator["inspections_on_time"]) == (2, 1)
	assert operator["on_time_inspection_request_rate"] == 50
	told = {"for_user": email("supervisor"), "document_name": ["in", names]}
	assert site.db.count("Notification Log", told) == 2
