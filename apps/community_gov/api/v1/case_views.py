"""The board and the map of cases."""

import frappe
from frappe import _

from community_gov.api.requests import as_list
from community_gov.casework.intake import thumbnails as small_photos
from community_gov.casework.intake.evidence import PHOTO_DOCTYPES
from community_gov.casework.lifecycle import glance as glances
from community_gov.casework.statistics import case_views
from community_gov.core import map_tiles
from community_gov.core.errors import BadInputError
from community_gov.core.request_guard.guard import check_filters
from community_gov.core.stages.rules import CASE_STAGES
from community_gov.permissions.access import load_doc, refuse_access, require

MOST_PICTURES = 100


@frappe.whitelist(methods=["GET"])
def board(filters: list | str | None = None, stages: list | str | None = None) -> list[dict]:
	"""Cases by stage, as the user may list them.

	Args:
	        filters: [[doctype, field, operator, value]] as Frappe's lists take them.
	        stages: which stages, in this order; all without.
	Returns:
	        [{stage, total, cases: [{case, title, category, place, unit, stage, stage_category, urgent, due_at, light}]}]; at most
	        50 cases of an open stage, those due first, and 20 of a done one, those changed last.
	"""
	require("Case", "read")
	wanted = as_list(stages, "stages") or list(CASE_STAGES)
	if any(stage not in CASE_STAGES for stage in map(str, wanted)):
		frappe.throw(
			_("A stage is not known. Choose from: {0}.").format(", ".join(CASE_STAGES)), exc=BadInputError
		)
	return case_views.board(_checked(filters), list(map(str, wanted)))


@frappe.whitelist(methods=["GET"])
def points(filters: list | str | None = None) -> dict:
	"""Cases with a position, as the user may list them.

	Args:
	        filters: [[doctype, field, operator, value]] as Frappe's lists take them.
	Returns:
	        {points: [{case, title, category, place, stage, stage_category, urgent, due_at, light, latitude,
	        longitude}], total, placed, cap, tiles, tile_labels, tile_hosts, credit}; degrees WGS 84, light is Red, Yellow, Green or null.
	        At most 1,000, the most urgent first; tiles and credit are those of the settings.
	"""
	require("Case", "read")
	return {**case_views.points(_checked(filters)), **map_tiles.tile_source()}


def _checked(filters: list | str | None) -> list:
	"""Filters of cases, by columns that the user may read. Raises BadQueryError (417)."""
	conditions = as_list(filters, "filters")
	check_filters("Case", conditions)
	return conditions


@frappe.whitelist(methods=["GET"])
def glance(case: str) -> dict:
	"""A case at a glance, for everybody who may read it: also units that a dispatch goes to, and checkers.

	Returns:
	        see casework.lifecycle.glance.glance
	"""
	return glances.glance(load_doc("Case", case))


@frappe.whitelist(methods=["GET"])
def thumbnails(names: list | str, doctype: str = "Case") -> dict[str, str]:
	"""Small pictures for a page of a list, in one answer.

	Args:
	        names: at most 100 documents; those that the user may not list, and those without a photo, are left out.
	        doctype: Case, Case Dispatch or Case Check, which show the first photo of their case.
	Returns:
	        {name: address of a JPEG of 72 × 72 pixels that holds the picture itself}
	"""
	if doctype not in PHOTO_DOCTYPES:
		refuse_access("Case")
	require(doctype, "read")
	wanted = [str(name) for name in as_list(names, "names")]
	if len(wanted) > MOST_PICTURES:
		frappe.throw(
			_("{0} pictures are too many at once. Ask for {1} at a time.").format(len(wanted), MOST_PICTURES),
			exc=BadInputError,
		)
	return small_photos.squares(doctype, wanted)
