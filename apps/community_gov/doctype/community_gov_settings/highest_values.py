"""The figures of the settings: what each may be at most."""

import frappe
from frappe import _
from frappe.utils import cint, flt

from community_gov.casework.deadlines.limits import LONGEST
from community_gov.core.errors import BadInputError
from community_gov.core.labels import label_of

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
	"patrol_late_hours": 168,
	"patrol_accuracy": 1_000,
	"patrol_position_days": LONGEST,
	"notice_mass_households": 1_000_000,
	"notice_monthly_quota": 1_000,
	"notice_approval_hours": 720,
	"notice_quiet_from": 24,
	"notice_quiet_until": 24,
	"notice_chase_hours": 720,
	"notice_state_days": 90,
	"topic_cases": 10_000,
	"topic_case_days": 365,
	"small_count_threshold": 1_000,
	"retain_moved_out_months": 1_200,
	"retain_deceased_months": 1_200,
}


def check_figures(doc) -> None:
	"""Each figure of the settings is at least zero and at most its HIGHEST.

	Raises:
	        BadInputError
	"""
	for fieldname, highest in HIGHEST.items():
		if not 0 <= flt(doc.get(fieldname)) <= highest:
			frappe.throw(
				_("{0} is out of range. Enter a number from 0 to {1}.").format(
					label_of(doc.meta, fieldname), cint(highest)
				),
				exc=BadInputError,
			)
