"""The demo's patrols and sessions: plausible, and the same figures as any others."""

from datetime import timedelta

from frappe.utils import getdate

from community_gov.demo.team_work import DAYS, POINTS, load_team_work
from community_gov.team import patrol_coverage, patrols, training

WORKER, GRID = "gridworker@demo.example", "421281001002001"
TABLES = ("Patrol Point", "Patrol", "Patrol Check-in", "Training Session", "Training Attendance")


def test_work_of_the_last_days(site, travel):
	# What the demo leaves out is drawn from the day: on one in sixty nothing is.
	travel("2026-04-14 12:00:00.500000")
	for table in TABLES:
		site.db.delete(table)
	load_team_work()
	before = {table: site.db.count(table) for table in TABLES}
	assert before["Patrol Point"] == 5 * len(POINTS) and before["Patrol"] == 5 * DAYS
	load_team_work()
	assert {table: site.db.count(table) for table in TABLES} == before
	period = getdate() - timedelta(days=DAYS), getdate()
	assert 0 < patrols.done([WORKER], *period)[WORKER] <= DAYS
	(row,) = patrol_coverage.coverage_by("Grid", *period, area=GRID)
	assert row["points"] == len(POINTS) and 50 < row["rate"] < 100
	rows = site.get_all("Patrol Check-in", fields=["distance", "with_position"], order_by="name asc")
	assert all(row.distance <= 50 for row in rows) and {row.with_position for row in rows} == {0, 1}
	assert not site.db.exists("Patrol", {"status": "On the Way"})
	assert training.hours([WORKER], period[0] - timedelta(days=2), period[1])[WORKER] == 2
