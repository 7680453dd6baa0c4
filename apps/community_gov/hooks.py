app_name = "community_gov"
app_title, app_publisher = "Community Gov", "Community Gov contributors"
app_description = "Community governance: grids, cases, volunteers and points"
app_email, app_license = "maintainers@community-gov.example", "mit"
app_logo_url = "/assets/community_gov/images/community_gov.svg"
_tile = {"name": app_name, "logo": app_logo_url, "title": app_title, "route": "/app"}
add_to_apps_screen = [{**_tile, "has_permission": "community_gov.overrides.desk.has_desk_role"}]
get_website_user_home_page = "community_gov.api.front_page.home_page"
app_include_js, app_include_css = "community_gov.bundle.js", "community_gov.bundle.css"
extend_bootinfo = [f"community_gov.overrides.desk.{name}" for name in ("own_workspaces_first", "tell_reach")]
_pages = """
	casework.lifecycle.case_file.case_file casework.statistics.bulletin_page.bulletin_page
	volunteering.activities.activity_page.activity_poster participation.announcements.sheet_page.notice_sheet
	volunteering.services.certificate_page.certificate_page volunteering.points.statement.statement_page"""
jinja = {"methods": [f"community_gov.{path}" for path in _pages.split()]}
standard_queries = {"Grid": "community_gov.api.v1.grid.search"}
export_python_type_annotations = require_type_annotated_api_methods = True
_process, _setup = "community_gov.overrides.processes.", "community_gov.setup."
before_job, before_request = [_process + "begin_job"], [_process + "begin_request"]
auth_hooks, after_request = [_process + "check_request"], [_process + "end_request"]
_files, _photos = "community_gov.overrides.files.", "community_gov.casework.intake."
before_install, before_uninstall = _setup + "install.before_install", _setup + "uninstall.before_uninstall"
after_install = after_migrate = _setup + "install.bring_up_to_date"
_domains = ("grids", "casework", "registry", "team", "volunteering", "participation")
community_gov_policies = [f"community_gov.{domain}.policies.POLICIES" for domain in _domains]
_searched = ("casework", "registry", "volunteering")
community_gov_search = [f"community_gov.{name}.search.SUBJECTS" for name in _searched]
_documents = """
	Case, Case Dispatch, Case Check, Case Event, Case Feedback, Case Appeal, Case Follower, Case Adjustment,
	Supervision Order, Reception Record, Bulletin, Bulletin Objection, Residential Compound, Building,
	Household, Resident, Residence Record, Consent, Personal Data Request, Resident Merge, Resident Import,
	Sheet Import, Resident Care Tag, Visit, Patrol Point, Patrol, Training Session, Worker Assessment,
	Volunteer, Service Project, Volunteer Registration, Volunteer Activity, Activity Sign-up, Service Record,
	Service Certificate, Help Request, Point Entry, Point Lot, Point Lot Use, Point Transfer,
	Point Adjustment, Point Redemption, Reward Shop, Voting Roll, Roll Entry, Poll, Ballot Issue, Ballot,
	Paper Count, Participation Event, Public Notice, Notice Objection, Action Item, Deliberation Venue,
	Deliberation Topic, Deliberation Session, Resolution, Opinion, Deed List, Livelihood Deed,
	Policy Lecture, Lecture Question, Participation Slot, Community Notice, Notice Delivery, Party Branch,
	Steward Household, Interest Group, Group Member, Project Call, Micro-project, Project Review, Family Proxy"""
_rows = """
	Case Photo, Case Unit, Visit Finding, Patrol Check-in, Patrol Case, Training Attendance,
	Worker Assessment Item, Activity Role, Service Language Item, Service Skill Item, Volunteer Availability,
	Roll Elector, Poll Option, Paper Count Line, Notice Board Posting, Notice Correction,
	Action Item Evidence, Topic Source, Session Participant, Session Option, Session Idea, Deed Milestone,
	Deed Score, Upkeep Check, Lecture Attendee, Lecture Topic, Notice Audience Rule, Party Branch Grid,
	Project Criterion, Project Budget Line, Project Milestone, Project Receipt, Project Photo,
	Project Follow-up, Project Review Score, Family Proxy Action"""
_documents, _rows = [[name.strip() for name in names.split(",")] for names in (_documents, _rows)]
_list, _kept_by_frappe = "community_gov.permissions.list_conditions.", "community_gov.overrides.references."
_references = ("Tag Link", "Document Follow", "Energy Point Log")
permission_query_conditions = {
	**{name: _list + name.lower().replace(" ", "_").replace("-", "_") for name in (*_documents, *_rows)},
	**{name: f"{_kept_by_frappe}{name.lower().replace(' ', '_')}_query" for name in _references},
	"File": _files + "file_query",
}
has_permission = {
	**dict.fromkeys(("Grid", *_documents), "community_gov.permissions.hooks.has_permission"),
	**dict.fromkeys(_references, _kept_by_frappe + "reference_has_permission"),
	"File": _files + "file_has_permission",
}
# Frappe's endpoints that are bound by a function of the same name in a module of overrides/, and three of another.
_bound = {
	"endpoints": """
		client.get_count desk.search.get_link_title desk.like.toggle_like geo.utils.get_coords
		desk.doctype.tag.tag.add_tag desk.doctype.tag.tag.add_tags desk.doctype.tag.tag.remove_tag
		desk.form.document_follow.follow_document""",
	"kanban": """
		desk.doctype.kanban_board.kanban_board.update_order desk.doctype.kanban_board.kanban_board.add_card
		desk.doctype.kanban_board.kanban_board.update_order_for_single_card""",
	"printing": "utils.print_format.download_pdf utils.print_format.download_multi_pdf",
	"files": "core.api.file.zip_files",
}
_ours = "community_gov.overrides."
override_doctype_class = {"Data Import": _ours + "data_import_class.DataImport"}
override_whitelisted_methods = {
	f"frappe.{path}": f"{_ours}{module}.{path.rpartition('.')[2]}"
	for module in _bound
	for path in _bound[module].split()
} | {
	"frappe.desk.reportview.get_count": _ours + "endpoints.list_count",
	"frappe.desk.doctype.number_card.number_card.get_result": _ours + "endpoints.card_number",
	"frappe.desk.form.linked_with.get": _ours + "endpoints.linked_documents",
	"community_gov.api.v1.openapi": "community_gov.api.v1.openapi.document",
}
_followed = "casework.dispatch.units.follow_user registry.identity.account_holders.follow_account"
_duties = "community_gov.permissions.auditors.refuse_both_duties"
_with_evidence = ("casework.intake", "participation")
_changed_file = (_photos + "evidence.guard_change", _files + "guard_changed_file")
doc_events = {
	"*": {"before_validate": [_files + "guard_attach_fields", "community_gov.core.fields.read_alike"]},
	"File": {
		"before_insert": [_photos + "photos.guard_upload", _files + "guard_new_file"],
		"before_validate": [*_changed_file, "community_gov.registry.privacy.withdrawal.guard_picture"],
		"on_trash": [f"community_gov.{room}.evidence.guard_removal" for room in _with_evidence],
	},
	"Log Settings": {"validate": "community_gov.setup.security.keep_half_a_year"},
	"DocShare": {"before_validate": "community_gov.permissions.hooks.refuse_sharing"},
	"User": {"validate": _duties, "on_update": [f"community_gov.{path}" for path in _followed.split()]},
	"Role Profile": {"validate": _duties},
	"Has Role": {"validate": "community_gov.permissions.auditors.refuse_role_alone"},
	"Workflow": {"validate": "community_gov.core.stages.rules.check_workflow"},
	"Kanban Board": {"validate": "community_gov.overrides.kanban_boards.keep_no_order"},
}
_often = """
	casework.deadlines.watch.watch_clocks casework.deadlines.recalculation_runs.resume_stalled
	registry.resident_import.queue.resume_stalled core.sheet_imports.queue.resume_stalled
	participation.decisions.polls.close_due participation.announcements.sending.run_due"""
_hourly = """
	volunteering.rewards.redemption.release_expired volunteering.help.help_watch.run_hourly
	volunteering.activities.activity_watch.run_hourly team.patrols.end_forgotten"""
_nightly = """
	volunteering.points.expiry.run_nightly volunteering.points.ledger.prove_balances
	volunteering.services.recognised_hours.refresh_all volunteering.registration.registrations.forget_old
	volunteering.rewards.stock.prove_stock casework.deadlines.calendars.warn_of_unknown_year
	casework.statistics.bulletins.draft_due_bulletins registry.privacy.retention.run_nightly
	registry.care.visit_plans.run_daily team.assessments.compute_last_month team.assessments.close_unobjected
	registry.resident_import.files.delete_old_files core.sheet_imports.orders.delete_old_files
	team.patrols.forget_positions portal.phone_bindings.forget_old portal.family_proxies.run_nightly
	participation.notices.public_notices.end_due participation.deeds.progress.tell_due_checks
	participation.announcements.chasing.forget_old participation.groups.groups.run_nightly
	participation.micro_projects.follow_ups.remind_due participation.deliberation.clusters.propose_due"""
_jobs = (("*/5 * * * *", _often), ("hourly", _hourly), ("daily", _nightly))
_jobs = {when: [f"community_gov.{path}" for path in paths.split()] for when, paths in _jobs}
scheduler_events = {"cron": {when: _jobs.pop(when) for when in list(_jobs) if "*" in when}, **_jobs}
community_gov_bulletin_sections = ["community_gov.participation.figures.bulletin_section"]
community_gov_sheet_imports = {
	"Hotline Orders": "community_gov.casework.intake.hotline.SHEETS",
	"Opening Balances": "community_gov.volunteering.points.opening_balances.SHEETS",
	"Roll Entries": "community_gov.participation.decisions.roll_sheets.SHEETS",
}
# What the monthly assessment of grid workers counts; another app may add or replace an item.
community_gov_assessment_items = {
	"Patrols": "community_gov.team.assessment_items.patrols_done",
	"Hours Trained": "community_gov.team.assessment_items.hours_trained",
	"Visits": "community_gov.registry.care.visit_coverage.assessed",
	"Reports Filed": "community_gov.casework.statistics.assessment_counts.reports_filed",
	"Checks on Time": "community_gov.casework.statistics.assessment_counts.checks_on_time",
}
_traces = "Case Event, Case Feedback, Residence Record, Sensitive Access Log, Shipped Record"
ignore_links_on_delete = [*_traces.split(", "), "Participation Event"]
default_log_clearing_doctypes = {"Idempotency Key": 7, "Clock Run": 90}
# What Frappe hands out and redacts where an account asks for its data; people without one ask the register.
_numbers = ("mobile", "mobile_secret", "mobile_fingerprint")
user_data_fields = [
	{"doctype": "Case", "filter_by": "reporter", "redact_fields": ["reporter_name", "reporter_phone"]},
	{"doctype": "Volunteer", "filter_by": "user", "redact_fields": ["full_name", "note", *_numbers]},
	{"doctype": "Volunteer Registration", "filter_by": "user", "redact_fields": ["full_name", *_numbers]},
	{"doctype": "Worker Assessment", "filter_by": "worker", "redact_fields": ["worker_name"]},
]
