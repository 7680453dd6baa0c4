"""A quarter of patrols on working days, and the monthly assessments of the grid workers that follow from it."""

from contextlib import nullcontext
from datetime import date, datetime, time, timedelta

import frappe
from frappe.utils import add_months, get_first_day, getdate, now_datetime

from case_simulator.command import traveller
from community_gov.demo.people import ACCOUNTS
from community_gov.demo.team_work import DAYS, grid_of, make_patrol
from community_gov.team import assessments
from demo_town.acting import acting, take

MONTHS = 3
OBJECTION = "上月 12 日至 14 日参加市里培训，巡查次数应扣除三天。"


def load_patrols() -> None:
	"""Patrols from the first of the assessed months until those that the small demo has."""
	first, last = _month(-MONTHS), getdate() - timedelta(days=DAYS + 1)
	for account in ACCOUNTS:
		if account.role != "Grid Worker":
			continue
		filters = {"grid": grid_of(account)}
		names = frappe.get_all("Patrol Point", filters, pluck="name", order_by="point_name asc")
		points = [frappe.get_doc("Patrol Point", name) for name in names]
		for point in points:
			point.db_set("active_from", first, update_modified=False)
		for number in range((last - first).days + 1):
			day = first + timedelta(days=number)
			if day.weekday() < 5:
				make_patrol(account, points, day)


def load_assessments() -> None:
	"""Of each of the last months: the older ones final, the newest announced, with one objection."""
	for ago in range(MONTHS, 0, -1):
		month = _month(-ago)
		after = datetime.combine(add_months(month, 1), time(9))
		with _at(after):
			assessments.compute(month)
		rows = frappe.get_all("Worker Assessment", {"month": month}, ["name", "worker"], order_by="name asc")
		for row in rows:
			_announce(row.name, after + timedelta(hours=1))
		if ago > 1:
			with _at(after + timedelta(days=6)):
				assessments.close_unobjected()
		elif rows:
			_object(next(row for row in rows if row.worker.startswith("gridworker@")))


def _at(moment: datetime):
	"""The clock at a moment of the past; on the first morning of a month the latest steps are taken now."""
	return traveller()(moment) if moment < now_datetime() else nullcontext()


def _month(months: int) -> date:
	return getdate(add_months(get_first_day(getdate()), months))


def _announce(name: str, at: datetime) -> None:
	with _at(at), acting("admin"):
		take(frappe.get_doc("Worker Assessment", name), "Announced")


def _object(row) -> None:
	with acting("gridworker"):
		take(frappe.get_doc("Worker Assessment", row.name), "Objected", OBJECTION)
