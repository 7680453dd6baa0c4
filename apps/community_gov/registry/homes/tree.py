"""Where people live as a tree: compound → building → unit → household → people; each level is loaded when opened.

Every level asks Frappe's list of the session user, so nobody opens more than they may list.
"""

import frappe
from frappe import _

from community_gov.core.compat import count_listed
from community_gov.core.errors import BadInputError
from community_gov.registry.care.visits import natural
from community_gov.registry.homes import households
from community_gov.registry.homes.places import plain_number

MOST = 500
KINDS = {"compound": "Residential Compound", "building": "Building", "household": "Household"}
NO_UNIT = "-"


def children(node: str | None, area: str | None = None) -> list[dict]:
	"""What stands below a node of the tree.

	Args:
	        node: value of a node as it came before; None for the compounds.
	        area: code prefix that limits the compounds.
	Returns:
	        [{value, title, kind, name, count, expandable}], at most 500; `count` is what stands below, None for people.
	Raises:
	        BadInputError: no node of the tree.
	"""
	if not node:
		return _compounds(area)
	kind, _colon, name = node.partition(":")
	below = {"compound": _buildings, "building": _units, "unit": _homes_of_unit, "household": _members}.get(
		kind
	)
	if not below or not name:
		frappe.throw(_("{0} is no place of the tree. Open the tree anew.").format(node), exc=BadInputError)
	return below(name)


def _compounds(area: str | None) -> list[dict]:
	filters = [["grid", "like", f"{area}%"]] if area else []
	rows = _by_title(_listed("Residential Compound", filters, ["name", "compound_name as title"]))
	return [
		node("compound", row, count_listed("Building", [["Building", "compound", "=", row.name]]))
		for row in rows
	]


def _buildings(compound: str) -> list[dict]:
	rows = _by_title(_listed("Building", {"compound": compound}, ["name", "building_title as title"]))
	return [node("building", row, _homes_in(row.name)) for row in rows]


def _by_title(rows: list[frappe._dict]) -> list[frappe._dict]:
	"""2栋 before 10栋."""
	return sorted(rows, key=lambda row: (natural(row.title), row.name))


def _homes_in(building: str) -> int:
	"""Homes of a building that the viewer may list; centre roles see buildings and no homes."""
	if not frappe.has_permission("Household", "read"):
		return 0
	return count_listed("Household", [["Household", "building", "=", building]])


def _units(building: str) -> list[dict]:
	"""Units (单元) of a building; a building without any shows its homes."""
	rows = _homes_of_building(building)
	found: dict[str, list] = {}
	for row in rows:
		found.setdefault(plain_number(row.unit_number) or NO_UNIT, []).append(row)
	if set(found) <= {NO_UNIT}:
		return [_home_node(row) for row in rows]
	return [
		{**node("unit", frappe._dict(name=f"{building}/{unit}", title=_unit_title(unit)), len(some))}
		for unit, some in sorted(found.items(), key=lambda item: natural(item[0]))
	]


def _unit_title(unit: str) -> str:
	return _("Without a Unit") if unit == NO_UNIT else _("Unit {0}").format(unit)


def _homes_of_unit(name: str) -> list[dict]:
	building, _slash, unit = name.rpartition("/")
	return [
		_home_node(row)
		for row in _homes_of_building(building)
		if (plain_number(row.unit_number) or NO_UNIT) == unit
	]


def _homes_of_building(building: str) -> list[frappe._dict]:
	fields = ["name", "household_title as title", "unit_number", "room_number", "member_count", "status"]
	rows = _listed("Household", {"building": building, "status": ["!=", "Dissolved"]}, fields)
	return sorted(rows, key=lambda row: (natural(row.unit_number), natural(row.room_number), row.name))


def _home_node(row) -> dict:
	title = (row.room_number and _("Room {0}").format(row.room_number)) or row.title
	return {**node("household", row, row.member_count or 0), "title": title, "status": row.status}


def _members(household: str) -> list[dict]:
	"""Present people of a home, the head first; never a number of theirs."""
	if not frappe.has_permission("Household", "read", household):
		return []
	rows = households.members_of(household)
	names = {row.name for row in _listed("Resident", {"household": household}, ["name"])}
	return [
		{**node("resident", row, None), "title": row.full_name, "relation": row.relation_to_head}
		for row in rows
		if row.name in names
	]


def node(kind: str, row, count: int | None) -> dict:
	return {
		"value": f"{kind}:{row.name}",
		"title": row.title,
		"kind": kind,
		"name": row.name,
		"count": count,
		"expandable": bool(count),
	}


def _listed(doctype: str, filters, fields: list[str]) -> list[frappe._dict]:
	if not frappe.has_permission(doctype, "read"):
		return []
	# get_list: each level shows what the session user may list.
	return frappe.get_list(doctype, filters=filters, fields=fields, order_by="name asc", limit=MOST)
