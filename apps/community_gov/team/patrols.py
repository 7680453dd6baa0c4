"""Patrols of grid workers 每日巡: begun, point after point, ended. Times, persons and distances are the server's."""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import add_days, add_to_date, cint, get_datetime, getdate, now_datetime

from community_gov.core.documents import require_scalars, write_audit_record
from community_gov.core.errors import BadInputError, ConflictError, OutOfScopeError
from community_gov.core.exact import exact_name
from community_gov.core.text import clean_texts
from community_gov.team.check_ins import Position, length_of, row_of, stored_rows
from community_gov.team.noted_times import Moment, latest_end, patrol_hours, within_patrol

ON_THE_WAY, ENDED = "On the Way", "Ended"
# Cases of one patrol that are listed on it.
MOST_CASES = 500


def start(user: str, areas: list[str], grid: str | None = None, moment: Moment | None = None):
	"""Begins a patrol of `user`; one that was forgotten is ended first.

	Args:
	        areas: codes of the places where the user is grid worker today.
	        grid: where to; may be left out by who works in one place only.
	        moment: when it began; now without one.
	Raises:
	        OutOfScopeError: not the user's grid. BadInputError: several grids and none named.
	        ConflictError: a patrol of the user is under way, or another one reaches into this time.
	"""
	moment = moment or Moment(now_datetime())
	grid = _grid_for(areas, grid)
	end_forgotten(user)
	values = {**begun(user, grid, moment.at), "begun_received_at": moment.received_at, "open_key": user}
	try:
		patrol = write_audit_record("Patrol", values)
	except frappe.UniqueValidationError:
		frappe.clear_last_message()
		frappe.throw(
			_("A patrol of yours is still under way. End it before you begin another one."),
			exc=ConflictError,
		)
	if moment.received_at:
		_refuse_overlap(patrol)
	return patrol


def begun(user: str, grid: str, at: datetime) -> dict:
	"""What a new patrol holds."""
	title = f"{frappe.db.get_value('User', user, 'full_name')} {at:%m-%d %H:%M}"
	return {"worker": user, "grid": grid, "begun_at": at, "status": ON_THE_WAY, "title": title}


def _refuse_overlap(patrol) -> None:
	"""Nobody walks twice at once: what begins late begins after the last patrol. Asked under the unique key of the open one."""
	row = frappe.qb.DocType("Patrol")
	query = frappe.qb.from_(row).select(row.name).where(row.worker == patrol.worker)
	query = query.where((row.name != patrol.name) & (row.ended_at > patrol.begun_at)).orderby(row.begun_at)
	if found := query.limit(1).for_update().run(pluck=True):
		frappe.throw(
			_(
				"Your patrol {0} reaches into this time. Look at it; what it holds already need not be sent."
			).format(found[0]),
			exc=ConflictError,
		)


def _grid_for(areas: list[str], grid: str | None) -> str:
	if not areas:
		frappe.throw(
			_("You are grid worker of no grid today. Ask your manager to enter you in a team."),
			exc=OutOfScopeError,
		)
	if not grid and len(areas) > 1:
		frappe.throw(
			_("You work in {0}. Name the grid of this patrol.").format(", ".join(areas)), exc=BadInputError
		)
	grid = grid or areas[0]
	if not any(grid.startswith(area) for area in areas) or not exact_name("Grid", grid):
		frappe.throw(
			_("{0} is not a grid of yours. Choose one of {1}.").format(grid, ", ".join(areas)),
			exc=OutOfScopeError,
		)
	return grid


def check_in(
	patrol, point: str | None, code: str | None, position: Position | None, moment: Moment | None = None
) -> frappe._dict:
	"""Notes that the worker stands, or stood, at a point. The caller holds the lock of the patrol.

	Args:
	        point: name of the point; the code alone names it too.
	        code: what its QR code says; makes a position unnecessary.
	        moment: when; now without one. A patrol that has ended takes what lies before its end.
	Returns:
	        the row: {point, checked_in_at, method, distance (metres), with_position, …}
	Raises:
	        ConflictError: the patrol had ended, or the point was checked on it.
	        BadInputError, BadPositionError: see check_ins.row_of.
	"""
	moment = moment or Moment(now_datetime())
	_refuse_ended(patrol, moment.at)
	at = within_patrol(patrol, moment.at)
	row = {**row_of(patrol, point, code, position, at), "received_at": moment.received_at}
	rows = stored_rows(patrol.name)
	if any(other.point == row["point"] for other in rows):
		frappe.throw(
			_("You have checked in here on this patrol already. Go on to the next point."), exc=ConflictError
		)
	add_row(patrol, "check_ins", row, len(rows) + 1)
	rows = sorted([*rows, frappe._dict(row)], key=lambda one: get_datetime(one.checked_in_at))
	patrol.db_set({"point_count": len(rows), "distance": length_of(rows)})
	if patrol.status == ENDED and at > get_datetime(patrol.ended_at):
		end(patrol, at, by_system=True)
	return frappe._dict(row)


def finish(patrol, note: str | None = None, moment: Moment | None = None) -> None:
	"""Ends a patrol now, or when a phone noted it: not before its last check-in.

	Raises:
	        ConflictError: it had ended before. BadInputError: before it began.
	"""
	moment = moment or Moment(now_datetime())
	_refuse_ended(patrol, moment.at, is_end=True)
	at = max([within_patrol(patrol, moment.at), *(row.checked_in_at for row in stored_rows(patrol.name))])
	if note:
		patrol.note = note
		require_scalars(patrol)
		clean_texts(patrol)
	patrol.db_set("ended_received_at", moment.received_at)
	end(patrol, at)


def end(patrol, at: datetime, by_system: bool = False) -> None:
	"""Sets the end and lists the cases that the worker reported on the way, anew where an end was assumed before."""
	cases = _cases_between(patrol.worker, get_datetime(patrol.begun_at), at)
	frappe.db.delete("Patrol Case", {"parent": patrol.name})
	for number, case in enumerate(cases, 1):
		add_row(patrol, "cases", {"case_file": case.name, "reported_at": case.reported_at}, number)
	values = {"status": ENDED, "ended_at": at, "ended_by_system": int(by_system), "open_key": None}
	patrol.db_set({**values, "case_count": len(cases), "note": patrol.note})


def _cases_between(user: str, begun: datetime, ended: datetime) -> list[frappe._dict]:
	"""Cases that a user saw in a time and reported then or later; asked when a patrol ends, never while a case is reported."""
	# No "between": older versions of Frappe add a day to its end. What somebody saw is kept to the second.
	second = begun.replace(microsecond=0)
	seen = [["reported_at", ">=", second], ["observed_at", ">=", second], ["observed_at", "<=", ended]]
	# get_all: they are the worker's own.
	return frappe.get_all(
		"Case",
		filters=[["owner", "=", user], *seen],
		fields=["name", "reported_at"],
		order_by="reported_at asc, name asc",
		limit=MOST_CASES,
	)


def add_row(patrol, table: str, values: dict, number: int) -> None:
	"""Stores one row; saving the whole document would write over what a second request has added."""
	row = frappe.new_doc(patrol.meta.get_field(table).options)
	row.update({**values, "parent": patrol.name, "parenttype": "Patrol", "parentfield": table, "idx": number})
	row.set_user_and_timestamp()
	row.set_new_name()
	clean_texts(row)
	row.db_insert()


def _refuse_ended(patrol, at: datetime, is_end: bool = False) -> None:
	"""A patrol that has ended takes late what happened before its end; another end only where the system assumed the first."""
	if patrol.status == ON_THE_WAY:
		return
	if at >= latest_end(patrol) or (is_end and not patrol.ended_by_system):
		frappe.throw(_("Patrol {0} has ended. Begin a new one.").format(patrol.name), exc=ConflictError)


def open_patrol(user: str) -> frappe._dict | None:
	"""{name, grid, begun_at} of the patrol that a user is on."""
	return frappe.db.get_value("Patrol", {"open_key": user}, ["name", "grid", "begun_at"], as_dict=True)


def end_forgotten(user: str | None = None) -> int:
	"""Scheduler: ends patrols that run longer than the settings allow, at their last check-in. Returns how many."""
	filters = {"status": ON_THE_WAY, "begun_at": ["<", add_to_date(now_datetime(), hours=-patrol_hours())]}
	if user:
		filters["worker"] = user
	names = frappe.get_all("Patrol", filters=filters, pluck="name", order_by="begun_at asc")
	return sum(_end_if_open(name) for name in names)


def _end_if_open(name: str) -> bool:
	patrol = frappe.get_doc("Patrol", name, for_update=True)
	if patrol.status != ON_THE_WAY:
		return False
	rows = stored_rows(name)
	end(patrol, rows[-1].checked_in_at if rows else get_datetime(patrol.begun_at), by_system=True)
	return True


def forget_positions() -> None:
	"""Scheduler: where somebody walked is kept no longer than the settings say; point, time and distance stay."""
	days = cint(frappe.get_cached_doc("Community Gov Settings").patrol_position_days) or 90
	row = frappe.qb.DocType("Patrol Check-in")
	query = frappe.qb.update(row).set(row.latitude, 0).set(row.longitude, 0).set(row.accuracy, 0)
	query.where((row.latitude != 0) & (row.checked_in_at < add_days(now_datetime(), -days))).run()


def done(users: list[str], first: date, last: date) -> dict[str, int]:
	"""Patrols per user that were begun from `first` to `last` (both included), have ended and checked a point."""
	figures = dict.fromkeys(users, 0)
	if not users:
		return figures
	patrol = frappe.qb.DocType("Patrol")
	query = frappe.qb.from_(patrol).select(patrol.worker, Count("*")).groupby(patrol.worker)
	query = query.where(patrol.worker.isin(users) & (patrol.status == ENDED) & (patrol.point_count > 0))
	query = query.where((patrol.begun_at >= first) & (patrol.begun_at < getdate(last) + timedelta(days=1)))
	return figures | {user: int(count) for user, count in query.run()}
