"""Reporting: cleaning what came in, finding the grid of a place, and what the public may know of a case."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, now_datetime

from community_gov.casework.intake import photos
from community_gov.core.errors import BadInputError, BadPositionError, OutOfScopeError
from community_gov.core.exact import exact_name, key_of
from community_gov.core.step_context import step_context
from community_gov.core.text import has_control_character
from community_gov.core.time import as_moment, not_ahead
from community_gov.grids import picker
from community_gov.grids.index_cache import get_index

MAX_DESCRIPTION = 10_000
# Phones between houses tell a place some hundred metres off, and who reports stands beside what they see.
MARGIN_KM = 1


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
				"{0} ({1}) is outside the area you work for. Choose a grid of your own, or call the centre."
			).format(picker.path_of(case.grid) if case.grid else "", case.grid or ""),
			exc=OutOfScopeError,
		)


def may_correct(case, user: str) -> bool:
	"""Whether a user reported this case and nobody has looked at it yet; the workflow gives them no state to edit."""
	return case.owner == user and case.stage == "Reported" and user != "Guest"


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
	return bool(exact_name(doctype, key_of(doctype, name)))


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
	if case.is_new():
		case.sent_position = frappe.flags.sent_position
	if not (-90 <= case.latitude <= 90 and -180 <= case.longitude <= 180):
		frappe.throw(
			_("Position {0}, {1} is not on the earth. Send latitude and longitude in degrees.").format(
				case.latitude, case.longitude
			),
			exc=BadPositionError,
		)


def set_grid_by_position(case) -> None:
	"""Takes the deepest grid whose boundary holds the point, also for a point that was moved; refuses what disagrees.

	Raises:
	        BadPositionError: no grid holds the point, or it lies outside the grid that is named.
	"""
	if case.latitude is None:
		return
	found = get_index().locate(case.longitude, case.latitude)
	if not case.grid or _only_point_moved(case, found):
		case.grid = found
	if not case.grid:
		frappe.throw(
			_("No grid holds the position {0}, {1}. Correct the position or choose the grid.").format(
				case.latitude, case.longitude
			),
			exc=BadPositionError,
		)
	_refuse_far_position(case, found)


def _only_point_moved(case, found: str | None) -> bool:
	"""Whether a stored case got another point, in another grid, and no grid was chosen with it."""
	before = case.get_doc_before_save()
	if not before or not found or before.grid != case.grid or found.startswith(case.grid):
		return False
	return (before.latitude, before.longitude) != (case.latitude, case.longitude)


def _refuse_far_position(case, found: str | None) -> None:
	"""A point outside its grid is a wrong point: in the next community, in the sea, or latitude swapped."""
	if found and (found.startswith(case.grid) or case.grid.startswith(found)):
		return
	distance = _distance_from(case.grid, case.longitude, case.latitude)
	if distance is not None and distance > MARGIN_KM:
		frappe.throw(
			_(
				"Position {0}, {1} lies {2} km outside grid {3}. Correct the position, or leave the grid empty to find it."
			).format(case.latitude, case.longitude, round(distance, 1), case.grid),
			exc=BadPositionError,
		)


def _distance_from(grid: str, longitude: float, latitude: float) -> float | None:
	"""Kilometres to the grid, or to the next place around it that has a boundary."""
	codes = [grid[:length] for length in (17, 15, 12, 9, 6, 4, 2) if length <= len(grid)]
	found = (get_index().distance_km(code, longitude, latitude) for code in codes)
	return next((distance for distance in found if distance is not None), None)


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
