"""Red stewards 红色管家: residents or workers who look after households 联户, each household one steward at a time."""

import frappe
from frappe import _
from frappe.utils import cstr, getdate

from community_gov.core.counting import count_locked
from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.permissions.access import refuse_access
from community_gov.permissions.scope import FOREVER, REGISTER_ROLES, areas_of, roles_of, within

DOCTYPE, ROLE = "Steward Household", "Red Steward"
MOST = 500
LONGEST_REASON = 500


def prepare(row) -> None:
	"""Place, name and slot of a household in somebody's care.

	Raises:
	        BadInputError: nobody or two, no red steward of the place, a dissolved household, a day to come.
	        ConflictError: somebody has the household already, or another field than the end changes.
	"""
	if not row.is_new():
		_keep(row)
		return
	household = frappe.db.get_value("Household", row.household, ["grid", "status"], as_dict=True)
	if not household or household.status == "Dissolved":
		_refuse(_("There is no such household any more. Choose another one."))
	if getdate(row.from_date) > getdate():
		_refuse(_("Nobody takes care of a household from a day to come. Choose today or an earlier day."))
	row.grid, row.to_date, row.end_reason, row.slot = household.grid, None, None, row.household
	row.steward_name = _name_of_steward(row)
	_refuse_second(row)


def _keep(row) -> None:
	"""Who had a household, and since when, stays: it ends, and another row begins."""
	if not step_context(row).by_server and changed_fields(row):
		frappe.throw(
			_("Who takes care of a household is not changed afterwards. Hand the household over instead."),
			exc=ConflictError,
		)


def _refuse_second(row) -> None:
	"""For the sentence; that no two are stored at once is what the unique slot ensures."""
	if frappe.db.exists(DOCTYPE, {"slot": row.household}):
		refuse_taken(row.household)


def refuse_taken(household: str) -> None:
	"""Raises ConflictError."""
	frappe.throw(
		_("Household {0} has a steward already. Hand it over, or end that first.").format(household),
		exc=ConflictError,
	)


def _name_of_steward(row) -> str:
	if bool(row.user) == bool(row.volunteer):
		_refuse(_("A steward is an account or a volunteer. Choose one of the two."))
	if not _is_steward(row.grid, row.user, row.volunteer):
		_refuse(
			_("This person is no red steward of the place today. Add them to the team of the grid first.")
		)
	if row.user:
		return cstr(frappe.db.get_value("User", row.user, "full_name"))
	return cstr(frappe.db.get_value("Volunteer", row.volunteer, "full_name"))


def _is_steward(grid: str, user: str | None, volunteer: str | None) -> bool:
	"""Whether somebody is on the team of a place, or of one above it, as a red steward today."""
	above = [grid[:length] for length in (6, 9, 12, 15, 17) if length <= len(grid)]
	who = {"user": user} if user else {"volunteer": volunteer}
	filters = {"parent": ["in", above], "parenttype": "Grid", "team_role": ROLE, **who}
	rows = frappe.get_all("Grid Team Member", filters, ["from_date", "to_date"], order_by="idx asc")
	today = getdate()
	return any(getdate(row.from_date) <= today <= getdate(row.to_date or FOREVER) for row in rows)


def refuse_leaving(grid) -> None:
	"""Whoever takes care of households of a place does not leave its team before they are handed over.

	Raises:
	        ConflictError
	"""
	before = grid.get_doc_before_save()
	for user, volunteer in sorted(_stewards_of(before) - _stewards_of(grid), key=str) if before else ():
		who = {"user": user} if user else {"volunteer": volunteer}
		held = {**who, "slot": ["is", "set"], "grid": ["like", f"{grid.name}%"]}
		if left := count_locked(DOCTYPE, held):
			frappe.throw(
				_("{0} still takes care of {1} households here. Hand them over first.").format(
					user or volunteer, left
				),
				exc=ConflictError,
			)


def _stewards_of(grid) -> set[tuple[str | None, str | None]]:
	"""(account, volunteer) of the red stewards of a team today."""
	today = getdate()
	return {
		(row.user or None, None if row.user else row.volunteer)
		for row in grid.team
		if row.team_role == ROLE and getdate(row.from_date) <= today <= getdate(row.to_date or FOREVER)
	}


def assign(households: list[str], user: str | None, volunteer: str | None) -> list[str]:
	"""Gives households to a steward, all or none; returns the names of the rows."""
	made = []
	for household in _distinct(households):
		row = frappe.new_doc(DOCTYPE)
		row.update({"household": household, "user": user, "volunteer": volunteer, "from_date": getdate()})
		made.append(row.insert().name)
	return made


def _distinct(households: list[str]) -> list[str]:
	if not households or len(households) > MOST or not all(isinstance(one, str) for one in households):
		_refuse(_("Name 1 to {0} households. Send more of them in parts.").format(MOST))
	return list(dict.fromkeys(households))


def end(row, reason: str | None) -> None:
	"""Ends the care for one household; `row` is locked.

	Raises:
	        ConflictError: it has ended. BadInputError: too long a reason.
	"""
	if row.to_date:
		frappe.throw(_("This has ended already. Choose a household in care."), exc=ConflictError)
	if len(cstr(reason)) > LONGEST_REASON:
		_refuse(_("The reason has more than {0} characters. Shorten it.").format(LONGEST_REASON))
	row.update({"to_date": getdate(), "slot": None, "end_reason": cstr(reason).strip() or None})
	step_context(row).by_server = True
	# The caller has checked the right on the row.
	row.save(ignore_permissions=True)


def hand_over(rows: list, user: str | None, volunteer: str | None, reason: str | None) -> list[str]:
	"""Ends rows, which are locked, and gives their households to another steward, all or none."""
	for row in rows:
		end(row, reason)
	return assign([row.household for row in rows], user, volunteer)


def open_rows(user: str | None, volunteer: str | None) -> list[str]:
	"""Names of the rows of a steward that have not ended."""
	if bool(user) == bool(volunteer):
		_refuse(_("A steward is an account or a volunteer. Choose one of the two."))
	who = {"user": user} if user else {"volunteer": volunteer}
	# Only names; the caller asks for the right on each of them.
	return frappe.get_all(DOCTYPE, {**who, "slot": ["is", "set"]}, pluck="name", order_by="name asc")


def households_of(user: str) -> list[dict]:
	"""[{row, household, title, grid, since}] in the care of an account; see api.v1.steward.mine."""
	filters = {"user": user, "slot": ["is", "set"]}
	fields = ["name", "household", "grid", "from_date"]
	# Asked of the own account only.
	rows = frappe.get_all(DOCTYPE, filters, fields, order_by="household asc", limit=MOST)
	titles = dict(
		frappe.get_all(
			"Household",
			{"name": ["in", [row.household for row in rows] or [""]]},
			["name", "household_title"],
			order_by="name asc",
			as_list=True,
		)
	)
	return [
		{
			**{"row": row.name, "household": row.household, "title": titles.get(row.household)},
			**{"grid": row.grid, "since": str(row.from_date)},
		}
		for row in rows
	]


def coverage(area: str) -> list[dict]:
	"""Households in care by grid; see api.v1.steward.coverage."""
	household, row = frappe.qb.DocType("Household"), frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(household).left_join(row).on(row.slot == household.name)
	query = query.select(household.grid, household.name, row.name)
	query = query.where(household.grid.like(f"{area}%") & (household.status != "Dissolved"))
	counts: dict[str, list[int]] = {}
	for grid, _name, held in query.orderby(household.grid).run():
		count = counts.setdefault(grid, [0, 0])
		count[0] += 1
		count[1] += bool(held)
	return [
		{"grid": grid, "households": whole, "covered": part, "rate": round(100 * part / whole, 1)}
		for grid, (whole, part) in counts.items()
	]


def require_area(area: str) -> None:
	"""Refuses a place outside the area of the session user.

	Raises:
	        BadInputError: no code of a place. frappe.PermissionError (403)
	"""
	if not isinstance(area, str) or not area.isdigit() or len(area) < 6:
		_refuse(_("{0} is no code of a place. Write at least six digits.").format(area))
	user = frappe.session.user
	sees_all = user == "Administrator" or "Community Administrator" in roles_of(user)
	if not sees_all and not within(area, areas_of(user, REGISTER_ROLES)):
		refuse_access(DOCTYPE)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
