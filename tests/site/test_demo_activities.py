"""The demo's activities: held, recruiting and called off, with hours that the real steps gave; nothing twice."""

from datetime import timedelta

import pytest

from frappe.utils import getdate, now_datetime

from community_gov.demo.activities import (
	CALLED_OFF,
	CLEAN,
	DOORS,
	HELD,
	HELPERS,
	LESSON,
	RAIN,
	RECRUITING,
	REPAIR,
	load_activities,
)
from community_gov.demo.service import load_service
from community_gov.volunteering.activities import activities

PLANS = (*HELD, CALLED_OFF, *RECRUITING)
TABLES = ("Volunteer", "Volunteer Activity", "Activity Sign-up", "Service Record", "Service Certificate")


@pytest.fixture
def demo(site) -> dict:
	"""{title: activity} of a loaded demo."""
	load_service()
	load_activities()
	titles = ["in", [plan.title for plan in PLANS]]
	names = site.get_all(
		"Volunteer Activity", {"activity_title": titles}, pluck="name", order_by="starts_at asc"
	)
	docs = [site.get_doc("Volunteer Activity", name) for name in names]
	return {doc.activity_title: doc for doc in docs}


def sign_ups_of(site, doc) -> list:
	fields = ["status", "checked_in_at", "checked_out_at", "hours", "service_record", "volunteer"]
	return site.get_all("Activity Sign-up", {"activity": doc.name}, fields, order_by="line_number asc")


def statuses(site, doc) -> list[str]:
	return [row.status for row in sign_ups_of(site, doc)]


def test_the_demo_has_activities(site, demo):
	"""In one test, since loading takes long."""
	each_is_where_it_says(site, demo)
	who_was_there_has_hours_and_who_was_not_has_none(site, demo)
	one_that_recruits_has_a_waiting_list(site, demo)
	a_second_load_adds_nothing(site, demo)


def each_is_where_it_says(site, demo):
	assert {plan.title: demo[plan.title].stage for plan in PLANS} == {
		**{plan.title: "Held" for plan in HELD},
		CALLED_OFF.title: "Called Off",
		**{plan.title: "Recruiting" for plan in RECRUITING},
	}
	for plan in PLANS:
		assert demo[plan.title].starts_at.date() == getdate() + timedelta(days=plan.starts[0])
	called_off = demo[CALLED_OFF.title]
	assert called_off.called_off_reason == RAIN and called_off.ended_at < called_off.starts_at
	assert set(statuses(site, called_off)) == {"Cancelled"}
	public = {row["title"] for row in activities.recruiting("421281001002")}
	assert {DOORS, LESSON} <= public and not {plan.title for plan in HELD} & public


def who_was_there_has_hours_and_who_was_not_has_none(site, demo):
	rows = sign_ups_of(site, demo[CLEAN])
	assert [row.status for row in rows].count("Missed") == 1
	for row in rows:
		if row.status == "Attended":
			record = site.get_doc("Service Record", row.service_record)
			assert (record.stage, record.source, record.is_late) == ("Confirmed", "Check-in", 0)
			assert 2 <= record.hours <= 2.5 and record.points > 0 and record.ended_at < now_datetime()
		else:
			assert not row.service_record
	forgotten = [
		row for row in sign_ups_of(site, demo[REPAIR]) if row.checked_in_at and not row.checked_out_at
	]
	assert [(row.status, row.service_record) for row in forgotten] == [("Attended", None)]


def one_that_recruits_has_a_waiting_list(site, demo):
	assert statuses(site, demo[DOORS]).count("Waiting") == 2
	assert "Waiting" not in statuses(site, demo[LESSON])
	own = site.db.get_value("Volunteer", {"user": "volunteer@demo.example"})
	assert own in [row.volunteer for row in sign_ups_of(site, demo[LESSON])]


def a_second_load_adds_nothing(site, demo):
	before = {table: site.db.count(table) for table in TABLES}
	load_activities()
	assert {table: site.db.count(table) for table in TABLES} == before
	people = {row.volunteer for row in sign_ups_of(site, demo[CLEAN])}
	assert len(people) == len(HELPERS)
	(certificate,) = site.get_all(
		"Service Certificate", {"volunteer": ["in", list(people)]}, ["hours", "status"]
	)
	assert certificate.status == "Valid" and certificate.hours > 4
