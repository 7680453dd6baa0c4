"""Training sessions: invitations, attendance, hours that the server counts."""

from datetime import date

import pytest

from community_gov.core.errors import BadInputError, ConflictError, ImmutableError
from community_gov.team import training

COMMUNITY, GRID = "421281001002", "421281001002001"
WORKER, FAR_WORKER = "gridworker@demo.example", "gridworker.zhelu@demo.example"
MANAGER = "manager@demo.example"


def make_session(site, begins_at: str = "2026-11-03 14:00", attendees: tuple = (), **values):
	rows = [{"attendee": user} for user in attendees]
	values = {
		"topic": "消防安全",
		"grid": COMMUNITY,
		"begins_at": begins_at,
		"hours": 2.5,
		"attendance": rows,
		**values,
	}
	return site.get_doc({"doctype": "Training Session", **values}).insert()


def attended(session) -> dict:
	session.reload()
	return {row.attendee: (row.attended, row.hours) for row in session.attendance}


def held(site, travel, *present, **values):
	session = make_session(site, **values)
	travel("2026-12-31 20:00")
	session.reload()
	training.take_attendance(session, list(present))
	return session


def test_grid_workers_of_the_place_are_invited_once(site):
	session = make_session(site, attendees=(MANAGER,))
	assert training.invite(session) == 1
	assert training.invite(session) == 0
	assert list(attended(session)) == [MANAGER, WORKER]
	assert (session.invited_count, session.status) == (2, "To Be Held")
	assert FAR_WORKER in attended_by_city(site)


def attended_by_city(site) -> dict:
	session = make_session(site, grid="340202014003")
	training.invite(session)
	return attended(session)


def test_who_has_left_the_team_is_not_invited(site):
	grid = site.get_doc("Grid", GRID)
	row = next(row for row in grid.team if row.user == WORKER)
	site.db.set_value("Grid Team Member", row.name, "to_date", "2026-11-02")
	assert training.invite(make_session(site, "2026-11-03 14:00")) == 0
	assert training.invite(make_session(site, "2026-11-02 14:00")) == 1


def test_hours_are_the_servers(site, travel):
	travel("2026-11-01 08:00")
	rows = [{"attendee": WORKER, "attended": 1, "hours": 99}]
	session = make_session(site, status="Held", attended_count=9, attendance=rows)
	assert (session.status, session.attended_count, attended(session)) == ("To Be Held", 0, {WORKER: (0, 0)})
	assert str(session.ends_at) == "2026-11-03 16:30:00"
	with pytest.raises(ConflictError, match="has not begun"):
		training.take_attendance(session, [WORKER])
	travel("2026-11-03 14:01")
	training.take_attendance(session, [WORKER, MANAGER])
	assert attended(session) == {WORKER: (1, 2.5), MANAGER: (1, 2.5)}
	assert (session.status, session.invited_count, session.attended_count) == ("Held", 2, 2)
	training.take_attendance(session, [MANAGER])
	assert attended(session) == {WORKER: (0, 0), MANAGER: (1, 2.5)}
	session.note = "资料已发"
	session.save()
	assert attended(session)[MANAGER] == (1, 2.5)


def test_what_was_held_stays(site, travel):
	session = held(site, travel, WORKER)
	for fieldname, value in (("hours", 20), ("begins_at", "2026-11-04 10:00"), ("topic", "别的")):
		session.reload()
		session.set(fieldname, value)
		with pytest.raises(ConflictError, match="Correct the attendance"):
			session.save()
	session.reload()
	session.append("attendance", {"attendee": MANAGER, "attended": 1, "hours": 2.5})
	with pytest.raises(ConflictError, match="Correct the attendance"):
		session.save()
	for step in (training.call_off, training.invite):
		with pytest.raises(ConflictError, match="Plan another session"):
			step(site.get_doc("Training Session", session.name))
	with pytest.raises(ImmutableError):
		site.get_doc("Training Session", session.name).delete()


def test_what_was_called_off_is_not_held(site, travel):
	session = make_session(site, attendees=(WORKER,))
	training.call_off(session)
	assert session.status == "Called Off"
	travel("2026-11-10 08:00")
	with pytest.raises(ConflictError, match="called off"):
		training.take_attendance(session, [WORKER])


@pytest.mark.parametrize("hours", [0, -1, 25])
def test_odd_hours_are_refused(site, hours):
	with pytest.raises(BadInputError, match="at most 24"):
		make_session(site, hours=hours)


def test_odd_attendees_are_refused(site, travel):
	with pytest.raises(BadInputError, match="listed twice"):
		make_session(site, attendees=(WORKER, WORKER))
	session = make_session(site, attendees=(WORKER,))
	travel("2026-11-10 08:00")
	for present in (["nobody@demo.example"], [WORKER, {"name": "x"}], [7]):
		with pytest.raises(BadInputError, match="no account at work"):
			training.take_attendance(site.get_doc("Training Session", session.name), present)
	assert attended(session) == {WORKER: (0, 0)}


def test_hours_of_a_period_by_one_statement(site, travel):
	site.db.delete("Training Session")
	held(site, travel, WORKER, begins_at="2026-11-01 00:00")
	held(site, travel, WORKER, MANAGER, begins_at="2026-11-30 19:00", hours=1.25)
	held(site, travel, WORKER, begins_at="2026-12-01 09:00")
	held(site, travel, begins_at="2026-11-05 09:00", attendees=(WORKER,))
	make_session(site, "2026-11-06 09:00", (WORKER,))
	month, users = (date(2026, 11, 1), date(2026, 11, 30)), [WORKER, MANAGER, FAR_WORKER]
	statements, sql = [], site.db.sql
	site.db.sql = lambda *args, **kwargs: statements.append(args) or sql(*args, **kwargs)
	try:
		assert training.hours(users, *month) == {WORKER: 3.75, MANAGER: 1.25, FAR_WORKER: 0}
		assert training.hours([], *month) == {}
	finally:
		site.db.sql = sql
	assert len(statements) == 1
	rows = {row["key"]: row for row in training.by_person(*month, area=COMMUNITY)}
	assert rows[WORKER] == {"key": WORKER, "invited": 3, "attended": 2, "hours": 3.75, "rate": 66.67}
	assert training.by_person(*month, area="34") == []
