"""Numbers an administrator may set: time limits of categories and posts, and the settings' figures."""

import math

import frappe
from frappe import _
from frappe.utils import cint, flt

from community_gov.core.errors import BadInputError

# 27 years of days: beyond it a limit is a slip of the keyboard, and calendars end somewhere.
LONGEST = 10_000
# Highest sensible value of each figure in the settings; none may be below zero.
HIGHEST = {
	"guest_reports_per_hour": 100_000,
	"guest_looks_per_hour": 1_000_000,
	"rating_days": LONGEST,
	"appeal_days": LONGEST,
	"public_duplicate_radius": 20_000,
	"staff_duplicate_radius": 20_000,
	"supervision_hours": LONGEST,
	"response_hours": LONGEST,
	"max_extensions": 100,
	"max_suspensions": 100,
	"max_suspension_days": LONGEST,
	"ranking_minimum": 1_000_000,
	"objection_days": LONGEST,
	"public_map_days": LONGEST,
	"max_photo_mb": 100,
	"max_photos": 100,
	"max_photo_megapixels": 500,
	"redemption_hold_days": LONGEST,
	"service_daily_hours": 24,
	"service_step_minutes": 60,
	"service_late_days": LONGEST,
	"reward_return_days": LONGEST,
	"point_expiry_months": 1_200,
	"point_warning_days": 365,
	"gift_points_a_month": 100_000,
	"family_points_a_month": 100_000,
	"volunteers_per_grid": LONGEST,
	"assessment_days": 28,
	"assessment_objection_days": 365,
	"assessment_minimum_months": 12,
	"help_open_claims": 1_000,
	"help_confirm_days": 365,
	"registration_days": LONGEST,
	"sign_up_cancel_hours": 720,
	"check_in_seconds": 3_600,
	"check_in_distance": 100_000,
	"reveal_per_hour": 100_000,
	"request_days": 365,
	"import_sheet_days": 365,
	"patrol_hours": 168,
	"patrol_accuracy": 1_000,
	"patrol_position_days": LONGEST,
	"small_count_threshold": 1_000,
	"retain_moved_out_months": 1_200,
	"retain_deceased_months": 1_200,
}


def check_time_limits(rows) -> None:
	"""Each row's limit_value is above zero and at most 10,000 of its limit_unit.

	Raises:
	        BadInputError
	"""
	values = [flt(row.limit_value) for row in rows]
	if any(value <= 0 or math.isnan(value) for value in values):
		frappe.throw(_("A time limit is zero. Enter a limit above zero."), exc=BadInputError)
	if any(value > LONGEST for value in values):
		frappe.throw(
			_("A time limit is above {0}. Enter a shorter one, or a longer unit of time.").format(LONGEST),
			exc=BadInputError,
		)


def check_figures(doc) -> None:
	"""Each figure of the settings is at least zero and at most its HIGHEST.

	Raises:
	        BadInputError
	"""
	for fieldname, highest in HIGHEST.items():
		if not 0 <= flt(doc.get(fieldname)) <= highest:
			frappe.throw(
				_("{0} is out of range. Enter a number from 0 to {1}.").format(
					_(doc.meta.get_label(fieldname)), cint(highest)
				),
				exc=BadInputError,
			)
