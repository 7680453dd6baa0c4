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
		**{"logo": app_logo_url, "title": app_title, "route": "/app"},
		"has_permission": "community_gov.overrides.desk.has_desk_role",
	}
]

app_include_js = "community_gov.bundle.js"
app_include_css = "community_gov.bundle.css"
_desk = "community_gov.overrides.desk."
extend_bootinfo = [_desk + "own_workspaces_first", _desk + "tell_reach"]
jinja = {
	"methods": [
		"community_gov.casework.lifecycle.case_file.case_file",
		"community_gov.casework.statistics.bulletin_page.bulletin_page",
		"community_gov.volunteering.activities.activity_page.activity_poster",
		"community_gov.volunteering.services.certificate_page.certificate_page",
		"community_gov.volunteering.points.statement.statement_page",
	]
}
export_python_type_annotations = True
require_type_annotated_api_methods = True

before_request = ["community_gov.core.transactions.watch_requests"]
auth_hooks = ["community_gov.core.request_guard.guard.guard_request"]
before_install = "community_gov.setup.install.before_install"
after_install = after_migrate = "community_gov.setup.install.bring_up_to_date"
before_uninstall = "community_gov.setup.uninstall.before_uninstall"
# Who sees and changes what stands in each domain's policies.py.
community_gov_policies = [
	"community_gov.grids.policies.POLICIES",
	"community_gov.casework.policies.POLICIES",
	"community_gov.registry.policies.POLICIES",
	"community_gov.team.policies.POLICIES",
	"community_gov.volunteering.policies.POLICIES",
]
_documents = (
	*("Case", "Case Dispatch", "Case Check", "Case Event", "Case Feedback", "Case Appeal", "Case Follower"),
	*("Case Adjustment", "Supervision Order", "Reception Record", "Bulletin", "Bulletin Objection"),
	*("Residential Compound", "Building", "Household", "Resident", "Residence Record", "Consent"),
	*("Personal Data Request", "Resident Merge", "Resident Import", "Resident Care Tag", "Visit"),
	*("Patrol Point", "Patrol", "Training Session", "Worker Assessment", "Volunteer", "Service Project"),
	*("Volunteer Registration", "Volunteer Activity", "Activity Sign-up", "Service Record"),
	*("Service Certificate", "Help Request", "Point Entry", "Point Lot", "Point Lot Use", "Point Transfer"),
	*("Point Adjustment", "Point Redemption", "Reward Shop"),
)
_rows = (
	*("Case Photo", "Case Unit", "Visit Finding", "Patrol Check-in", "Patrol Case", "Training Attendance"),
	*("Worker Assessment Item", "Activity Role", "Service Language Item", "Service Skill Item"),
	"Volunteer Availability",
)
_list = "community_gov.permissions.list_conditions."
permission_query_conditions = {
	**{name: _list + name.lower().replace(" ", "_").replace("-", "_") for name in (*_documents, *_rows)},
	"File": "community_gov.overrides.files.file_query",
}
has_permission = {
	**dict.fromkeys(("Grid", *_documents), "community_gov.permissions.hooks.has_permission"),
	"File": "community_gov.overrides.files.file_has_permission",
}

override_whitelisted_methods = {
	"frappe.client.get_count": "community_gov.overrides.endpoints.get_count",
	"frappe.desk.reportview.get_count": "community_gov.overrides.endpoints.list_count",
	"frappe.desk.doctype.number_card.number_card.get_result": "community_gov.overrides.endpoints.card_number",
	"frappe.desk.search.get_link_title": "community_gov.overrides.endpoints.get_link_title",
	"frappe.desk.form.linked_with.get": "community_gov.overrides.endpoints.linked_documents",
	"frappe.desk.doctype.tag.tag.add_tag": "community_gov.overrides.endpoints.add_tag",
	"frappe.desk.doctype.tag.tag.add_tags": "community_gov.overrides.endpoints.add_tags",
	"frappe.desk.doctype.tag.tag.remove_tag": "community_gov.overrides.endpoints.remove_tag",
	"frappe.desk.like.toggle_like": "community_gov.overrides.endpoints.toggle_like",
	"frappe.desk.form.document_follow.follow_document": "community_gov.overrides.endpoints.follow_document",
	"frappe.utils.print_format.download_pdf": "community_gov.overrides.printing.download_pdf",
	"frappe.utils.print_format.download_multi_pdf": "community_gov.overrides.printing.download_multi_pdf",
	"frappe.geo.utils.get_coords": "community_gov.overrides.endpoints.get_coords",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order": "community_gov.overrides.kanban.update_order",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card": "community_gov.overrides.kanban.update_order_for_single_card",
	"frappe.desk.doctype.kanban_board.kanban_board.add_card": "community_gov.overrides.kanban.add_card",
}

doc_events = {
	"File": {
		"before_insert": "community_gov.casework.intake.photos.guard_upload",
		"before_validate": "community_gov.casework.intake.evidence.guard_change",
		"on_trash": "community_gov.casework.intake.evidence.guard_removal",
	},
	"DocShare": {"before_validate": "community_gov.permissions.hooks.refuse_sharing"},
	"User": {"on_update": "community_gov.casework.dispatch.units.follow_user"},
	"Workflow": {"validate": "community_gov.core.stages.rules.check_workflow"},
	"Kanban Board": {"validate": "community_gov.overrides.kanban_boards.keep_no_order"},
}

scheduler_events = {
	"cron": {
		"*/5 * * * *": [
			"community_gov.casework.deadlines.watch.watch_clocks",
			"community_gov.registry.resident_import.queue.resume_stalled",
		]
	},
	"hourly": [
		"community_gov.volunteering.rewards.redemption.release_expired",
		"community_gov.volunteering.help.help_watch.run_hourly",
		"community_gov.volunteering.activities.activity_watch.run_hourly",
		"community_gov.team.patrols.end_forgotten",
	],
	"daily": [
		"community_gov.volunteering.points.expiry.run_nightly",
		"community_gov.volunteering.points.ledger.prove_balances",
		"community_gov.volunteering.services.recognised_hours.refresh_all",
		"community_gov.volunteering.registration.registrations.forget_old",
		"community_gov.volunteering.rewards.stock.prove_stock",
		"community_gov.casework.deadlines.calendars.warn_of_unknown_year",
		"community_gov.casework.statistics.bulletins.draft_due_bulletins",
		"community_gov.registry.privacy.retention.run_nightly",
		"community_gov.registry.care.visit_plans.run_daily",
		"community_gov.team.assessments.compute_last_month",
		"community_gov.team.assessments.close_unobjected",
		"community_gov.registry.resident_import.files.delete_old_files",
		"community_gov.team.patrols.forget_positions",
	],
}

# What the monthly assessment of grid workers counts; another app may add or replace an item.
community_gov_assessment_items = {
	"Patrols": "community_gov.team.assessment_items.patrols_done",
	"Hours Trained": "community_gov.team.assessment_items.hours_trained",
	"Visits": "community_gov.registry.care.visit_coverage.assessed",
	"Reports Filed": "community_gov.casework.statistics.assessment_counts.reports_filed",
	"Checks on Time": "community_gov.casework.statistics.assessment_counts.checks_on_time",
}

_kept = ("Case Event", "Case Feedback", "Residence Record", "Sensitive Access Log", "Shipped Record")
ignore_links_on_delete = [*_kept]
default_log_clearing_doctypes = {"Idempotency Key": 7, "Clock Run": 90}
# What Frappe hands out and redacts where an account asks for its data; people without one ask the register.
_numbers = ("mobile", "mobile_secret", "mobile_fingerprint")
user_data_fields = [
	{"doctype": "Case", "filter_by": "reporter", "redact_fields": ["reporter_name", "reporter_phone"]},
	{"doctype": "Volunteer", "filter_by": "user", "redact_fields": ["full_name", "note", *_numbers]},
	{"doctype": "Volunteer Registration", "filter_by": "user", "redact_fields": ["full_name", *_numbers]},
	{"doctype": "Worker Assessment", "filter_by": "worker", "redact_fields": ["worker_name"]},
]
