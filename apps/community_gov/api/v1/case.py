"""Report a case and act on it, each in one request and one transaction."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.api.idempotent import idempotent
from community_gov.api.located import located
from community_gov.api.requests import as_dict, as_list, position, sent_photos
from community_gov.api.step import act_on, steps_with_needs
from community_gov.casework.deadlines import escalation
from community_gov.casework.deadlines.due_times import standing
from community_gov.casework.dispatch import routing
from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.dispatch.units import labels_of
from community_gov.casework.intake import (
	added_photos,
	duplicates,
	emergencies,
	following,
	replies,
	settling,
	tracking_codes,
)
from community_gov.casework.intake.reporting import refuse_unknown_links, report_case
from community_gov.casework.lifecycle import acting, closing, events, merging
from community_gov.casework.quality import appeals, feedback
from community_gov.core import codes
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.permissions.listing import visible_cases


@frappe.whitelist(methods=["POST"])
@idempotent("case.report")
@located
def report(
	description: str,
	title: str | None = None,
	category: str | None = None,
	filing_condition: str | None = None,
	grid: str | None = None,
	address: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
	source: str = "Patrol",
	urgency: str = "Normal",
	observed_at: str | None = None,
	reporter_name: str | None = None,
	reporter_phone: str | None = None,
	is_anonymous: bool = False,
	photos: list | str | None = None,
) -> dict:
	"""Reports a case as the signed-in user.

	Args:
	        description: what was found, plain text up to 10,000 characters.
	        category: code of a Case Category, e.g. M06010.
	        latitude, longitude: degrees WGS 84; the grid is found from them if `grid` is empty.
	        observed_at: YYYY-MM-DD HH:MM:SS in the site's time zone, not later than now.
	        photos: [{file_name, content}] with base64 content, or multipart files named `photos`.
	Returns:
	        {case, stage, workflow_state, grid, tracking_code, photos, notice}; notice is {notice, phone} where the
	        report speaks of danger, else None. The code is the reporter's and not shown again; is_anonymous keeps the
	        account out of everything that is stored, so that the code alone leads back to the case.
	"""
	require("Case", "create")
	values = {
		"description": description,
		"title": title,
		"category": category,
		"filing_condition": filing_condition,
		"grid": grid,
		"address": address,
		"latitude": latitude,
		"longitude": longitude,
		"source": source,
		"urgency": urgency,
		"observed_at": observed_at,
		"reporter_name": reporter_name,
		"reporter_phone": reporter_phone,
		"is_anonymous": cint(is_anonymous),
	}
	files = sent_photos(photos)
	refuse_unknown_links("Case", values)
	case = report_case(values, files, position(latitude, longitude), answers_code=True)
	return {**_report_answer(case), "tracking_code": codes.shown_once(case)}


def _report_answer(case) -> dict:
	return {
		"case": case.name,
		"stage": case.stage,
		"workflow_state": case.workflow_state,
		"grid": case.grid,
		"photos": len(case.photos),
		"notice": emergencies.notice_for(case.category, case.description),
	}


@frappe.whitelist(methods=["POST"])
@idempotent("case.settle")
@located
def settle(
	description: str,
	category: str,
	photo_before: list | str | None = None,
	photo_after: list | str | None = None,
	grid: str | None = None,
	address: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
	note: str | None = None,
) -> dict:
	"""Reports a small thing and closes it at once, as the person who solved it (自行处置).

	Args:
	        category: one that may be settled on the spot.
	        photo_before, photo_after: each [{file_name, content}] with one photo, or one multipart file of that name.
	Permission: grid workers and community managers, in their own area.
	Returns:
	        {case, stage, workflow_state, grid, photos, notice}
	"""
	if not settling.may_settle():
		refuse_access("Case")
	values = {
		"description": description,
		"category": category,
		"grid": grid,
		"address": address,
		"latitude": latitude,
		"longitude": longitude,
		"source": "Patrol",
	}
	before, after = sent_photos(photo_before, "photo_before"), sent_photos(photo_after, "photo_after")
	refuse_unknown_links("Case", values)
	return _report_answer(
		settling.settle_on_the_spot(values, before, after, note, position(latitude, longitude))
	)


@frappe.whitelist(methods=["POST"])
@idempotent("case.act")
@located
def act(
	case: str,
	action: str,
	fields: dict | str | None = None,
	note: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
	modified: str | None = None,
) -> dict:
	"""Sets fields of a case and takes a workflow action, all or nothing.

	Args:
	        case: name of the case.
	        action: a workflow action that is possible for the user in the case's state.
	        fields: values for category, filing_condition, urgency, missed_by_patrol, title, description, grid, address,
	                latitude, longitude, units ([{unit, duty, instruction}]) or resolution.
	        note: goes into the event; a reason where the stage demands one.
	        modified: the `modified` the client has seen; 409 if it is stale.
	Returns:
	        {case, stage, stage_category, workflow_state, modified}
	"""
	values = as_dict(fields, "fields")
	doc = act_on("Case", case, action, values, modified, note=note, position=position(latitude, longitude))
	return {
		"case": doc.name,
		"stage": doc.stage,
		"stage_category": doc.stage_category,
		"workflow_state": doc.workflow_state,
		"modified": str(doc.modified),
	}


@frappe.whitelist(methods=["GET"])
def next_steps(case: str) -> list[dict]:
	"""The workflow actions that the user may take on a case now, and what each will ask for.

	Returns:
	        [{action, next_state, stage, needs_reason, needs_grid, needs_category, needs_units, needs_answer}]
	"""
	return steps_with_needs("Case", case)


@frappe.whitelist(methods=["GET"])
def route(case: str) -> dict:
	"""Which routing rule would choose the units of a case now, and why; nothing is written.

	Returns:
	        {status, rule, reason, units: [{unit, duty, instruction}]}; status is Routed or No Rule.
	"""
	return routing.preview(load_doc("Case", case))


@frappe.whitelist(methods=["POST"])
def reroute(case: str) -> dict:
	"""Asks the routing rules anew for a filed case and writes what they say; repeating changes nothing.

	Returns:
	        {case, status, rule, reason, units: [{unit, duty, instruction}]}
	"""
	require("Case", "write")
	doc = load_doc("Case", case, "write")
	routing.route_again(doc)
	units = [{"unit": row.unit, "duty": row.duty, "instruction": row.instruction} for row in doc.units]
	return {
		"case": doc.name,
		"status": doc.routing_status,
		"rule": doc.routing_rule,
		"reason": doc.routing_reason,
		"units": units,
	}


@frappe.whitelist(methods=["GET"])
@located
def similar(
	latitude: float | None = None,
	longitude: float | None = None,
	category: str | None = None,
	description: str | None = None,
	grid: str | None = None,
	besides: str | None = None,
) -> dict:
	"""Open cases that may be the same as a report, before it is sent.

	Args:
	        latitude, longitude: degrees WGS 84; without them the cases of `grid` are compared by words and kind.
	        besides: a case that is left out (the one on the form).
	Permission: cases that the user may list are shown; of the others only their number.
	Returns:
	        {radius, similar: [{case, title, stage, category, distance, likeness, score, reason, reported_at,
	        followers}], hidden}; radius and distance in metres, likeness and score of 100.
	"""
	require("Case", "read")
	asked = duplicates.ask(latitude, longitude, category, description, grid, besides)
	return duplicates.for_staff(asked, visible_cases())


@frappe.whitelist(methods=["GET"])
def follows(case: str) -> dict:
	"""Whether the account follows a case.

	Returns:
	        {case, following, followers}
	"""
	load_doc("Case", case)
	return _following_answer(case, following.follows(case, frappe.session.user))


@frappe.whitelist(methods=["POST"])
@idempotent("case.follow")
def follow(case: str, text: str | None = None) -> dict:
	"""Follows an open case instead of reporting it again; an account that follows already keeps its first text.

	Returns:
	        {case, following, followers}
	"""
	doc = load_doc("Case", case)
	following.follow_case(lock_case(doc.name), frappe.session.user, text)
	return _following_answer(case, True)


@frappe.whitelist(methods=["POST"])
def unfollow(case: str) -> dict:
	"""Ends following a case; repeating changes nothing.

	Returns:
	        {case, following, followers}
	"""
	load_doc("Case", case)
	following.unfollow(lock_case(case).name, frappe.session.user)
	return _following_answer(case, False)


def _following_answer(case: str, follows: bool) -> dict:
	return {
		"case": case,
		"following": follows,
		# The caller has loaded the case by this name.
		"followers": frappe.db.get_value("Case", case, "followers"),
	}


@frappe.whitelist(methods=["POST"])
@idempotent("case.merge")
def merge(case: str, into: str, reason: str) -> dict:
	"""Ends a case as a duplicate of another open one; both keep their history, everybody concerned is told.

	Permission: operators and duty chiefs.
	Returns:
	        {case, stage, into, followers}
	"""
	if not {"Operator", "Duty Chief"} & set(frappe.get_roles()):
		refuse_access("Case", case)
	# Locked in the order of their names: two merges across each other wait instead of stopping each other.
	docs = {name: load_doc("Case", name, "write") for name in sorted({case, into})}
	merging.merge(docs[case], docs[into], reason)
	followers = frappe.db.get_value("Case", docs[into].name, "followers")
	return {"case": case, "stage": docs[case].stage, "into": into, "followers": followers}


@frappe.whitelist(methods=["GET"])
def timeline(case: str) -> list[dict]:
	"""The events of a case in order, for everybody who may read the case.

	Returns:
	        [{event, from_stage, to_stage, happened_at, actor_name, unit, unit_name, reference_doctype, reference_name, note,
	        photos, latitude, longitude}]; reference_doctype names what moved where it was not the case.
	"""
	load_doc("Case", case)
	# get_all after the explicit check: the events of a visible case are visible.
	rows = frappe.get_all(
		"Case Event",
		filters={"case_file": case},
		fields=[
			"event",
			"from_stage",
			"to_stage",
			"happened_at",
			"actor_name",
			"unit",
			"reference_doctype",
			"reference_name",
			"note",
			"photos",
			"latitude",
			"longitude",
		],
		order_by=events.ORDER,
	)
	labels = labels_of(row["unit"] for row in rows if row["unit"])
	return [{**_event_answer(row), "unit_name": labels.get(row["unit"])} for row in rows]


def _event_answer(row: dict) -> dict:
	"""A stored event as clients read it: photos as a list, no position instead of 0, 0."""
	position = {key: row[key] or None for key in ("latitude", "longitude")}
	return {**row, **position, "photos": (row["photos"] or "").split()}


@frappe.whitelist(methods=["GET"])
def clock(case: str) -> dict:
	"""How a case stands against its time limit.

	Returns:
	        {due_at, light, used_hours, limit_hours, paused}; light is Green up to 80 %, Yellow up to 100 %, else Red.
	"""
	return standing(load_doc("Case", case))


@frappe.whitelist(methods=["POST"])
@idempotent("case.bulk_act")
def bulk_act(
	cases: list | str,
	action: str | None = None,
	stage: str | None = None,
	fields: dict | str | None = None,
	note: str | None = None,
) -> dict:
	"""Takes one step on up to 200 cases, each on its own: what fails is reported, the rest is done.

	Args:
	        action: a workflow action; or instead
	        stage: whichever action leads each case there.
	Returns:
	        {done: [case], failed: [{case, reason}]}
	"""
	require("Case", "write")
	names, values = [cstr(name) for name in as_list(cases, _("cases"))], as_dict(fields, "fields")
	step = acting.bulk_step(action, stage, values, note)
	return acting.act_on_many(names, step, load_doc)


def _case_of_reporter(case: str):
	"""The locked case, for the account that reported it.

	Raises:
	        frappe.PermissionError, SeparationOfDutiesError (403)
	"""
	feedback.refuse_others(load_doc("Case", case, "read"))
	return lock_case(case)


@frappe.whitelist(methods=["POST"])
@idempotent("case.rate")
def rate(case: str, rating: str, comment: str | None = None) -> dict:
	"""The word of the account that reported on how its case ended, once for each closing.

	Args:
	        rating: Satisfied, Basically Satisfied or Dissatisfied.
	Returns:
	        {case, feedback, rating}
	"""
	name = feedback.rate(_case_of_reporter(case), rating, comment, feedback.BY_ACCOUNT)
	return {"case": case, "feedback": name, "rating": rating}


@frappe.whitelist(methods=["POST"])
@idempotent("case.add_photos")
def add_photos(case: str, photos: list | str | None = None) -> dict:
	"""Photos of the account that reported, for a case that is not done; one request each where all are too large for one.

	Returns:
	        {case, photos, may_add_photos}: how many the case has, and whether it takes more
	"""
	files = sent_photos(photos)
	doc = _case_of_reporter(case)
	return {
		"case": case,
		"photos": added_photos.add(doc, files),
		"may_add_photos": added_photos.has_room(doc),
	}


@frappe.whitelist(methods=["POST"])
@idempotent("case.appeal")
def appeal(case: str, reason: str) -> dict:
	"""The one appeal of the account that reported; it is decided a level above the one that settled the case.

	Returns:
	        {case, appeal, stage, decide_level}
	"""
	doc = appeals.appeal(_case_of_reporter(case), reason, feedback.BY_ACCOUNT)
	return {"case": case, "appeal": doc.name, "stage": doc.stage, "decide_level": doc.decide_level}


@frappe.whitelist(methods=["POST"])
@idempotent("case.force_close")
def force_close(case: str, reason: str) -> dict:
	"""Ends a case past missing answers and checks; open dispatches and checks are withdrawn.

	Permission: duty chiefs who did not handle the case.
	Returns:
	        {case, stage, forced_closed}
	"""
	if "Duty Chief" not in frappe.get_roles():
		refuse_access("Case", case)
	doc = load_doc("Case", case, "write")
	closing.force_close(doc, reason)
	return {"case": doc.name, "stage": doc.stage, "forced_closed": doc.forced_closed}


@frappe.whitelist(methods=["POST"])
@idempotent("case.issue_code")
def issue_code(case: str, reason: str) -> dict:
	"""Draws a new tracking code to hand to the reporter, shown this once; the old one ends, the case has an event of it.

	Permission: who may change the case and did not work on it.
	Returns:
	        {case, tracking_code}
	"""
	doc = load_doc("Case", case, "write")
	return {"case": doc.name, "tracking_code": tracking_codes.issue(doc, reason)}


@frappe.whitelist(methods=["GET"])
def reply_text(case: str, stage: str) -> dict:
	"""The text that the templates offer to the reporter of a case in a stage.

	Returns:
	        {text}; None where no template fits.
	"""
	return {"text": replies.reply_for(load_doc("Case", case), stage)}


@frappe.whitelist(methods=["POST"])
@idempotent("case.escalate")
def escalate(case: str, reason: str) -> dict:
	"""Takes a case one level up: the duty chief, or a handler of a unit that holds it.

	Returns:
	        {case, handling_level, due_at}
	"""
	require("Case", "read")
	# A unit reads its case but does not edit it; the holder's right to ask is checked below.
	doc = load_doc("Case", case)
	escalation.refuse_stranger(doc)
	locked = frappe.get_doc("Case", case, for_update=True)
	escalation.escalate(locked, reason)
	return {"case": case, "handling_level": locked.handling_level, "due_at": locked.due_at}
