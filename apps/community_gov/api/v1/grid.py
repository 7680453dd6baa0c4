"""Places: the tree, the grid at a point, and loading divisions."""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from community_gov.api.located import located
from community_gov.casework.intake import snapshot_posters
from community_gov.casework.statistics import area_overview as figures
from community_gov.core import map_tiles
from community_gov.core.errors import BadInputError
from community_gov.core.request_guard.filters import parsed
from community_gov.core.request_guard.guard import check_filters
from community_gov.grids import boundary_notices, import_job, picker, shapes
from community_gov.grids import overlaps as find_overlaps
from community_gov.grids.index_cache import get_index
from community_gov.grids.strength import gap_words, visible_strength
from community_gov.permissions.access import load_doc, require
from community_gov.permissions.listing import visible_of

MOST_FOUND = 50


@frappe.whitelist(methods=["GET", "POST"])
def children(doctype: str = "Grid", parent: str = "", is_root: bool = False, **filters: str) -> list[dict]:
	"""Nodes below a place for the desk's tree; the provinces for the root.

	Returns:
	        [{value, title, expandable, level}]
	"""
	require("Grid", "read")
	at_root = is_root or parent in ("", "Grid", _("Grid"), _("All Places"))
	rows = frappe.get_list(
		"Grid",
		filters={"parent_grid": ["is", "not set"]} if at_root else {"parent_grid": parent},
		fields=["name", "grid_name", "level", "is_group"],
		order_by="code asc",
		limit_page_length=0,
	)
	return [
		{
			"value": row.name,
			"title": f"{row.grid_name} · {row.name}",
			"expandable": row.is_group,
			"level": row.level,
		}
		for row in rows
	]


@frappe.whitelist(methods=["GET"])
def overview(grid: str) -> dict:
	"""A place at a glance, with everything below it, as far as the user may list it.

	Permission: staff who may report on Grid. Who may not list the residents gets their figures without small ones.
	Returns:
	        {grid, exact, hidden_below, people: {total, kinds: {kind: count}}, households, tags: {tag: people},
	        visits: {due, overdue, done} or None, patrols: {under_way, done} or None,
	        work: {DocType: {stage: count}}}; a hidden count is None
	"""
	require("Grid", "report")
	load_doc("Grid", grid)
	asked = (*figures.REGISTER, "Visit", "Patrol", *figures.WORK)
	readable = [doctype for doctype in asked if frappe.has_permission(doctype, "read")]
	return figures.overview(grid, figures.Sight({name: visible_of(name) for name in readable}), getdate())


@frappe.whitelist(methods=["GET"])
@located
def locate(latitude: float, longitude: float) -> dict:
	"""The deepest grid whose boundary holds a point (degrees WGS 84).

	Returns:
	        {grid, grid_name, path}; None each where no boundary holds it. `path` begins with the province.
	"""
	require("Grid", "read")
	code = get_index().locate(longitude, latitude)
	name = frappe.db.get_value("Grid", code, "grid_name") if code else None
	return {"grid": code, "grid_name": name, "path": picker.path_of(code) if code else None}


@frappe.whitelist(methods=["GET", "POST"])
def search(
	doctype: str = "Grid",
	txt: str = "",
	searchfield: str = "name",
	start: int = 0,
	page_length: int = 10,
	filters: dict | list | str | None = None,
) -> list[tuple[str, str, str]]:
	"""Places for a picker: the own area first, each with its path. What the desk's link fields ask, too.

	Args:
	        txt: the beginning of a code, or words of the name and of the places above it.
	        filters: as those of Frappe's lists.
	Returns:
	        [(code, name, path)]
	"""
	require("Grid", "read")
	asked = parsed(filters) or []
	check_filters("Grid", asked)
	length = max(1, min(cint(page_length), MOST_FOUND))
	return picker.find(txt, _as_rows(asked), frappe.session.user, max(0, cint(start)), length)


def _as_rows(filters: dict | list) -> list:
	"""Filters as conditions in a list, from either of the two shapes that were checked."""
	if isinstance(filters, list):
		return [filters] if filters and isinstance(filters[0], str) else filters
	pairs = filters.items()
	return [[name, *(value if isinstance(value, list | tuple) else ("=", value))] for name, value in pairs]


@frappe.whitelist(methods=["GET"])
def overlaps(grid: str) -> dict:
	"""Where the boundary of a grid disagrees with those of its level and of the place above it.

	Permission: who may read the grid.
	Returns:
	        {shape, overlaps: [conflict], beyond: conflict or None}; shape is a GeoJSON geometry in WGS 84, None without
	        a boundary; conflict is {code, name, other, other_name, square_metres, shape}. Strips below five metres
	        do not count.
	"""
	load_doc("Grid", grid)
	index = get_index()
	outside = find_overlaps.beyond(index, grid)
	return {
		"shape": shapes.of_grids([grid]).get(grid),
		"overlaps": [boundary_notices.described(found) for found in find_overlaps.overlaps_of(index, grid)],
		"beyond": boundary_notices.described(outside) if outside else None,
	}


@frappe.whitelist(methods=["GET"])
def poster(grid: str) -> dict:
	"""The QR code that leads residents to the public page for a grid.

	Returns:
	        {place, name, address, svg}
	"""
	load_doc("Grid", grid)
	return snapshot_posters.poster(grid)


@frappe.whitelist(methods=["POST"])
def import_divisions(file_url: str) -> dict:
	"""Starts the import of an uploaded file of divisions in the background; all rows or none are loaded.

	Args:
	        file_url: address of a private CSV, XLSX or JSON File that the user may read.
	Permission: who may import Grid (community administrators).
	Returns:
	        {job}, to be asked for with import_status.
	"""
	require("Grid", "import")
	return {"job": import_job.start(_readable_file(file_url).name)}


def _readable_file(file_url: str):
	"""The private File behind an address, if the user may read it.

	Raises:
	        BadInputError: no such file.
	"""
	# get_all only finds candidates: the right to read is asked of each file below.
	names = frappe.get_all(
		"File", filters={"file_url": file_url, "is_private": 1}, pluck="name", order_by="creation desc"
	)
	for name in names:
		file = frappe.get_doc("File", name)
		if file.has_permission("read"):
			return file
	frappe.throw(
		_("There is no private file at {0}. Upload the sheet first.").format(file_url),
		exc=BadInputError,
	)


@frappe.whitelist(methods=["GET"])
def import_status(job: str) -> dict:
	"""How far an import is.

	Permission: who may import Grid.
	Returns:
	        {state: Queued, Running, Done or Failed; done, total} and at the end {inserted, updated, unchanged,
	        problem_count, problems: [{line, file, code, reason, detail}], message}; no state for an unknown job.
	"""
	require("Grid", "import")
	return import_job.translated_status(import_job.status_of(job))


@frappe.whitelist(methods=["GET"])
def strength(area: str | None = None, only_gaps: bool = False) -> dict:
	"""The team of each grid, 1+1+N, and what is missing; numbers of people, nobody's name.

	Permission: who may read Building, which is staff.
	Args:
	        area: code of a place; the user's own areas without one, everywhere for the centre.
	Returns:
	        {grids: [{grid, grid_name, grid_workers, building_leaders, buildings, volunteers, households, residents,
	        gaps}]}; gaps: No Grid Worker, Building Leaders Missing, Volunteers Missing
	"""
	rows = visible_strength(area)
	return {"grids": [row for row in rows if row["gaps"] or not cint(only_gaps)]}


@frappe.whitelist(methods=["GET"])
def strength_map(area: str | None = None) -> dict:
	"""The same with boundaries, for a map of gaps.

	Returns:
	        {grids: [{grid, grid_name, gaps, shape}], words: {gap: text}, tiles, tile_labels, tile_hosts, credit}; shape is GeoJSON, and grids
	        without one are left out
	"""
	rows = {row["grid"]: row for row in visible_strength(area)}
	drawn = [
		{**{name: rows[code][name] for name in ("grid", "grid_name", "gaps")}, "shape": shape}
		for code, shape in shapes.of_grids(list(rows)).items()
	]
	return {"grids": drawn, "words": gap_words(), **map_tiles.tile_source()}
