import frappe

from community_gov.casework.deadlines import limits, recalculation_runs
from community_gov.casework.intake import emergencies
from community_gov.community_gov.doctype.community_gov_settings.highest_values import check_figures
from community_gov.core import map_tiles
from community_gov.core.exact import ExactDocument
from community_gov.volunteering.services import recognised_hours


class CommunityGovSettings(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.assessment_weight.assessment_weight import AssessmentWeight
		from community_gov.community_gov.doctype.snapshot_category.snapshot_category import SnapshotCategory
		from community_gov.community_gov.doctype.stage_limit.stage_limit import StageLimit

		adjust_when_overdue: DF.Check
		allow_guest_reporting: DF.Check
		allow_help_by_code: DF.Check
		allow_volunteer_registration: DF.Check
		anonymise_automatically: DF.Check
		appeal_days: DF.Int
		assessment_days: DF.Int
		assessment_items: DF.Table[AssessmentWeight]
		assessment_minimum_months: DF.Int
		assessment_objection_days: DF.Int
		bulletin_area: DF.Link | None
		bulletin_heading: DF.Data | None
		bulletin_recipients: DF.SmallText | None
		check_in_distance: DF.Int
		check_in_seconds: DF.Int
		check_photo_required: DF.Check
		check_position_required: DF.Check
		community_name: DF.Data | None
		default_grid: DF.Link | None
		emergency_words: DF.Text | None
		escalate_automatically: DF.Check
		family_points_a_month: DF.Float
		gift_points_a_month: DF.Float
		guest_looks_per_hour: DF.Int
		guest_reports_per_hour: DF.Int
		handling_level: DF.Literal["Building", "Grid", "Community", "Street", "City"]
		help_confirm_days: DF.Int
		help_open_claims: DF.Int
		icp_number: DF.Data | None
		import_sheet_days: DF.Int
		map_tile_credit: DF.Data | None
		map_tile_url: DF.Data | None
		map_tiles_from: DF.Literal["", "OpenStreetMap", "Tianditu Map", "Tianditu Imagery"]
		max_extensions: DF.Int
		max_photo_mb: DF.Int
		max_photo_megapixels: DF.Int
		max_photos: DF.Int
		max_suspension_days: DF.Int
		max_suspensions: DF.Int
		monthly_bulletin: DF.Check
		notice_approval_hours: DF.Int
		notice_chase_hours: DF.Int
		notice_mass_households: DF.Int
		notice_monthly_quota: DF.Int
		notice_quiet_from: DF.Int
		notice_quiet_until: DF.Int
		notice_state_days: DF.Int
		notify_by_email: DF.Check
		objection_days: DF.Float
		office_address: DF.Data | None
		office_hours: DF.Data | None
		office_phone: DF.Data | None
		patrol_accuracy: DF.Int
		patrol_hours: DF.Int
		patrol_late_hours: DF.Int
		patrol_position_days: DF.Int
		point_expiry_months: DF.Int
		point_warning_days: DF.Int
		police_record_number: DF.Data | None
		privacy_notice: DF.Text | None
		public_duplicate_radius: DF.Int
		public_map_days: DF.Int
		ranking_minimum: DF.Int
		rating_days: DF.Int
		redemption_hold_days: DF.Int
		registration_days: DF.Int
		request_days: DF.Int
		response_hours: DF.Float
		retain_deceased_months: DF.Int
		retain_moved_out_months: DF.Int
		reveal_per_hour: DF.Int
		reward_return_days: DF.Int
		service_daily_hours: DF.Float
		service_late_days: DF.Int
		service_step_minutes: DF.Int
		share_released_words: DF.Check
		sign_up_cancel_hours: DF.Int
		small_count_threshold: DF.Int
		snapshot_categories: DF.Table[SnapshotCategory]
		staff_duplicate_radius: DF.Int
		stage_limits: DF.Table[StageLimit]
		star_hours: DF.Data | None
		supervise_automatically: DF.Check
		supervision_hours: DF.Float
		tianditu_key: DF.Data | None
		topic_case_days: DF.Int
		topic_cases: DF.Int
		urgent_numbers: DF.SmallText | None
		use_front_page: DF.Check
		volunteers_per_grid: DF.Int
		weekly_bulletin: DF.Check
		work_doors: DF.Check
		work_help: DF.Check
		work_patrols: DF.Check
		work_visits: DF.Check
	# end: auto-generated types

	def validate(self):
		check_figures(self)
		limits.check_time_limits(self.stage_limits)
		emergencies.check_setting(self.emergency_words)
		recognised_hours.check_star_hours(self)
		map_tiles.check_setting(self)

	def on_update(self):
		# Frappe remembers where `/` leads each account.
		frappe.cache.delete_value("home_page")
		if not self.get_doc_before_save():
			return
		hours = any(self.has_value_changed(name) for name in ("response_hours", "supervision_hours"))
		if hours or limits.changed_limits(self, "stage_limits", "stage", "urgency"):
			recalculation_runs.begin(self.doctype, self.name)
