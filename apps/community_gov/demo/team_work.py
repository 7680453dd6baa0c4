"""Fictitious work of the demo's grid workers: patrol points, patrols of the last days, two training sessions."""

import random
from datetime import date, datetime, time, timedelta

import frappe
from frappe.utils import getdate

from community_gov.core.documents import write_audit_record
from community_gov.demo.people import ACCOUNTS, Account, email
from community_gov.demo.persons import SEED
from community_gov.demo.places import community
from community_gov.team import check_ins, patrols, training

# Name, what to look at, every how many days, degrees north and east of the middle of the first grid.
POINTS = (
	("东门岗亭", "看消防通道是否畅通", 1, 0.0030, 0.0012),
	("地下车库配电房", "看门锁、积水、异味", 1, 0.0010, 0.0002),
	("河堤护栏", "看护栏、警示牌、漂浮物", 1, -0.0014, -0.0010),
	("老旧楼道消防栓", "看水压、配件、遮挡", 7, -0.0030, 0.0008),
)
# The first of the three grids lies west of the community's centre.
WEST = -0.004
DAYS = 8
DEGREE = 0.00001  # about a metre


def load_team_work() -> None:
	"""Points, patrols and sessions for each grid worker; a second call changes nothing."""
	for account in ACCOUNTS:
		if account.role == "Grid Worker" and not frappe.db.exists("Patrol Point", {"grid": grid_of(account)}):
			points = [_make_point(account, *values) for values in POINTS]
			for ago in range(DAYS, 0, -1):
				make_patrol(account, points, getdate() - timedelta(days=ago))
	if not frappe.db.exists("Training Session", {"grid": community("chibi").code}):
		_make_sessions(community("chibi").code)


def grid_of(account: Account) -> str:
	return community(account.place).code + account.grid_suffix


def _make_point(account: Account, name: str, instruction: str, every_days: int, north: float, east: float):
	place = community(account.place)
	values = {"point_name": name, "instruction": instruction, "every_days": every_days}
	values |= {"latitude": place.latitude + north, "longitude": place.longitude + WEST + east}
	values |= {"grid": grid_of(account), "active_from": getdate() - timedelta(days=DAYS)}
	return _inserted("Patrol Point", **values)


def make_patrol(account: Account, points: list, day: date) -> None:
	"""A walk at nine; now and then a point is left out, or its code scanned where no satellite is seen."""
	chance = random.Random(f"{SEED}:{account.key}:{day}")
	at = datetime.combine(day, time(9, chance.randrange(0, 20)))
	patrol = write_audit_record("Patrol", patrols.begun(email(account.key), grid_of(account), at))
	rows = []
	for point in points:
		at += timedelta(minutes=chance.randrange(6, 15))
		if chance.random() < 0.85 and (point.every_days == 1 or day.weekday() == 2):
			rows.append(frappe._dict(_row_of(point, at, chance)))
			patrols.add_row(patrol, "check_ins", rows[-1], len(rows))
	patrol.db_set({"point_count": len(rows), "distance": check_ins.length_of(rows)})
	patrols.end(patrol, at + timedelta(minutes=5))


def _row_of(point, at: datetime, chance: random.Random) -> dict:
	row = {"point": point.name, "checked_in_at": at}
	if chance.random() < 0.2:
		return {**row, "method": check_ins.BY_CODE}
	north, east = (chance.randrange(-15, 16) * DEGREE for _side in range(2))
	spot = {"latitude": point.latitude + north, "longitude": point.longitude + east}
	distance = check_ins.metres(tuple(spot.values()), (point.latitude, point.longitude))
	position = {**spot, "with_position": 1, "accuracy": chance.randrange(4, 20), "distance": distance}
	return {**row, **position, "method": check_ins.BY_POSITION}


def _make_sessions(code: str) -> None:
	"""One that was held last week, and one to be held in two weeks."""
	at = datetime.combine(getdate(), time(14, 30))
	held = _inserted(
		"Training Session",
		topic="消防隐患排查要点",
		session_kind="Special Session",
		grid=code,
		begins_at=at - timedelta(days=7),
		hours=2,
		place="社区会议室",
	)
	training.invite(held)
	training.take_attendance(held, [row.attendee for row in held.attendance])
	values = {"topic": "入户走访与沟通", "grid": code, "begins_at": at + timedelta(days=14), "hours": 1.5}
	training.invite(_inserted("Training Session", **values, place="社区会议室"))


def _inserted(doctype: str, **values):
	return frappe.new_doc(doctype).update(values).insert()
