"""Service records on the site: what is recorded, who confirms, what is credited, and what stays as it was."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from community_gov.core.errors import (
	BadInputError,
	ConflictError,
	DoneDocumentError,
	ImmutableError,
	InsufficientPointsError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.core.step_context import step_context
from community_gov.demo.people import email
from community_gov.registry.identity.protected_numbers import fingerprint
from community_gov.volunteering.points import ledger
from community_gov.volunteering.services import service_records
from tests.support.registry import GRID
from tests.support.site_clock import now
from tests.support.volunteers import make_volunteer

DAY = datetime(2024, 2, 28)


def new_volunteer(site, mobile: str | None = None, **values) -> str:
	"""The name of a new volunteer, with the mobile number of another one where it is given."""
	name = make_volunteer(site, **values).name
	if mobile:
		# A second record of a person is refused now; sites hold some from before.
		site.db.set_value("Volunteer", name, "mobile_fingerprint", fingerprint(mobile))
	return name


def make_service(site, volunteer: str | None = None, begins: float = 9, hours: float = 2, day=DAY, **values):
	"""A service by hand of so many hours; `begins` is an hour of the day."""
	started = day + timedelta(hours=begins)
	doc = site.new_doc("Service Record")
	doc.update({"volunteer": volunteer or new_volunteer(site), "intensity": "中度", "started_at": started})
	doc.update({"ended_at": started + timedelta(hours=hours), **values})
	return doc.insert()


def sign_up(site) -> str:
	"""Any document can be the source of a check-out."""
	return site.new_doc("ToDo").update({"description": "signed up"}).insert().name


def checked_in(site, volunteer: str, begins: float = 9, hours: float = 2, day=DAY, source: str | None = None):
	started = day + timedelta(hours=begins)
	times = (started, started + timedelta(hours=hours))
	source = source or sign_up(site)
	name = service_records.open_record(
		volunteer, None, "中度", None, *times, source_doctype="ToDo", source_name=source
	)
	return name and site.get_doc("Service Record", name)


def step(doc, stage: str, note: str | None = None):
	doc.move_to_stage(stage, stage, note)
	doc.reload()
	return doc


def balance(site, volunteer: str) -> float:
	return site.db.get_value("Volunteer", volunteer, "balance")


def test_hours_leave_out_breaks_and_travel_and_points_follow_the_rule(site):
	doc = make_service(site, hours=3.2, break_minutes=20, travel_minutes=30)
	assert (doc.served_hours, doc.hours, doc.points) == (2.25, 2.25, 3.38)
	assert (doc.point_rule, doc.stage, doc.source, doc.grid) == ("PR-MODERATE", "Recorded", "By Hand", GRID)


def test_what_the_client_says_of_hours_points_and_persons_is_dropped(site):
	forged = {"served_hours": 99, "points": 999, "points_per_hour": 99, "source": "Check-in"}
	forged |= {"source_doctype": "User", "source_name": "Guest", "decided_by": "Guest", "stage": "Confirmed"}
	made = make_service(site, **forged)
	doc = site.get_doc("Service Record", made.name)
	doc.update({**forged, "hours": 99}).save()
	found = (doc.hours, doc.served_hours, doc.points, doc.points_per_hour, doc.source, doc.stage)
	assert found == (2, 2, 3, 1.5, "By Hand", "Recorded")
	assert (doc.source_name, doc.source_key, doc.decided_by) == (None, None, None)


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"hours": 0}, "ends before it begins"),
		({"hours": -1}, "ends before it begins"),
		({"hours": 25}, "longer than 24 hours"),
		({"hours": 0.2}, "shorter than 15 minutes"),
		({"break_minutes": 120}, "leave no time"),
		({"break_minutes": -5}, "cannot be negative"),
		({"travel_minutes": 1.5}, "not a number"),
		({"travel_minutes": 10**12}, "not a number"),
		({"day": datetime(2199, 1, 1)}, "in the future"),
	],
	ids=str,
)
def test_times_that_cannot_be_are_refused(site, values, words):
	with pytest.raises(BadInputError, match=words):
		make_service(site, **values)


@pytest.mark.parametrize("day", [datetime(2024, 2, 28), datetime(2024, 2, 29), datetime(2023, 12, 31)])
def test_a_night_past_midnight_month_and_year_counts_for_the_day_it_began(site, day):
	doc = checked_in(site, new_volunteer(site), begins=22.5, hours=3, day=day)
	step(doc, "Confirmed")
	assert (doc.hours, doc.points, doc.started_at.date()) == (3, 4.5, day.date())


@pytest.mark.parametrize(("begins", "hours"), [(9, 2), (10, 0.5), (8, 1.25), (10.75, 3), (8, 6)])
def test_two_services_of_one_person_do_not_overlap(site, begins, hours):
	one = make_service(site)
	with pytest.raises(ConflictError, match=one.name):
		make_service(site, one.volunteer, begins=begins, hours=hours)


@pytest.mark.parametrize("begins", [7, 11])
def test_services_may_touch(site, begins):
	one = make_service(site)
	assert make_service(site, one.volunteer, begins=begins).stage == "Recorded"


def test_a_second_record_of_the_person_does_not_overlap_either(site):
	mobile = "13900009161"
	one, other = (new_volunteer(site, mobile=mobile) for _record in range(2))
	make_service(site, one)
	with pytest.raises(ConflictError, match="another service"):
		make_service(site, other)


def test_a_rejected_service_leaves_its_time_to_another(site):
	one = make_service(site)
	step(one, "Rejected", "没有来")
	assert make_service(site, one.volunteer).stage == "Recorded"


def test_the_cap_of_the_day_is_recognised_across_records_and_keeps_the_truth(site):
	person = new_volunteer(site)
	found = []
	for begins, hours in ((0, 5), (6, 5), (12, 2)):
		doc = checked_in(site, person, begins=begins, hours=hours)
		step(doc, "Confirmed")
		found.append((doc.served_hours, doc.hours))
	assert found == [(5, 5), (5, 3), (2, 0)]
	assert balance(site, person) == 12


def test_no_cap_where_the_settings_say_zero(site):
	site.db.set_single_value("Community Gov Settings", "service_daily_hours", 0)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	assert make_service(site, hours=12).hours == 12


def test_late_entries_are_marked(site):
	recent = now().replace(microsecond=0) - timedelta(days=2)
	assert make_service(site, begins=0, hours=1, day=recent).is_late == 0
	assert make_service(site, begins=0, hours=1, day=DAY).is_late == 1


def test_a_confirmed_service_is_credited_once_and_changes_no_more(site):
	doc = checked_in(site, new_volunteer(site))
	step(doc, "Confirmed")
	assert balance(site, doc.volunteer) == 3
	with pytest.raises(ConflictError, match="booked already"):
		ledger.write_entry(doc.volunteer, "Credit", 3, source_doctype="Service Record", source_name=doc.name)
	doc = site.get_doc("Service Record", doc.name)
	doc.content = "改写"
	with pytest.raises(DoneDocumentError):
		doc.save()
	with pytest.raises(ImmutableError):
		site.delete_doc("Service Record", doc.name)


def test_facts_cannot_ride_along_with_the_step_that_revokes(site):
	doc = checked_in(site, new_volunteer(site))
	step(doc, "Confirmed")
	step_context(doc).by_server = step_context(doc).system_move = False
	doc.update(
		{"ended_at": doc.ended_at + timedelta(hours=9), "workflow_state": "Revoked", "step_note": "错"}
	)
	doc.save()
	doc.reload()
	assert (doc.stage, doc.hours, doc.ended_at) == ("Revoked", 2, DAY + timedelta(hours=11))


def test_revoking_takes_what_is_there_and_books_the_rest_as_a_debt(site):
	doc = checked_in(site, new_volunteer(site))
	step(doc, "Confirmed")
	ledger.write_entry(doc.volunteer, "Hold", -2, 2, reason="test")
	step(doc, "Revoked", "弄错了人")
	assert (doc.stage, balance(site, doc.volunteer)) == ("Revoked", -2)
	with pytest.raises(InsufficientPointsError, match="owes 2 points"):
		ledger.write_entry(doc.volunteer, "Hold", -1, 1, reason="test")
	step(checked_in(site, doc.volunteer, begins=14), "Confirmed")
	assert balance(site, doc.volunteer) == 1


def test_no_rule_no_points_and_no_entry(site):
	doc = checked_in(site, new_volunteer(site))
	site.db.set_value("Service Record", doc.name, "intensity", None)
	doc.reload()
	step(doc, "Confirmed")
	assert (doc.hours, doc.points, doc.point_rule) == (2, 0, None)
	assert not site.db.exists("Point Entry", {"volunteer": doc.volunteer})


@pytest.mark.parametrize(
	"change", [{"points_per_hour": 9}, {"intensity": None}, {"valid_from": "2019-01-01"}]
)
def test_a_used_rule_keeps_rate_and_scope(site, change):
	step(checked_in(site, new_volunteer(site)), "Confirmed")
	rule = site.get_doc("Point Rule", "PR-MODERATE").update(change)
	with pytest.raises(ConflictError, match="End it and write a new one"):
		rule.save()


def test_a_used_rule_is_ended_and_followed_by_a_new_one(site):
	old = checked_in(site, new_volunteer(site), day=datetime(2024, 2, 28))
	step(old, "Confirmed")
	rule = site.get_doc("Point Rule", "PR-MODERATE")
	with pytest.raises(ConflictError, match="was used for a service"):
		rule.update({"valid_until": "2020-02-27"}).save()
	last = site.get_all(
		"Service Record", {"point_rule": rule.name}, pluck="started_at", order_by="started_at desc"
	)
	end = last[0].date()
	site.get_doc("Point Rule", "PR-MODERATE").update({"valid_until": end}).save()
	new = site.new_doc("Point Rule").update(
		{"rule_name": "新", "intensity": "中度", "points_per_hour": 4, "valid_from": end + timedelta(days=1)}
	)
	new.insert()
	assert service_records.point_rules.rule_for(end, None, None, "中度").points_per_hour == 1.5
	assert (
		service_records.point_rules.rule_for(end + timedelta(days=1), None, None, "中度").points_per_hour == 4
	)
	assert site.get_doc("Service Record", old.name).points_per_hour == 1.5


def test_a_used_rule_is_not_deleted(site):
	step(checked_in(site, new_volunteer(site)), "Confirmed")
	with pytest.raises(ConflictError, match="Give it a last day"):
		site.delete_doc("Point Rule", "PR-MODERATE")


def test_an_unused_rule_may_change_and_go(site):
	rule = site.new_doc("Point Rule")
	rule.update({"rule_name": "空", "role": uuid4().hex, "points_per_hour": 1, "valid_from": "2024-01-01"})
	rule.insert().update({"points_per_hour": 2}).save()
	site.delete_doc("Point Rule", rule.name)
	assert not site.db.exists("Point Rule", rule.name)


def test_a_check_out_opens_one_record_and_short_ones_none(site):
	person, source = new_volunteer(site), sign_up(site)
	one = checked_in(site, person, source=source)
	assert (one.source, one.stage, one.hours) == ("Check-in", "Recorded", 2)
	assert checked_in(site, person, source=source).name == one.name
	assert checked_in(site, person, begins=15, hours=0.2) is None
	with pytest.raises(ConflictError):
		checked_in(site, person)


def test_nobody_confirms_under_a_second_account_of_theirs(site):
	mobile = "13900009162"
	own = new_volunteer(site, mobile=mobile)
	new_volunteer(site, mobile=mobile, user=email("coordinator"))
	doc = checked_in(site, own)
	site.set_user(email("coordinator"))
	with pytest.raises(SeparationOfDutiesError, match="your own"):
		step(doc, "Confirmed")


def test_nobody_confirms_what_they_corrected_under_another_account(site):
	"""The manager's account carries the number of the coordinator's."""
	doc = make_service(site, begins=7)
	site.db.set_value("Service Record", doc.name, "corrected_by", email("coordinator"))
	for key, field in (("coordinator", "mobile_no"), ("manager", "phone")):
		site.db.set_value("User", email(key), field, "13911112222")
	site.set_user(email("manager"))
	doc = site.get_doc("Service Record", doc.name)
	with pytest.raises(SeparationOfDutiesError, match="You corrected this service"):
		doc.move_to_stage("Confirmed", "Confirm")


def test_who_stated_the_check_out_stands_behind_the_hours(site):
	volunteer = new_volunteer(site)
	start = now() - timedelta(days=2)
	times = (start, start + timedelta(hours=2))
	name = service_records.open_record(volunteer, None, "轻度", None, *times, stated_by=email("coordinator"))
	assert site.db.get_value("Service Record", name, "corrected_by") == email("coordinator")


def test_nobody_confirms_for_the_number_of_their_own_account(site):
	number = "13900009163"
	own = new_volunteer(site, mobile=number)
	site.db.set_value("User", email("manager"), "mobile_no", number)
	doc = checked_in(site, own)
	site.set_user(email("manager"))
	with pytest.raises(SeparationOfDutiesError, match="your own"):
		step(doc, "Rejected", "x")


def test_by_hand_takes_evidence_and_a_second_person(site):
	doc = make_service(site)
	with pytest.raises(SeparationOfDutiesError, match="You entered this service"):
		step(doc, "Confirmed")
	doc = site.get_doc("Service Record", doc.name)
	site.set_user(email("coordinator"))
	with pytest.raises(StageGuardError, match="no evidence"):
		step(doc, "Confirmed")


def test_evidence_is_a_file_of_the_writer(site):
	with pytest.raises(BadInputError, match="no private file of yours"):
		make_service(site, evidence="/private/files/somebody.png")


@pytest.mark.parametrize("stage", ["Returned", "Rejected", "Disputed"])
def test_steps_back_need_a_reason(site, stage):
	with pytest.raises(StageGuardError, match="No reason was given"):
		step(make_service(site), stage)


def test_a_dispute_goes_to_somebody_else(site):
	doc = checked_in(site, new_volunteer(site))
	site.set_user(email("coordinator"))
	step(doc, "Rejected", "没有看见人")
	step(doc, "Disputed", "我在场")
	with pytest.raises(SeparationOfDutiesError, match="your own decision"):
		step(doc, "Confirmed")
	site.set_user(email("manager"))
	doc = step(site.get_doc("Service Record", doc.name), "Confirmed")
	assert (doc.stage, doc.decided_by, balance(site, doc.volunteer)) == ("Confirmed", email("manager"), 3)


def test_a_retired_volunteer_gets_no_new_service(site):
	person = new_volunteer(site, status="Retired")
	with pytest.raises(BadInputError, match="not an active volunteer"):
		make_service(site, person)
