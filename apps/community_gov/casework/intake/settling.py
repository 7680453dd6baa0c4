"""Settling on the spot (自行处置): the collector solves a small thing at once, with a photo before and one after."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.casework.intake import photos, reporting
from community_gov.casework.lifecycle import guards
from community_gov.core.errors import BadInputError
from community_gov.core.step_context import step_context

# Whose own work it is to solve a small thing that they meet.
SETTLERS = frozenset({"Grid Worker", "Community Manager"})


def may_settle() -> bool:
	"""Whether the session user may settle something on the spot at all."""
	return bool(SETTLERS & set(frappe.get_roles()))


def with_settling(kinds: list[dict]) -> list[dict]:
	"""Kinds with `settles`: whether the session user may settle one on the spot. Args: kinds: rows with `code`."""
	may = may_settle()
	return [
		{
			**kind,
			"settles": may
			and bool(frappe.get_cached_value("Case Category", kind["code"], "self_settlement")),
		}
		for kind in kinds
	]


def settle_on_the_spot(
	values: dict,
	before: list[tuple[str, bytes]],
	after: list[tuple[str, bytes]],
	note: str | None,
	position: dict | None,
):
	"""Reports and closes a case in one transaction and returns it.

	Raises:
	        BadInputError: a photo is missing, or the category is not for settling on the spot.
	        StageGuardError: no grid or category. Whatever report_case raises.
	"""
	_check_photos(before, after)
	_check_category(values.get("category"))
	case = reporting.report_case(values, before, position)
	guards.needs_category(case)
	guards.needs_grid(case)
	number = len(case.photos)
	photos.attach(case, photos.read_all(after))
	for index, row in enumerate(case.photos):
		row.caption = _("Photo Before") if index < number else _("Photo After")
	case.self_settled, case.settled_by = 1, frappe.session.user
	step_context(case).settled = True
	case.move_to_stage("Closed", "Settled on the Spot", cstr(note).strip() or None)
	return case


def _check_photos(before: list, after: list) -> None:
	if len(before) != 1 or len(after) != 1:
		frappe.throw(_("Settling needs one photo before and one after. Send both."), exc=BadInputError)


def _check_category(category: str | None) -> None:
	"""Asks before anything is written; the category itself is checked with the report."""
	reporting.refuse_unknown_links("Case", {"category": category})
	if not category or not frappe.get_cached_value("Case Category", category, "self_settlement"):
		frappe.throw(
			_("Category {0} is not settled on the spot. Report the case instead.").format(category or ""),
			exc=BadInputError,
		)
