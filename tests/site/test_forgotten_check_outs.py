"""A check-out that was forgotten: told when the activity is held, entered afterwards with a stated time, and nothing else."""

from datetime import datetime, timedelta

import pytest

from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.demo.people import email
from community_gov.volunteering.activities import attendance, missed_checkouts, sign_ups
from community_gov.volunteering.services import service_records
from tests.support.activities import make_activity
from tests.support.clocks import acting
from tests.support.volunteers import make_volunteer

STARTS = datetime(2024, 8, 17, 9)
ENDS = STARTS + timedelta(hours=2)
COORDINATOR = email("coordinator")


@pytest.fixture
def people(site) -> list[str]:
	return [make_volunteer(site).name for _number in range(3)]


@pytest.fixture
def held(site, people, travel):
	"""Three signed up: the first came and left, the second never left, the third never came."""
	travel("2024-08-16 08:00")
	doc = make_activity(site, STARTS, capacity=3, organiser=email("manager"))
	for name in people:
		sign_ups.sign_up(doc.name, name)
	travel("2024-08-17 08:55")
	for name in people[:2]:
		attendance.check_in(doc.name, name, True)
	travel("2024-08-17 11:00")
	attendance.check_out(doc.name, people[0], True)
	travel("2024-08-17 11:10")
	doc.reload()
	doc.move_to_stage("Held", "Mark Held")
	return doc


def told(site, name: str) -> list[tuple[str, str]]:
	rows = site.get_all(
		"Notification Log", {"document_name": name}, ["for_user", "subject"], order_by="for_user asc"
	)
	return [(row.for_user, row.subject) for row in rows if "never out" in row.subject]


def test_organiser_and_coordinators_are_told_once_and_without_names(site, held):
	(first, words), (second, _same) = told(site, held.name)
	assert (first, second) == (COORDINATOR, email("manager"))
	assert f"{held.activity_title}: 1 checked in and never out" in words


def test_nobody_is_told_where_everybody_left(site, people, travel):
	travel("2024-08-16 08:00")
	doc = make_activity(site, STARTS)
	sign_ups.sign_up(doc.name, people[0])
	travel("2024-08-17 11:10")
	doc.reload()
	doc.move_to_stage("Held", "Mark Held")
	assert told(site, doc.name) == []


def test_staff_state_when_somebody_left(site, held, people):
	with acting(site, "coordinator"):
		entry = missed_checkouts.check_out(held.name, people[1], ENDS - timedelta(minutes=30))
	assert (entry.status, entry.hours, entry.out_stated_by) == ("Attended", 1.5, COORDINATOR)
	assert str(entry.out_stated_at)[:16] == "2024-08-17 11:10"
	record = site.get_doc("Service Record", entry.service_record)
	assert (record.stage, record.started_at, record.ended_at) == (
		"Recorded",
		STARTS,
		ENDS - timedelta(minutes=30),
	)
	with pytest.raises(ConflictError, match="checked out already"):
		missed_checkouts.check_out(held.name, people[1], ENDS)
	assert site.db.count("Service Record", {"volunteer": people[1]}) == 1


@pytest.mark.parametrize(
	"left_at",
	[STARTS - timedelta(minutes=5), STARTS, ENDS + timedelta(seconds=1), ENDS + timedelta(days=30)],
)
def test_times_that_cannot_be(site, held, people, left_at):
	with pytest.raises(BadInputError, match="between 2024-08-17 09:00 and 2024-08-17 11:00"):
		missed_checkouts.check_out(held.name, people[1], left_at)
	assert not attendance.sign_ups.entry_of(held.name, people[1]).checked_out_at


def test_only_what_was_forgotten_is_entered_so(site, held, people, travel):
	with pytest.raises(ConflictError, match="never checked in"):
		missed_checkouts.check_out(held.name, people[2], ENDS)
	with pytest.raises(ConflictError, match="checked out already"):
		missed_checkouts.check_out(held.name, people[0], ENDS)
	travel("2024-08-18 08:00")
	later = make_activity(site, STARTS + timedelta(days=1))
	sign_ups.sign_up(later.name, people[2])
	travel("2024-08-18 09:30")
	attendance.check_in(later.name, people[2], True)
	with pytest.raises(ConflictError, match="is not over"):
		missed_checkouts.check_out(later.name, people[2], STARTS + timedelta(days=1, minutes=20))


def test_nobody_states_the_own_time(site, held, people):
	site.db.set_value("Volunteer", people[1], "user", COORDINATOR)
	with acting(site, "coordinator"), pytest.raises(SeparationOfDutiesError, match="your own hours"):
		missed_checkouts.check_out(held.name, people[1], ENDS)


def test_hours_that_were_entered_by_hand_are_not_counted_twice(site, held, people):
	service_records.open_record(people[1], None, None, None, STARTS, ENDS)
	with pytest.raises(ConflictError, match="another service at that time"):
		missed_checkouts.check_out(held.name, people[1], ENDS)
