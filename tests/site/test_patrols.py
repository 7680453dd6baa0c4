"""Patrols: what the server notes, refuses and counts."""

from datetime import date, timedelta

import pytest

from community_gov.core.errors import (
	BadInputError,
	BadPositionError,
	ConflictError,
	ImmutableError,
	OutOfScopeError,
)
from community_gov.team import check_ins, patrol_coverage, patrol_points, patrols
from community_gov.team.check_ins import Position

WORKER, OTHER = "gridworker@demo.example", "gridworker.zhelu@demo.example"
GRID, FAR_GRID = "421281001002001", "340202014003001"
# In the first grid of Chibi; a thousandth of a degree of latitude is 111 m.
HERE = (29.7205, 113.8810)


def make_point(site, name: str = "泵房", north: float = 0.0, grid: str = GRID, **values):
	values = {"point_name": name, "grid": grid, "latitude": HERE[0] + north, "longitude": HERE[1], **values}
	return site.get_doc({"doctype": "Patrol Point", "active_from": "2026-01-01", **values}).insert()


def begin(user: str = WORKER, grid: str = GRID):
	return patrols.start(user, [grid], grid)


def position(north: float = 0.0, accuracy: float = 0) -> Position:
	return Position(HERE[0] + north, HERE[1], accuracy)


def stored(site, patrol):
	return site.get_doc("Patrol", patrol.name)


def test_a_walk_is_noted_by_the_server(site, travel):
	travel("2026-11-02 09:00")
	first, second = make_point(site), make_point(site, "东门", 0.001)
	patrol = begin()
	travel("2026-11-02 09:10")
	row = patrols.check_in(patrol, first.name, None, position(0.0002))
	assert (row.method, row.distance, row.with_position) == ("By Position", 22, 1)
	travel("2026-11-02 09:20")
	patrols.check_in(patrol, None, second.code, None)
	travel("2026-11-02 09:30")
	patrols.finish(patrol, "一切正常")
	doc = stored(site, patrol)
	assert (doc.status, doc.point_count, doc.ended_by_system, doc.open_key) == ("Ended", 2, 0, None)
	assert [str(doc.begun_at), str(doc.ended_at)] == ["2026-11-02 09:00:00", "2026-11-02 09:30:00"]
	assert [(row.point, row.method, row.idx) for row in doc.check_ins] == [
		(first.name, "By Position", 1),
		(second.name, "By Scan", 2),
	]
	assert [str(row.checked_in_at)[11:16] for row in doc.check_ins] == ["09:10", "09:20"]
	# From where the worker stood to the point whose code was scanned.
	assert doc.distance == 89
	assert (doc.note, doc.title) == ("一切正常", "陈演示 11-02 09:00")


@pytest.mark.parametrize(
	("north", "accuracy", "accepted"),
	[
		(0.00044, 0, True),
		(0.00046, 0, False),
		(0.00085, 45, True),
		(0.00085, 40, False),
		# Whatever a client claims, no more than the settings say is allowed for.
		(0.0008, 5_000, True),
		(0.00095, 5_000, False),
	],
)
def test_who_stands_too_far_away_was_not_there(site, north, accuracy, accepted):
	point, patrol = make_point(site, radius=50), begin()
	if accepted:
		assert patrols.check_in(patrol, point.name, None, position(north, accuracy)).distance > 40
		return
	with pytest.raises(BadPositionError, match=r"m away from 泵房, where \d+ m are allowed. Go nearer"):
		patrols.check_in(patrol, point.name, None, position(north, accuracy))
	assert stored(site, patrol).check_ins == []


def test_a_code_does_not_help_who_is_elsewhere(site):
	point, patrol = make_point(site), begin()
	with pytest.raises(BadPositionError, match="Go nearer"):
		patrols.check_in(patrol, None, point.code, position(0.01))
	# A position that may be a kilometre off says nothing against the code.
	assert patrols.check_in(patrol, None, point.code.lower(), position(0.01, 1_200)).method == "By Scan"


def test_refusals_change_nothing(site, travel):
	travel("2026-11-02 09:00")
	point, far = make_point(site), make_point(site, "远处", grid=FAR_GRID, latitude=31.342, longitude=118.374)
	over = make_point(site, "旧点", active_to="2026-11-01")
	patrol = begin()
	for name, code, spot, error, words in (
		(point.name, None, None, BadPositionError, "Switch on locating"),
		(None, None, position(), BadInputError, "No point is named"),
		(None, "AAAABBBBCCCC", None, BadInputError, "Scan the code again"),
		(point.name, far.code, None, BadInputError, "No patrol point fits"),
		("no such", None, position(), BadInputError, "No patrol point fits"),
		(far.name, None, Position(31.342, 118.374), BadInputError, f"outside grid {GRID}"),
		(over.name, None, position(), BadInputError, "not visited at this time"),
	):
		with pytest.raises(error, match=words):
			patrols.check_in(patrol, name, code, spot)
	assert (stored(site, patrol).check_ins, stored(site, patrol).point_count) == ([], 0)
	patrols.check_in(patrol, point.name, None, position())
	with pytest.raises(ConflictError, match="on this patrol already"):
		patrols.check_in(patrol, point.name, None, position())
	patrols.finish(patrol)
	for step in (
		lambda: patrols.check_in(patrol, point.name, None, position()),
		lambda: patrols.finish(patrol),
	):
		with pytest.raises(ConflictError, match="has ended"):
			step()
	assert len(stored(site, patrol).check_ins) == 1


@pytest.mark.parametrize(
	"sent",
	[
		(29.7, None, None),
		(None, 113.8, None),
		("x", 113.8, None),
		(float("nan"), 113.8, 0),
		(29.7, 113.8, -1),
		(95, 113.8, 0),
	],
)
def test_half_and_odd_positions_are_refused(site, sent):
	with pytest.raises(BadPositionError, match="in degrees"):
		check_ins.read_position(*sent)


def test_one_walk_at_a_time_in_the_own_grid(site):
	patrol = begin()
	with pytest.raises(ConflictError, match="still under way"):
		begin()
	assert begin(OTHER, FAR_GRID).name != patrol.name
	with pytest.raises(OutOfScopeError, match="grid worker of no grid"):
		patrols.start(WORKER, [])
	with pytest.raises(BadInputError, match="Name the grid"):
		patrols.start(WORKER, [GRID, FAR_GRID])
	for grid in (FAR_GRID, GRID + "99"):
		with pytest.raises(OutOfScopeError, match="not a grid of yours"):
			patrols.start(WORKER, [GRID], grid)
	patrols.finish(patrol)
	assert begin().status == "On the Way"


def test_a_forgotten_walk_ends_at_its_last_check_in(site, travel):
	travel("2026-11-02 09:00")
	point = make_point(site)
	walked, empty = begin(), begin(OTHER, FAR_GRID)
	travel("2026-11-02 10:00")
	patrols.check_in(walked, point.name, None, position())
	travel("2026-11-02 20:59")
	assert patrols.end_forgotten() == 0
	travel("2026-11-02 21:01")
	assert patrols.end_forgotten() == 2
	assert patrols.end_forgotten() == 0
	docs = [stored(site, patrol) for patrol in (walked, empty)]
	assert [(doc.status, doc.ended_by_system) for doc in docs] == [("Ended", 1)] * 2
	assert [str(doc.ended_at)[11:16] for doc in docs] == ["10:00", "09:00"]
	assert begin().status == "On the Way"


def test_beginning_anew_ends_what_was_forgotten(site, travel):
	travel("2026-11-02 09:00")
	patrol = begin()
	travel("2026-11-03 09:00")
	assert begin().name != patrol.name
	assert stored(site, patrol).ended_by_system == 1


def test_cases_of_the_walk_are_listed_when_it_ends(site, travel):
	def report(minute: str, user: str = WORKER) -> str:
		travel(f"2026-11-02 {minute}")
		site.set_user(user)
		values = {"description": "垃圾", "grid": GRID, "category": "M06010", "source": "Patrol"}
		name = site.get_doc({"doctype": "Case", **values}).insert(ignore_permissions=True).name
		site.set_user("Administrator")
		return name

	report("08:59")
	travel("2026-11-02 09:00")
	patrol = begin()
	own = [report("09:05"), report("09:15")]
	report("09:10", "manager@demo.example")
	travel("2026-11-02 09:30")
	patrols.finish(patrol)
	report("09:31")
	doc = stored(site, patrol)
	assert ([row.case_file for row in doc.cases], doc.case_count) == (own, 2)


def test_nothing_can_be_written_past_the_steps(site):
	patrol = begin()
	with pytest.raises(ImmutableError):
		site.get_doc({"doctype": "Patrol", "worker": WORKER, "grid": GRID}).insert()
	doc = stored(site, patrol)
	doc.update({"begun_at": "2020-01-01", "worker": OTHER, "distance": 9_999, "status": "Ended", "note": "x"})
	doc.append("check_ins", {"point": make_point(site).name, "checked_in_at": "2020-01-01"})
	doc.save()
	after = stored(site, patrol)
	assert (after.worker, after.distance, after.status, after.note) == (WORKER, 0, "On the Way", "x")
	assert after.check_ins == [] and after.begun_at == patrol.begun_at
	with pytest.raises(ImmutableError):
		site.get_doc("Patrol", patrol.name).delete()
	row = {
		"doctype": "Patrol Check-in",
		"parent": patrol.name,
		"parenttype": "Patrol",
		"parentfield": "check_ins",
	}
	with pytest.raises(ImmutableError):
		site.get_doc(row).insert()


@pytest.mark.parametrize(
	("values", "error", "words"),
	[
		({"radius": 0}, BadInputError, "from 1 to 2000"),
		({"radius": 9_999}, BadInputError, "from 1 to 2000"),
		({"every_days": 0}, BadInputError, "from 1 to 366"),
		({"active_to": "2025-01-01"}, BadInputError, "before the first"),
		({"latitude": 99}, BadPositionError, "not on the earth"),
		({"latitude": 0, "longitude": 0}, BadPositionError, "has no position"),
		({"latitude": 31.342, "longitude": 118.374}, BadPositionError, "lies in grid"),
	],
)
def test_odd_points_are_refused(site, values, error, words):
	with pytest.raises(error, match=words):
		make_point(site, **values)


def test_a_code_is_the_servers_and_can_be_renewed(site):
	point = make_point(site, code="HOME")
	assert len(point.code) == patrol_points.CODE_LENGTH and point.code != "HOME"
	old, patrol = point.code, begin()
	assert patrol_points.renew_code(point) != old
	with pytest.raises(BadInputError, match="Scan the code again"):
		patrols.check_in(patrol, None, old, None)


def test_the_points_of_the_day(site, travel):
	travel("2026-11-02 08:00")
	site.db.delete("Patrol Point", {"grid": GRID})
	south, north = make_point(site, "南", 0.0), make_point(site, "北", 0.003)
	weekly = make_point(site, "中", 0.001, every_days=7, active_from="2026-10-26")
	make_point(site, "未开始", 0.002, active_from="2026-11-03")
	patrol = begin()
	patrols.check_in(patrol, weekly.name, None, position(0.001))
	listed = patrol_points.of_the_day(GRID, date(2026, 11, 2), {weekly.name})
	assert [row.name for row in listed] == [north.name, weekly.name, south.name]
	assert [(row.due, row.checked_in) for row in listed] == [(1, 0), (0, 1), (1, 0)]
	later = patrol_points.of_the_day(GRID, date(2026, 11, 8))
	assert {row.name: row.due for row in later}[weekly.name] == 0
	later = patrol_points.of_the_day(GRID, date(2026, 11, 9))
	assert {row.name: row.due for row in later}[weekly.name] == 1
	assert "code" not in listed[0]


def walked(site, travel, day: str, *visited) -> None:
	travel(f"{day} 09:00")
	patrol = begin()
	for point in visited:
		patrols.check_in(patrol, None, point.code, None)
	patrols.finish(patrol)


def test_coverage_counts_turns_that_have_ended(site, travel):
	site.db.delete("Patrol Point")
	daily = make_point(site, active_from="2026-11-02")
	weekly = make_point(site, "中", 0.001, every_days=7, active_from="2026-11-02")
	walked(site, travel, "2026-11-02", daily)
	walked(site, travel, "2026-11-04", daily, weekly)
	walked(site, travel, "2026-11-04", daily)
	travel("2026-11-09 12:00")
	week = date(2026, 11, 2), date(2026, 11, 9)
	(row,) = patrol_coverage.coverage_by("Grid", *week)
	assert row == {"key": GRID, "points": 2, "due": 8, "visited": 3, "missed": 5, "rate": 37.5}
	by_point = {row["key"]: row["rate"] for row in patrol_coverage.coverage_by("Point", *week)}
	assert by_point == {daily.name: 28.57, weekly.name: 100.0}
	assert [row["missed"] for row in patrol_coverage.coverage_by("Day", *week)] == [0, 1, 0, 1, 1, 1, 1]
	missed = patrol_coverage.missed(*week, area=GRID[:12])
	assert [row["due_on"].day for row in missed] == [3, 5, 6, 7, 8]
	assert {row["point"] for row in missed} == {daily.name}
	assert patrol_coverage.coverage_by("Grid", *week, area=FAR_GRID) == []
	assert patrol_coverage.coverage_row("x", {"points": set(), "due": 0, "visited": 0})["rate"] is None
	with pytest.raises(BadInputError, match="Choose a shorter one"):
		patrol_coverage.coverage_by("Grid", date(2026, 1, 1), date(2026, 12, 31))


def test_patrols_done_are_counted_by_one_statement(site, travel):
	site.db.delete("Patrol")
	point = make_point(site)
	walked(site, travel, "2026-10-31", point)
	walked(site, travel, "2026-11-01", point)
	walked(site, travel, "2026-11-30", point)
	walked(site, travel, "2026-11-15")
	travel("2026-11-20 09:00")
	patrols.check_in(begin(), point.name, None, position())
	statements = []
	sql = site.db.sql
	site.db.sql = lambda *args, **kwargs: statements.append(args) or sql(*args, **kwargs)
	try:
		month = date(2026, 11, 1), date(2026, 11, 30)
		assert patrols.done([WORKER, OTHER], *month) == {WORKER: 2, OTHER: 0}
		assert patrols.done([], *month) == {}
	finally:
		site.db.sql = sql
	assert len(statements) == 1


def test_positions_are_forgotten_in_time(site, travel):
	point = make_point(site)
	travel("2026-08-01 09:00")
	patrol = begin()
	patrols.check_in(patrol, point.name, None, position(0.0001, 7))
	patrols.finish(patrol)
	for days, kept in ((89, True), (91, False)):
		travel(str(date(2026, 8, 1) + timedelta(days=days)) + " 09:00")
		patrols.forget_positions()
		(row,) = stored(site, patrol).check_ins
		assert bool(row.latitude) == bool(row.longitude) == bool(row.accuracy) == kept
		assert (row.distance, row.with_position, row.point) == (11, 1, point.name)
