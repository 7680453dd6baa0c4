app_name = "community_gov"
app_title = "Community Gov"
app_publisher = "Community Gov contributors"
app_description = "Community governance: grids, cases, volunteers and points"
app_email = "maintainers@community-gov.example"
app_license = "mit"
app_logo_url = "/assets/community_gov/images/community_gov.svg"

add_to_apps_screen = [
	{
		"name": "community_gov",
		"logo": app_logo_url,
		"title": app_title,
		"route": "/app",
		"has_permission": "community_gov.permissions.desk.has_desk_role",
	}
]

app_include_js = "community_gov.bundle.js"
app_include_css = "community_gov.bundle.css"
extend_bootinfo = [
	"community_gov.permissions.desk.own_workspaces_first",
	"community_gov.permissions.desk.tell_reach",
]
jinja = {
	"methods": [
		"community_gov.casework.case_file.case_file",
		"community_gov.casework.bulletin_page.bulletin_page",
		"community_gov.volunteering.activity_page.activity_poster",
		"community_gov.volunteering.certificate_page.certificate_page",
		"community_gov.volunteering.statement.statement_page",
	]
}

export_python_type_annotations = True
require_type_annotated_api_methods = True

before_install = "community_gov.setup.install.before_install"
after_install = "community_gov.setup.install.after_install"
after_migrate = "community_gov.setup.install.after_migrate"
before_uninstall = "community_gov.setup.install.before_uninstall"

permission_query_conditions = {
	"Case": "community_gov.permissions.hooks.case_query",
	"Case Dispatch": "community_gov.permissions.hooks.case_dispatch_query",
	"Case Check": "community_gov.permissions.hooks.case_check_query",
	"Case Event": "community_gov.permissions.hooks.case_event_query",
	"Case Feedback": "community_gov.permissions.hooks.case_feedback_query",
	"Case Appeal": "community_gov.permissions.hooks.case_appeal_query",
	"Case Follower": "community_gov.permissions.hooks.case_follower_query",
	"Case Adjustment": "community_gov.permissions.hooks.case_adjustment_query",
	"Supervision Order": "community_gov.permissions.hooks.supervision_order_query",
	"Reception Record": "community_gov.permissions.hooks.reception_record_query",
	"Bulletin": "community_gov.permissions.hooks.bulletin_query",
	"Bulletin Objection": "community_gov.permissions.hooks.bulletin_objection_query",
	"Resident": "community_gov.permissions.people_hooks.resident_query",
	"Household": "community_gov.permissions.people_hooks.household_query",
	"Residence Record": "community_gov.permissions.people_hooks.residence_record_query",
	"Consent": "community_gov.permissions.people_hooks.consent_query",
	"Personal Data Request": "community_gov.permissions.people_hooks.personal_data_request_query",
	"Resident Merge": "community_gov.permissions.people_hooks.resident_merge_query",
	"Resident Import": "community_gov.permissions.people_hooks.resident_import_query",
	"Resident Care Tag": "community_gov.permissions.people_hooks.resident_care_tag_query",
	"Visit": "community_gov.permissions.people_hooks.visit_query",
	"Building": "community_gov.permissions.people_hooks.building_query",
	"Residential Compound": "community_gov.permissions.people_hooks.residential_compound_query",
	"Help Request": "community_gov.permissions.people_hooks.help_request_query",
	"Volunteer Registration": "community_gov.permissions.volunteer_hooks.volunteer_registration_query",
	"Volunteer Activity": "community_gov.permissions.volunteer_hooks.volunteer_activity_query",
	"Activity Sign-up": "community_gov.permissions.volunteer_hooks.activity_sign_up_query",
	"Service Certificate": "community_gov.permissions.volunteer_hooks.service_certificate_query",
	"Activity Role": "community_gov.permissions.volunteer_hooks.activity_role_query",
	"Service Language Item": "community_gov.permissions.volunteer_hooks.service_language_item_query",
	"Volunteer Availability": "community_gov.permissions.volunteer_hooks.volunteer_availability_query",
	"Patrol Point": "community_gov.permissions.team_hooks.patrol_point_query",
	"Patrol": "community_gov.permissions.team_hooks.patrol_query",
	"Training Session": "community_gov.permissions.team_hooks.training_session_query",
	"Worker Assessment": "community_gov.permissions.team_hooks.worker_assessment_query",
	"Service Project": "community_gov.permissions.service_hooks.service_project_query",
	"Service Record": "community_gov.permissions.service_hooks.service_record_query",
	"Point Lot Use": "community_gov.permissions.service_hooks.point_lot_use_query",
	"Point Transfer": "community_gov.permissions.service_hooks.point_transfer_query",
	"Point Adjustment": "community_gov.permissions.service_hooks.point_adjustment_query",
	"Point Lot": "community_gov.permissions.service_hooks.point_lot_query",
	"Volunteer": "community_gov.permissions.hooks.volunteer_query",
	"Point Entry": "community_gov.permissions.hooks.point_entry_query",
	"Point Redemption": "community_gov.permissions.hooks.point_redemption_query",
	"Reward Shop": "community_gov.permissions.service_hooks.reward_shop_query",
	"Case Photo": "community_gov.permissions.hooks.case_photo_query",
	"Case Unit": "community_gov.permissions.hooks.case_unit_query",
	"Visit Finding": "community_gov.permissions.people_hooks.visit_finding_query",
	"Worker Assessment Item": "community_gov.permissions.team_hooks.worker_assessment_item_query",
	"Service Skill Item": "community_gov.permissions.people_hooks.service_skill_item_query",
	"Patrol Check-in": "community_gov.permissions.team_hooks.patrol_check_in_query",
	"Patrol Case": "community_gov.permissions.team_hooks.patrol_case_query",
	"Training Attendance": "community_gov.permissions.team_hooks.training_attendance_query",
	"File": "community_gov.permissions.files.file_query",
}

has_permission = {
	"Grid": "community_gov.permissions.hooks.grid_has_permission",
	"Case": "community_gov.permissions.hooks.case_has_permission",
	"Case Dispatch": "community_gov.permissions.hooks.case_dispatch_has_permission",
	"Case Check": "community_gov.permissions.hooks.case_check_has_permission",
	"Case Event": "community_gov.permissions.hooks.case_event_has_permission",
	"Case Feedback": "community_gov.permissions.hooks.case_feedback_has_permission",
	"Case Appeal": "community_gov.permissions.hooks.case_appeal_has_permission",
	"Case Follower": "community_gov.permissions.hooks.case_follower_has_permission",
	"Case Adjustment": "community_gov.permissions.hooks.case_adjustment_has_permission",
	"Supervision Order": "community_gov.permissions.hooks.supervision_order_has_permission",
	"Reception Record": "community_gov.permissions.hooks.reception_record_has_permission",
	"Bulletin": "community_gov.permissions.hooks.bulletin_has_permission",
	"Bulletin Objection": "community_gov.permissions.hooks.bulletin_objection_has_permission",
	"Resident": "community_gov.permissions.people_hooks.resident_has_permission",
	"Household": "community_gov.permissions.people_hooks.household_has_permission",
	"Residence Record": "community_gov.permissions.people_hooks.residence_record_has_permission",
	"Consent": "community_gov.permissions.people_hooks.consent_has_permission",
	"Personal Data Request": "community_gov.permissions.people_hooks.personal_data_request_has_permission",
	"Resident Merge": "community_gov.permissions.people_hooks.resident_merge_has_permission",
	"Resident Import": "community_gov.permissions.people_hooks.resident_import_has_permission",
	"Resident Care Tag": "community_gov.permissions.people_hooks.resident_care_tag_has_permission",
	"Visit": "community_gov.permissions.people_hooks.visit_has_permission",
	"Building": "community_gov.permissions.people_hooks.building_has_permission",
	"Residential Compound": "community_gov.permissions.people_hooks.residential_compound_has_permission",
	"Help Request": "community_gov.permissions.people_hooks.help_request_has_permission",
	"Volunteer Registration": "community_gov.permissions.volunteer_hooks.volunteer_registration_has_permission",
	"Volunteer Activity": "community_gov.permissions.volunteer_hooks.volunteer_activity_has_permission",
	"Activity Sign-up": "community_gov.permissions.volunteer_hooks.activity_sign_up_has_permission",
	"Service Certificate": "community_gov.permissions.volunteer_hooks.service_certificate_has_permission",
	"Patrol Point": "community_gov.permissions.team_hooks.patrol_point_has_permission",
	"Patrol": "community_gov.permissions.team_hooks.patrol_has_permission",
	"Training Session": "community_gov.permissions.team_hooks.training_session_has_permission",
	"Worker Assessment": "community_gov.permissions.team_hooks.worker_assessment_has_permission",
	"Service Project": "community_gov.permissions.service_hooks.service_project_has_permission",
	"Service Record": "community_gov.permissions.service_hooks.service_record_has_permission",
	"Point Lot Use": "community_gov.permissions.service_hooks.point_lot_use_has_permission",
	"Point Transfer": "community_gov.permissions.service_hooks.point_transfer_has_permission",
	"Point Adjustment": "community_gov.permissions.service_hooks.point_adjustment_has_permission",
	"Point Lot": "community_gov.permissions.service_hooks.point_lot_has_permission",
	"Volunteer": "community_gov.permissions.hooks.volunteer_has_permission",
	"Point Entry": "community_gov.permissions.hooks.point_entry_has_permission",
	"Point Redemption": "community_gov.permissions.hooks.point_redemption_has_permission",
	"Reward Shop": "community_gov.permissions.service_hooks.reward_shop_has_permission",
	"File": "community_gov.permissions.files.file_has_permission",
}

override_whitelisted_methods = {
	"frappe.client.get_count": "community_gov.api.doors.get_count",
	"frappe.desk.reportview.get_count": "community_gov.api.doors.list_count",
	"frappe.desk.doctype.number_card.number_card.get_result": "community_gov.api.doors.card_number",
	"frappe.desk.search.get_link_title": "community_gov.api.doors.get_link_title",
	"frappe.desk.form.linked_with.get": "community_gov.api.doors.linked_documents",
	"frappe.desk.doctype.tag.tag.add_tag": "community_gov.api.doors.add_tag",
	"frappe.desk.doctype.tag.tag.add_tags": "community_gov.api.doors.add_tags",
	"frappe.desk.doctype.tag.tag.remove_tag": "community_gov.api.doors.remove_tag",
	"frappe.desk.like.toggle_like": "community_gov.api.doors.toggle_like",
	"frappe.desk.form.document_follow.follow_document": "community_gov.api.doors.follow_document",
	"frappe.geo.utils.get_coords": "community_gov.api.doors.get_coords",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order": "community_gov.api.boards.update_order",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card": "community_gov.api.boards.update_order_for_single_card",
	"frappe.desk.doctype.kanban_board.kanban_board.add_card": "community_gov.api.boards.add_card",
}

doc_events = {
	"File": {
		"before_insert": "community_gov.casework.photos.guard_upload",
		"before_validate": "community_gov.casework.evidence.guard_change",
		"on_trash": "community_gov.casework.evidence.guard_removal",
	},
	"DocShare": {"before_validate": "community_gov.permissions.hooks.refuse_sharing"},
	"User": {"on_update": "community_gov.casework.units.follow_user"},
	"Workflow": {"validate": "community_gov.workflows.law.check_workflow"},
	"Kanban Board": {"validate": "community_gov.permissions.boards.keep_no_order"},
}

scheduler_events = {
	"cron": {
		"*/5 * * * *": [
			"community_gov.casework.watch.watch_clocks",
			"community_gov.registry.import_queue.resume_stalled",
		]
	},
	"hourly": [
		"community_gov.volunteering.redemption.release_expired",
		"community_gov.volunteering.help_watch.run_hourly",
		"community_gov.volunteering.activity_watch.run_hourly",
		"community_gov.team.patrols.end_forgotten",
	],
	"daily": [
		"community_gov.volunteering.expiry.run_nightly",
		"community_gov.volunteering.ledger.prove_balances",
		"community_gov.volunteering.standing.refresh_all",
		"community_gov.volunteering.registrations.forget_old",
		"community_gov.volunteering.stock.prove_stock",
		"community_gov.casework.calendars.warn_of_unknown_year",
		"community_gov.casework.bulletins.draft_due_bulletins",
		"community_gov.registry.retention.run_nightly",
		"community_gov.registry.visit_plans.run_daily",
		"community_gov.team.assessments.compute_last_month",
		"community_gov.team.assessments.close_unobjected",
		"community_gov.registry.import_files.delete_old_files",
		"community_gov.team.patrols.forget_positions",
	],
}

# What the monthly assessment of grid workers counts; another app may add or replace an item.
community_gov_assessment_items = {
	"Patrols": "community_gov.team.sources.patrols_done",
	"Hours Trained": "community_gov.team.sources.hours_trained",
	"Visits": "community_gov.registry.coverage.assessed",
	"Reports Filed": "community_gov.casework.assessed.reports_filed",
	"Checks on Time": "community_gov.casework.assessed.checks_on_time",
}

ignore_links_on_delete = [
	"Case Event",
	"Case Feedback",
	"Residence Record",
	"Sensitive Access Log",
	"Shipped Record",
]
default_log_clearing_doctypes = {"Idempotency Key": 7, "Clock Run": 90}
