"""A case at a glance: what stands at the top of its form, and of the forms of its dispatches and checks."""

import frappe

from community_gov.casework.deadlines.due_times import standing
from community_gov.casework.dispatch.units import labels_of
from community_gov.core.stages.rules import CASE_STAGES
from community_gov.grids import picker
from community_gov.grids.navigation import ways_to

# Whose photos show what was done; those of the case show what was found.
ANSWERING = ("Case Dispatch", "Case Check")


def glance(case) -> dict:
	"""What somebody who opens a case has to know first.

	Args:
	        case: a Case that the user may read.
	Returns:
	        {case, title, description, category, urgency, stage, stage_category, steps: [{stage, at}], clock (see
	        due_times.standing), place: {grid, path, address, latitude, longitude, ways (see grids.navigation)}, units: [label], reporter_name,
	        photos: {before: [address], after: [address]}}; photos of dispatches and checks as far as the user lists them
	"""
	return {
		"case": case.name,
		**{name: case.get(name) for name in ("title", "description", "urgency", "stage", "stage_category")},
		"category": frappe.db.get_value("Case Category", case.category, "category_name"),
		"steps": _steps(case),
		"clock": standing(case),
		"place": _place(case),
		"units": list(labels_of(row.unit for row in case.units).values()),
		"reporter_name": case.reporter_name,
		"photos": {"before": [row.image for row in case.photos], "after": _photos_after(case.name)},
	}


def _steps(case) -> list[dict]:
	"""The stages that the case has been in, in the order of their times."""
	times = {stage: case.get(f"{stage.lower()}_at") for stage in CASE_STAGES}
	reached = [{"stage": stage, "at": at} for stage, at in times.items() if at]
	return sorted(reached, key=lambda step: str(step["at"]))


def _place(case) -> dict:
	place = {name: case.get(name) for name in ("grid", "address", "latitude", "longitude")}
	ways = ways_to(case.latitude, case.longitude, case.address or case.title)
	return {**place, "path": picker.path_of(case.grid) if case.grid else None, "ways": ways}


def _photos_after(case: str) -> list[str]:
	found = []
	for doctype in filter(frappe.has_permission, ANSWERING):
		# get_list: a unit sees the photos of its own dispatches.
		rows = frappe.get_list(
			doctype, filters={"case_file": case}, pluck="name", order_by="creation asc", limit_page_length=0
		)
		filters = {"parenttype": doctype, "parent": ["in", rows or [""]]}
		found += frappe.get_all("Case Photo", filters, pluck="image", order_by="creation asc")
	return found
