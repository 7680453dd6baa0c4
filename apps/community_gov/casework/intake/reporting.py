"""Reporting: cleaning what came in, finding the grid of a place, and what the public may know of a case."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, now_datetime

from community_gov.casework.intake import photos
from community_gov.core.errors import BadInputError, BadPositionError, OutOfScopeError
from community_gov.core.step_context import step_context
from community_gov.core.text import has_control_character
from community_gov.core.time import as_moment, not_ahead
from community_gov.grids.distance import distance_km
from community_gov.grids.index_cache import get_index

MAX_DESCRIPTION = 10_000
MAX_DISTANCE_KM = 60


def report_case(
	values: dict,
	files: list[tuple[str, bytes]],
	position: dict | None,
	as_guest: bool = False,
	answers_code: bool = False,
):
	"""Inserts a case with its photos in the running transaction and returns the document.

	Args:
	        values: fields of Case; server-held ones are ignored.
	        files: (file name, bytes) pairs of photos; the first with a position says where, if nothing else does.
	        position: {latitude, longitude} from where the report is sent, for the event.
	        as_guest: a resident without an account; the endpoint has limited and cleaned the values.
	        answers_code: the caller shows the tracking code to whoever reported.
	"""
	read = photos.read_all(files)
	case = frappe.new_doc("Case")
	case.update(values)
	if not case.grid and case.latitude is None:
		case.latitude, case.longitude = photos.position_of(read)
	step_context(case).tell(position=position, new_photos=read, answers_code=answers_code)
	if not as_guest:
		refuse_out_of_scope(case, "create")
	# Guests hold no role; guest reporting is switched, limited and reduced to an allow-list by the endpoint.
	case.insert(ignore_permissions=as_guest)
	return case


def refuse_out_of_scope(case, ptype: str) -> None:
	"""Asks again for the right on the case where its grid lies, of the account that files it.

	Raises:
	        OutOfScopeError: the grid is not one the user works for.
	"""
	account = step_context(case).filed_by or frappe.session.user
	if not frappe.has_permission("Case", ptype, doc=case, user=account):
		frappe.throw(
			_(
				"Grid {0} is outside the area you work for. Choose a grid of your own, or call the centre."
			).format(case.grid or ""),
			exc=OutOfScopeError,
		)


def refuse_late_anonymity(case) -> None:
	"""A stored case names the account that reported it, so it does not become anonymous afterwards.

	Raises:
	        BadInputError
	"""
	before = case.get_doc_before_save()
	if before and cint(case.is_anonymous) and not cint(before.is_anonymous) and before.owner != "Guest":
		frappe.throw(
			_("Case {0} names who reported it already. Report it anew, anonymously.").format(case.name),
			exc=BadInputError,
		)


def refuse_unknown_links(doctype: str, values: dict) -> None:
	"""Names the field and value of a link that leads nowhere, before anything is written.

	Raises:
	        BadInputError
	"""
	for df in frappe.get_meta(doctype).get_link_fields():
		refuse_unknown(df.label, df.options, values.get(df.fieldname))


def refuse_unknown(label: str, doctype: str, value: str | None) -> None:
	"""The same for one value; `label` in English, as translations are read only where something is said."""
	if value and (has_control_character(cstr(value)) or not _leads_somewhere(doctype, value)):
		frappe.throw(
			_("{0} {1} is unknown. Send the name of an existing one.").format(_(label), value),
			exc=BadInputError,
		)


def _leads_somewhere(doctype: str, name: str) -> bool:
	"""Categories are kept in Frappe's cache, because every list and form shows them."""
	if doctype == "Case Category":
		return bool(frappe.get_cached_value(doctype, name, "name"))
	return bool(frappe.db.exists(doctype, name))


def check_description(case) -> None:
	length = len(cstr(case.description))
	if length > MAX_DESCRIPTION:
		frappe.throw(
			_("The description has {0} characters. Shorten it to {1}.").format(length, MAX_DESCRIPTION),
			exc=BadInputError,
		)


def check_category(case) -> None:
	"""A case needs a leaf that is in use, and a filing condition of that leaf if one is named."""
	if not case.category:
		return
	category = frappe.get_cached_doc("Case Category", case.category)
	if category.is_group or not category.enabled:
		frappe.throw(
			_("Category {0} cannot be used for a case. Choose an enabled kind below a class.").format(
				case.category
			),
			exc=BadInputError,
		)
	conditions = [row.condition for row in category.filing_conditions]
	if case.filing_condition and case.filing_condition not in conditions:
		frappe.throw(
			_("Filing condition {0} is not one of category {1}. Choose one of: {2}.").format(
				case.filing_condition, case.category, "; ".join(conditions) or _("none")
			),
			exc=BadInputError,
		)
	if not case.filing_condition:
		default = next((row.condition for row in category.filing_conditions if row.is_default), None)
		case.filing_condition = default


def check_position(case) -> None:
	"""Both coordinates or none, in degrees WGS 84, and near the grid if one is named.

	Raises:
	        BadPositionError
	"""
	if case.latitude in (None, "", 0) and case.longitude in (None, "", 0):
		case.latitude = case.longitude = None
		return
	case.latitude, case.longitude = flt(case.latitude, 7), flt(case.longitude, 7)
	if not (-90 <= case.latitude <= 90 and -180 <= case.longitude <= 180):
		frappe.throw(
			_("Position {0}, {1} is not on the earth. Send latitude and longitude in degrees.").format(
				case.latitude, case.longitude
			),
			exc=BadPositionError,
		)


def set_grid_by_position(case) -> None:
	"""Takes the deepest grid whose boundary holds the point; refuses a point that belongs nowhere."""
	if case.latitude is None:
		return
	found = get_index().locate(case.longitude, case.latitude)
	if not case.grid:
		case.grid = found
	if not case.grid:
		frappe.throw(
			_("No grid holds the position {0}, {1}. Correct the position or choose the grid.").format(
				case.latitude, case.longitude
			),
			exc=BadPositionError,
		)
	_refuse_far_position(case, found)


def _refuse_far_position(case, found: str | None) -> None:
	"""A point far from its grid is a wrong point: in the sea, in another city, or latitude swapped."""
	if found and (found.startswith(case.grid) or case.grid.startswith(found)):
		return
	centre = _nearest_centre(case.grid)
	if centre and distance_km(centre, (case.latitude, case.longitude)) > MAX_DISTANCE_KM:
		frappe.throw(
			_(
				"Position {0}, {1} is more than {2} km from grid {3}. Correct the position or the grid."
			).format(case.latitude, case.longitude, MAX_DISTANCE_KM, case.grid),
			exc=BadPositionError,
		)


def _nearest_centre(grid: str) -> tuple[float, float] | None:
	"""(latitude, longitude) of the grid or of the next place around it that has a boundary."""
	codes = [grid[:length] for length in (17, 15, 12, 9, 6, 4) if length <= len(grid)]
	rows = frappe.get_all(
		"Grid",
		filters={"name": ["in", codes], "boundary_on": ["is", "set"]},
		fields=["latitude", "longitude"],
		order_by="code desc",
		limit=1,
	)
	return (rows[0].latitude, rows[0].longitude) if rows else None


def check_grid_enabled(case) -> None:
	if case.grid and not frappe.get_cached_value("Grid", case.grid, "enabled"):
		frappe.throw(
			_("Grid {0} is disabled or unknown. Choose a grid that is at work.").format(case.grid),
			exc=BadInputError,
		)


def check_observed_at(case) -> None:
	"""Nobody sees a problem tomorrow; an empty time is the time of the report."""
	observed = as_moment(case.observed_at or now_datetime(), "observed_at")
	case.observed_at = not_ahead(
		observed,
		_("Observed At {0} is in the future. Send the time at which the problem was seen.").format(observed),
	)
