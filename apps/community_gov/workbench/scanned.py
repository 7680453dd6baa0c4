"""What a code is that a grid worker meets on the way: the poster of a grid, the sign at a household's door."""

import re

import frappe
from frappe.utils import cstr, getdate

from community_gov.grids import picker
from community_gov.registry.homes.places import public_address
from community_gov.volunteering.help.help_requests import household_of_code
from community_gov.workbench import parts

_PLACE = re.compile(r"/snapshot\?(?:.*&)?place=(\d{2,17})(?!\d)")
_DOOR = re.compile(r"/help(?:\?[^#]*)?#h=([0-9A-Za-z-]{1,40})$")
MOST = 20


def meaning_of(text: str) -> dict:
	"""What the text of a code leads to on the workbench, as far as the session user may list it.

	Returns:
	        {kind: place, grid: {name, grid_name}}, {kind: door, address, deliveries: [name], visits: [name]}, or {kind: None}
	        for another code
	"""
	text = cstr(text).strip()[:300]
	if found := _PLACE.search(text):
		return _place(found.group(1))
	found = _DOOR.search(text)
	household = found and household_of_code(found.group(1))
	return _door(household) if household else {"kind": None}


def _place(code: str) -> dict:
	grid = frappe.db.get_value("Grid", {"name": code, "enabled": 1}, ["name", "grid_name"], as_dict=True)
	if not grid:
		return {"kind": None}
	return {"kind": "place", "grid": {**grid, "path": picker.path_of(grid.name)}}


def _door(household: str) -> dict:
	waits = {"household": household, "channel": "Door", "status": "Waiting"}
	due = {"household": household, "status": "Planned", "due_on": ("<=", getdate())}
	return {
		"kind": "door",
		"address": public_address(household),
		"deliveries": _listed("Notice Delivery", parts.DOORS, waits),
		"visits": _listed("Visit", parts.VISITS, due),
	}


def _listed(doctype: str, part: str, filters: dict) -> list[str]:
	if part not in parts.tabs_of(frappe.session.user):
		return []
	return frappe.get_list(
		doctype, filters=filters, pluck="name", order_by="name asc", limit_page_length=MOST
	)
