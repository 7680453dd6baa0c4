"""What a user works for: roles, areas as code prefixes, units, the own volunteer record."""

import frappe
from frappe.utils import getdate

from community_gov.core.audit_trails import AUDITOR

CENTRE_ROLES = frozenset({"Operator", "Duty Chief", "Community Administrator"})
AREA_ROLES = frozenset(
	{
		*("Grid Worker", "Grid Supervisor", "Community Manager", "Volunteer Coordinator"),
		*("Council Clerk", "Supervision Member"),
	}
)
# Who works with cases, or with the register, in an area.
GRID_FIELD_ROLES = frozenset({"Grid Worker", "Grid Supervisor", "Community Manager"})
REGISTER_ROLES = frozenset({"Grid Worker", "Community Manager"})
FOREVER = getdate("9999-12-31")


def roles_of(user: str) -> frozenset[str]:
	return frozenset(frappe.get_roles(user))


def sees_all(user: str) -> bool:
	return user == "Administrator"


def audits(user: str) -> bool:
	"""Whether a user looks at audit records of everybody."""
	return AUDITOR in roles_of(user)


def areas_of(user: str, roles: frozenset[str]) -> list[str]:
	"""Code prefixes of the places where the user is on the team today in one of these roles, shortest first."""
	wanted = sorted(roles & AREA_ROLES & roles_of(user))
	if not wanted:
		return []
	# The query builder: every list asks this, and get_all first loads the fields of the DocType.
	member = frappe.qb.DocType("Grid Team Member")
	team = frappe.qb.from_(member).select(member.parent, member.from_date, member.to_date)
	own = team.where((member.user == user) & (member.parenttype == "Grid") & member.team_role.isin(wanted))
	rows = own.orderby(member.parent).run(as_dict=True)
	today = getdate()
	active = [row.parent for row in rows if row.from_date <= today <= (row.to_date or FOREVER)]
	return without_covered(active)


def worker_areas(user: str) -> list[str]:
	"""Codes of the places where a user is grid worker today."""
	return areas_of(user, frozenset({"Grid Worker"}))


def without_covered(codes: list[str]) -> list[str]:
	"""Drops codes that lie inside another one of the list."""
	kept: list[str] = []
	for code in sorted(set(codes), key=len):
		if not any(code.startswith(prefix) for prefix in kept):
			kept.append(code)
	return kept


def units_of(user: str) -> list[str]:
	"""Responsible units for which the user is a handler."""
	handler = frappe.qb.DocType("Responsible Unit User")
	units = frappe.qb.from_(handler).select(handler.parent).orderby(handler.parent)
	return units.where((handler.user == user) & (handler.parenttype == "Responsible Unit")).run(pluck=True)


def within(code: str | None, areas: list[str]) -> bool:
	"""Whether a place lies in one of the areas; False for what is no code."""
	return isinstance(code, str) and any(code.startswith(area) for area in areas)
