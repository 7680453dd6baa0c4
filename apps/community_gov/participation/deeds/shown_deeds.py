"""What everybody may see of livelihood deeds: the lists of the last years with each deed, its progress and photos."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, getdate

from community_gov.casework.intake.images import NotAPhotoError, TooManyPixelsError, read_photo
from community_gov.casework.intake.thumbnails import smaller
from community_gov.grids import picker
from community_gov.participation.deeds import deed_lists
from community_gov.participation.deeds.deeds import CHOSEN, DOCTYPE, DONE, PROPOSED
from community_gov.permissions.scope import within

YEARS, MOST, MOST_LOOKED_AT = 3, 50, 2000
# Fewer ratings than these tell who gave them.
SMALL = 5
# Whose proposals were looked at is for the staff; the rest is told.
PUBLIC = (*PROPOSED, "Deliberated", *CHOSEN, "Not Chosen", "Exchanged")
PHOTOS = ("photo_before", "photo_after")
LONGEST, MOST_PIXELS = 1024, 50_000_000
_FIELDS = (
	*(
		"name",
		"number",
		"title",
		"kind",
		"place",
		"reason",
		"target",
		"budget",
		"spent",
		"lead_unit",
		"stage",
	),
	*("supports", "beneficiaries", "replaced_by", "rating_count", "rating_good", *PHOTOS),
)


def lists(grid: str | None = None) -> list[dict]:
	"""Lists of the last years, the newest first, of a place with what lies above and below it; see api.v1.public_deed.lists."""
	filters = {"stage": ("!=", "Discarded"), "list_year": (">", getdate().year - YEARS)}
	fields = ["name", "title", "list_year", "grid", "stage", "budget", "seats", "collected_until"]
	# Everybody may know them; a guest holds no right on the list.
	rows = frappe.get_all(
		deed_lists.DOCTYPE, filters, fields, order_by="list_year desc, name desc", limit=MOST_LOOKED_AT
	)
	near = [row for row in rows if not grid or within(row.grid, [grid]) or within(grid, [row.grid])]
	return [_list(row) for row in near[:MOST]]


def _list(row) -> dict:
	deeds = _deeds(row.name)
	chosen = [deed for deed in deeds if deed["stage"] in CHOSEN]
	done = [deed for deed in chosen if deed["stage"] in DONE]
	return {
		"deed_list": row.name,
		**{"title": row.title, "year": row.list_year, "place": picker.path_of(row.grid), "stage": row.stage},
		**{"budget": flt(row.budget), "seats": cint(row.seats)},
		"collected_until": str(row.collected_until),
		"collects": row.stage == "Collecting" and getdate() <= getdate(row.collected_until),
		**{"chosen": len(chosen), "done": len(done), "deeds": deeds},
	}


def _deeds(deed_list: str) -> list[dict]:
	filters = {"deed_list": deed_list, "stage": ("in", PUBLIC)}
	# As above.
	rows = frappe.get_all(DOCTYPE, filters, list(_FIELDS), order_by="number asc, name asc", limit=500)
	reached = _milestones([row.name for row in rows])
	return [_told(row, *reached.get(row.name, (0, 0))) for row in rows]


def _milestones(names: list[str]) -> dict[str, tuple[int, int]]:
	"""Deed -> (reached, all) of its milestones."""
	filters = {"parent": ("in", names or [""]), "parenttype": DOCTYPE}
	found: dict[str, tuple[int, int]] = {}
	for row in frappe.get_all("Deed Milestone", filters, ["parent", "done_on"], order_by="idx asc"):
		reached, count = found.get(row.parent, (0, 0))
		found[row.parent] = (reached + bool(row.done_on), count + 1)
	return found


def _told(row, reached: int, milestones: int) -> dict:
	enough = cint(row.rating_count) >= SMALL
	unit = frappe.db.get_value("Responsible Unit", row.lead_unit, "unit_name") if row.lead_unit else None
	told = ("number", "title", "kind", "place", "reason", "target", "stage")
	return {
		"deed": row.name,
		**{name: row.get(name) for name in told},
		**{"budget": flt(row.budget), "spent": flt(row.spent), "lead_unit": unit},
		**{"supports": cint(row.supports), "beneficiaries": cint(row.beneficiaries)},
		**{"milestones": milestones, "milestones_reached": reached},
		"photos": [name for name in PHOTOS if row.get(name)],
		"rating_count": cint(row.rating_count) if enough else None,
		"rating_good": cint(row.rating_good) if enough else None,
		"takes_support": row.stage in PROPOSED,
		"takes_ratings": row.stage == "Result Accepted",
	}


def photo(name: str, which: str) -> bytes:
	"""A JPEG of a photo of a deed on a public list, at most 1,024 pixels long, without what the camera wrote into it.

	Raises:
	        frappe.DoesNotExistError (404)
	"""
	address = None
	if which in PHOTOS and frappe.db.exists(DOCTYPE, {"name": name, "stage": ("in", PUBLIC)}):
		address = frappe.db.get_value(DOCTYPE, name, which)
	target = {"file_url": cstr(address), "attached_to_doctype": DOCTYPE, "attached_to_name": name}
	file = frappe.db.get_value("File", target) if address else None
	if not file:
		_refuse_photo()
	try:
		cleaned = read_photo(frappe.get_doc("File", file).get_content(), MOST_PIXELS)
		return smaller(cleaned.content, LONGEST)
	except (OSError, NotAPhotoError, TooManyPixelsError):
		_refuse_photo()


def _refuse_photo() -> NoReturn:
	frappe.throw(_("There is no such photo. Open the list again."), frappe.DoesNotExistError)
