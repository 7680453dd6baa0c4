"""Teams of a grid, 1+1+N: one grid worker, building leaders, volunteers, each with role and dates."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.core.counting import count_shown
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.search import index


def check_team(grid) -> None:
	"""Checks members and dates, and that nobody with open work leaves without a successor.

	Raises:
	        BadInputError: a member is nobody, stands twice, or leaves before joining.
	        ConflictError: a second grid worker, or open work without a successor.
	"""
	for row in grid.team:
		_check_member(row)
	_check_one_worker(grid)
	if not grid.is_new():
		for user, successor in _removed_users(grid).items():
			_hand_over(grid.name, user, successor)


def _check_member(row) -> None:
	if not (row.user or row.volunteer or row.member_name):
		frappe.throw(
			_("Row {0} of the team names nobody. Choose a user, a volunteer or write a name.").format(
				row.idx
			),
			exc=BadInputError,
		)
	if row.to_date and getdate(row.to_date) < getdate(row.from_date):
		frappe.throw(
			_("Row {0} of the team ends before it begins. Correct the dates.").format(row.idx),
			exc=BadInputError,
		)


def _is_active(row, today=None) -> bool:
	today = today or getdate()
	return getdate(row.from_date) <= today and (not row.to_date or getdate(row.to_date) >= today)


def _check_one_worker(grid) -> None:
	"""A grid has one grid worker at a time (1+1+N)."""
	workers = [row for row in grid.team if row.team_role == "Grid Worker" and _is_active(row)]
	if len(workers) > 1 and grid.level in ("Grid", "Micro-grid"):
		frappe.throw(
			_("Grid {0} would have {1} grid workers. End one membership first.").format(
				grid.code, len(workers)
			),
			exc=ConflictError,
		)


def _active_users(doc) -> set[str]:
	return {row.user for row in doc.team if row.user and _is_active(row)}


def _removed_users(grid) -> dict[str, str | None]:
	"""Users who were on the team and are no longer, with the successor named on their row if any."""
	gone = _active_users(grid.get_doc_before_save()) - _active_users(grid)
	successors = {row.user: row.successor for row in grid.team if row.user in gone}
	return {user: successors.get(user) for user in gone}


def _hand_over(grid_code: str, user: str, successor: str | None) -> None:
	"""Gives the pending checks of a leaver to the successor; refuses if there are some and nobody is named."""
	pending = frappe.get_all(
		"Case Check",
		filters={"assignee": user, "result": "Pending", "grid": ["like", f"{grid_code}%"]},
		fields=["name", "case_file"],
		order_by="creation asc",
	)
	if pending and not successor:
		frappe.throw(
			_("{0} still holds {1} pending checks here. Enter a successor on the row that ends.").format(
				user, len(pending)
			),
			exc=ConflictError,
		)
	for row in pending:
		frappe.db.set_value("Case Check", row.name, "assignee", successor)
	# The successor finds their cases from now on.
	index.refresh("Case", [row.case_file for row in pending])
	# Planned visits go along; without a successor they stay on the list of the place, with nobody's name.
	planned = {"assignee": user, "status": "Planned", "grid": ["like", f"{grid_code}%"]}
	frappe.db.set_value("Visit", planned, "assignee", successor)


def workers_of(grid: str | None) -> list[str]:
	"""Enabled accounts of the grid workers of a grid and of the places above it, the nearest first."""
	return staff_of(grid, "Grid Worker")


def staff_of(grid: str | None, team_role: str) -> list[str]:
	"""Enabled accounts with a role on the team of a grid or of a place above it, the nearest first."""
	if not grid:
		return []
	above = [grid[:length] for length in (6, 9, 12, 15, 17) if length <= len(grid)]
	rows = frappe.get_all(
		"Grid Team Member",
		filters={
			"parent": ["in", above],
			"parenttype": "Grid",
			"team_role": team_role,
			"user": ["is", "set"],
		},
		fields=["user", "from_date", "to_date"],
		order_by="parent desc, idx asc",
	)
	users = list(dict.fromkeys(row.user for row in rows if _is_active(row)))
	if not users:
		return []
	filters = {"name": ["in", users], "enabled": 1}
	enabled = set(frappe.get_all("User", filters=filters, pluck="name", order_by="name asc"))
	return [user for user in users if user in enabled]


def workers_in(area: str, day: date) -> list[str]:
	"""Enabled accounts that are grid worker on a day of a place or of one in it, sorted."""
	member, user = frappe.qb.DocType("Grid Team Member"), frappe.qb.DocType("User")
	query = frappe.qb.from_(member).join(user).on(user.name == member.user).select(member.user).distinct()
	query = query.where((member.parenttype == "Grid") & member.parent.like(f"{area}%"))
	query = query.where((member.team_role == "Grid Worker") & (user.enabled == 1))
	query = query.where((member.from_date <= day) & (member.to_date.isnull() | (member.to_date >= day)))
	return query.orderby(member.user).run(pluck=True)


def open_work(grid_code: str) -> dict[str, int]:
	"""Numbers of open cases and help requests, and of people, in the subtree of a code: {cases, people}."""
	within = ["like", f"{grid_code}%"]
	open_in_place = {"grid": within, "stage_category": ["in", ["Open", "Paused"]]}
	return {
		"cases": count_shown("Case", open_in_place) + count_shown("Help Request", open_in_place),
		"people": count_shown("Resident", {"grid": within, "status": "Present"})
		+ count_shown("Volunteer", {"grid": within, "status": "Active"}),
	}
