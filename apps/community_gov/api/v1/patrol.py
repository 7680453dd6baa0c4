"""Patrols over REST: begun, point after point, ended; what is to be visited today, and what was missed."""

import frappe
from frappe import _
from frappe.utils import get_url

from community_gov.api.idempotent import answer_of, idempotent
from community_gov.api.located import located
from community_gov.core.errors import BadInputError
from community_gov.core.qr_codes import svg_of
from community_gov.core.time import as_day
from community_gov.permissions.access import load_doc, require
from community_gov.permissions.scope import worker_areas
from community_gov.team import check_ins, patrol_points, patrols, visible_figures
from community_gov.team.noted_times import read_moment


@frappe.whitelist(methods=["POST"])
@idempotent("patrol.start")
def start(grid: str | None = None, at: str | None = None) -> dict:
	"""Begins a patrol of the session user; the server notes the time.

	Args:
	        grid: may be left out by who is grid worker in one place only.
	        at: when it began, in the site's time, for a phone that sends it later; see team.noted_times.
	Returns:
	        {patrol, grid, begun_at, status}
	"""
	require("Patrol", "write")
	user = frappe.session.user
	return _patrol_answer(patrols.start(user, worker_areas(user), grid, read_moment(at)))


@frappe.whitelist(methods=["POST"])
@idempotent("patrol.check_in")
@located
def check_in(
	patrol: str | None = None,
	point: str | None = None,
	code: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
	accuracy: float | None = None,
	at: str | None = None,
	started_with: str | None = None,
) -> dict:
	"""Checks in at a point: by the position (degrees WGS 84, accuracy in metres), or by the code that hangs there.

	Args:
	        at: when, in the site's time, for a phone that sends it later.
	        started_with: in place of `patrol`, the idempotency key with which it was begun.
	Permission: the worker of the patrol.
	Returns:
	        {patrol, point, checked_in_at, method, distance: metres from the point or None, point_count}
	"""
	position = check_ins.read_position(latitude, longitude, accuracy)
	doc = _patrol_of(patrol, started_with)
	row = patrols.check_in(doc, point, code, position, read_moment(at))
	answer = {name: row[name] for name in ("point", "checked_in_at", "method")}
	return {"patrol": doc.name, **answer, "distance": row.get("distance"), "point_count": doc.point_count}


@frappe.whitelist(methods=["POST"])
@idempotent("patrol.finish")
def finish(
	patrol: str | None = None,
	note: str | None = None,
	at: str | None = None,
	started_with: str | None = None,
) -> dict:
	"""Ends a patrol of the session user and lists the cases reported on the way; `at` and `started_with` as in check_in.

	Returns:
	        {patrol, grid, begun_at, ended_at, status, point_count, distance (metres), case_count}
	"""
	doc = _patrol_of(patrol, started_with)
	patrols.finish(doc, note, read_moment(at))
	return _patrol_answer(doc)


def _patrol_of(name: str | None, started_with: str | None):
	"""The patrol that is named, or that the session user began with a key, under its lock."""
	if not name and started_with:
		name = (answer_of("patrol.start", started_with) or {}).get("patrol")
	if not name:
		frappe.throw(_("No patrol of yours is named. Begin one, or send its number."), exc=BadInputError)
	return load_doc("Patrol", name, "write")


@frappe.whitelist(methods=["GET"])
@located
def today(grid: str | None = None, latitude: float | None = None, longitude: float | None = None) -> dict:
	"""The running patrol of the session user and the points of its grid in the order of a walk.

	Args:
	        grid: another place, among those whose points one may list.
	        latitude, longitude: where the walk begins; the northernmost point without them.
	Returns:
	        {day, patrol or None, grid, points: [{name, point_name, grid, latitude, longitude, radius, instruction,
	        category, every_days, last_checked_at, due, checked_in}]}
	"""
	require("Patrol Point", "read")
	running = patrols.open_patrol(frappe.session.user)
	grid = grid or (running.grid if running else next(iter(worker_areas(frappe.session.user)), None))
	position = check_ins.read_position(latitude, longitude, None)
	done = {row.point for row in check_ins.stored_rows(running.name)} if running else set()
	listed = patrol_points.of_the_day(grid, as_day(None), done, position and position[:2]) if grid else []
	return {
		"day": str(as_day(None)),
		"patrol": running.name if running else None,
		"grid": grid,
		"points": listed,
	}


@frappe.whitelist(methods=["GET"])
def mine(from_date: str | None = None, to_date: str | None = None) -> dict:
	"""Patrols of the session user begun in a period (today without one), newest first.

	Returns:
	        {patrols: [{patrol, grid, begun_at, ended_at, status, point_count, distance, case_count}]}; 200 at most
	"""
	require("Patrol", "read")
	first, last = as_day(from_date, "from_date"), as_day(to_date, "to_date")
	rows = frappe.get_list(
		"Patrol",
		filters={"worker": frappe.session.user, "begun_at": ["between", [first, last]]},
		fields=["name", *TOLD],
		order_by="begun_at desc",
		limit=200,
	)
	return {"patrols": [_patrol_answer(row) for row in rows]}


TOLD = ("grid", "begun_at", "ended_at", "status", "point_count", "distance", "case_count")


def _patrol_answer(patrol) -> dict:
	return {"patrol": patrol.name, **{name: patrol.get(name) for name in TOLD}}


@frappe.whitelist(methods=["GET"])
def coverage(from_date: str, to_date: str, by: str = "Grid", area: str | None = None) -> dict:
	"""Whether points were visited as often as they are to be, over turns that have ended.

	Args:
	        by: Grid, Community, Day or Point.
	        area: code prefix.
	Returns:
	        {rows: [{key, points, due, visited, missed, rate}]}; rate = visited ÷ due in per cent, None without any due
	"""
	return visible_figures.coverage_of_points(from_date, to_date, by, area)


@frappe.whitelist(methods=["GET"])
def missed(from_date: str, to_date: str, area: str | None = None) -> dict:
	"""Turns of points in which nobody checked in, by day and grid.

	Returns:
	        {rows: [{due_on, grid, point, point_name, every_days}]}
	"""
	return visible_figures.missed_turns(from_date, to_date, area)


@frappe.whitelist(methods=["GET"])
def point_code(point: str) -> dict:
	"""The code of a point to print and hang up there, for who manages points.

	Returns:
	        {point, point_name, code, svg}: the picture leads to /work?point=CODE, which any phone's camera opens
	"""
	doc = load_doc("Patrol Point", point)
	require("Patrol Point", "create")
	return {
		"point": doc.name,
		"point_name": doc.point_name,
		"code": doc.code,
		"svg": svg_of(get_url(f"/work?point={doc.code}")),
	}


@frappe.whitelist(methods=["POST"])
def new_point_code(point: str) -> dict:
	"""Replaces the code of a point whose poster got around. Returns {point, code}."""
	doc = load_doc("Patrol Point", point, "write")
	return {"point": doc.name, "code": patrol_points.renew_code(doc)}
