"""Service records: what was served, when, how many hours count, and by which rule they are credited."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import add_days, cint, cstr, flt, get_datetime, now_datetime

from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.stages.rules import DONE
from community_gov.core.step_context import step_context
from community_gov.core.time import as_moment, not_ahead
from community_gov.volunteering.points import point_rules
from community_gov.volunteering.points.ledger import PRECISION, lock_volunteer
from community_gov.volunteering.registration.persons import require_consent, same_person
from community_gov.volunteering.services import recipient_confirmation, service_hours

CHECK_IN, BY_HAND = "Check-in", "By Hand"
STAFF_ROLES = frozenset({"Community Administrator", "Community Manager", "Volunteer Coordinator"})
# Stages whose time is taken: two services of one person never overlap.
COUNTING = ("Recorded", "Returned", "Disputed", "Confirmed")
FACTS = (
	"volunteer",
	"project",
	"intensity",
	"role",
	"help_request",
	"content",
	"started_at",
	"ended_at",
	"break_minutes",
	"travel_minutes",
)
# What hours and points follow from.
CREDITED = ("project", "intensity", "role", "started_at", "ended_at", "break_minutes", "travel_minutes")
STEP = 15


def open_record(
	volunteer: str,
	project: str | None,
	intensity: str | None,
	role: str | None,
	started_at: datetime | str,
	ended_at: datetime | str,
	break_minutes: int = 0,
	source_doctype: str | None = None,
	source_name: str | None = None,
	stated_by: str | None = None,
) -> str | None:
	"""Opens the record of a service that was checked in and out; it then waits for its confirmation.

	The same source gives the same record, so a repeated check-out opens no second one. Call it in the transaction of the
	check-out, with the volunteer's lock not yet held by anything that waits for a reward item.

	Args:
	        volunteer: name of a Volunteer.
	        project, intensity: names of a Service Project and a Service Intensity, or None.
	        role: the role as the activity names it (Data), or None.
	        started_at, ended_at: site time; they may lie on both sides of midnight, at most 24 hours apart.
	        break_minutes: whole minutes that do not count.
	        stated_by: who stated a time that was not checked; somebody else confirms it.
	        source_doctype, source_name: the sign-up or check-in it comes from; together unique.
	Returns:
	        the name of the Service Record, or None where the service was shorter than one step of the settings
	        (15 minutes as shipped): nothing is recorded then.
	Raises:
	        BadInputError (422): end before start, longer than 24 hours, breaks as long as the service, in the future.
	        ConflictError (409): the person has another service at that time.
	"""
	known = source_name and frappe.db.get_value(
		"Service Record", {"source_key": f"{source_doctype}:{source_name}"}
	)
	if known:
		return known
	started, ended = get_datetime(started_at), get_datetime(ended_at)
	times = (started, ended, cint(break_minutes), 0)
	if service_hours.objection(*times, _step_minutes()) == service_hours.TOO_SHORT:
		return None
	doc = frappe.new_doc("Service Record")
	doc.update({"volunteer": volunteer, "project": project, "intensity": intensity, "role": role})
	doc.update({"started_at": started, "ended_at": ended, "break_minutes": cint(break_minutes)})
	step_context(doc).tell(source=(source_doctype, source_name), stated_by=stated_by)
	# The check-out was permitted; whoever did it may hold no right to enter services.
	return doc.insert(ignore_permissions=True).name


def _settings():
	return frappe.get_cached_doc("Community Gov Settings")


def _step_minutes() -> int:
	return cint(_settings().service_step_minutes) or STEP


def prepare(doc) -> None:
	"""Everything that the server knows of a service before it is stored, under the lock of its volunteer.

	Raises:
	        BadInputError, ConflictError
	"""
	doc.role, doc.started_at, doc.ended_at = (
		cstr(doc.role).strip(),
		as_moment(doc.started_at, "started_at"),
		as_moment(doc.ended_at, "ended_at"),
	)
	volunteer = lock_volunteer(doc.volunteer)
	if doc.is_new():
		_take_origin(doc, volunteer)
		# What was checked in has been served, and counts.
		if not step_context(doc).source:
			require_consent(doc.volunteer)
	_check_times(doc)
	recipient_confirmation.check_help_request(doc)
	_refuse_overlap(doc)
	_calculate(doc)


def _take_origin(doc, volunteer) -> None:
	"""Where a new record comes from: a check-in says so by a flag that no client can set."""
	if volunteer.status == "Retired":
		frappe.throw(
			_("{0} is not an active volunteer. Reactivate the record first.").format(volunteer.full_name),
			exc=BadInputError,
		)
	source_doctype, source_name = step_context(doc).source or (None, None)
	doc.source = CHECK_IN if step_context(doc).source else BY_HAND
	doc.source_doctype, doc.source_name = source_doctype, source_name
	doc.source_key = f"{source_doctype}:{source_name}" if source_name else None
	doc.grid, doc.corrected_by = volunteer.grid, step_context(doc).stated_by
	entered = now_datetime()
	doc.is_late = service_hours.is_late(doc.ended_at, entered, cint(_settings().service_late_days))


def _check_times(doc) -> None:
	"""Raises BadInputError with what is wrong with the times of a service."""
	doc.ended_at = not_ahead(doc.ended_at, _("The service ends in the future. Enter it when it is over."))
	values = (doc.started_at, doc.ended_at, cint(doc.break_minutes), cint(doc.travel_minutes))
	found = service_hours.objection(*values, _step_minutes())
	if found:
		frappe.throw(_objection_text(found), exc=BadInputError)


def _objection_text(objection: str) -> str:
	return {
		service_hours.BACKWARDS: _("The service ends before it begins. Correct the times."),
		service_hours.TOO_LONG: _("The service is longer than 24 hours. Enter each day on its own."),
		service_hours.NEGATIVE: _("Breaks and travel cannot be negative. Enter minutes from zero."),
		service_hours.NOTHING_LEFT: _("Breaks and travel leave no time of service. Correct the minutes."),
		service_hours.TOO_SHORT: _(
			"The service is shorter than {0} minutes and counts nothing. Correct the times."
		).format(_step_minutes()),
	}[objection]


def _refuse_overlap(doc) -> None:
	"""One person serves in one place at a time, also under a second record of theirs.

	Raises:
	        ConflictError
	"""
	if doc.stage not in COUNTING:
		return
	table = frappe.qb.DocType("Service Record")
	query = (
		frappe.qb.from_(table)
		.select(table.name)
		.where(table.volunteer.isin(same_person(doc.volunteer)))
		.where(table.stage.isin(COUNTING))
		.where((table.started_at < doc.ended_at) & (table.ended_at > doc.started_at))
		.where(table.started_at > doc.started_at - service_hours.LONGEST)
		.where(table.name != (doc.name or ""))
		.limit(1)
	)
	# A locking read: it sees what was committed since this transaction began.
	found = query.for_update().run(pluck=True)
	if found:
		frappe.throw(
			_(
				"The volunteer has another service at that time: {0}. Correct the times of one of them."
			).format(found[0]),
			exc=ConflictError,
		)


def _calculate(doc) -> None:
	"""Hours and points as they stand now; the confirmation recognises them for good."""
	minutes = service_hours.served_minutes(
		doc.started_at, doc.ended_at, cint(doc.break_minutes), cint(doc.travel_minutes)
	)
	doc.served_hours = service_hours.hours_of(minutes, _step_minutes())
	cap = flt(_settings().service_daily_hours)
	day = service_hours.day_of(doc.started_at)
	recognised = _recognised_hours(doc.volunteer, day, doc.name) if cap else 0
	doc.hours = service_hours.within_cap(doc.served_hours, cap, recognised)
	rule = point_rules.rule_for(day, doc.project, doc.role, doc.intensity)
	doc.point_rule = rule.name if rule else None
	doc.points_per_hour = rule.points_per_hour if rule else 0
	doc.points = flt(doc.hours * doc.points_per_hour, PRECISION)


def _recognised_hours(volunteer: str, day: date, without: str | None) -> float:
	"""Confirmed hours of a person's day, other than those of one record."""
	table = frappe.qb.DocType("Service Record")
	rows = (
		frappe.qb.from_(table)
		.select(table.hours)
		.where(table.volunteer.isin(same_person(volunteer)))
		.where(table.stage == "Confirmed")
		.where((table.started_at >= day) & (table.started_at < add_days(day, 1)))
		.where(table.name != (without or ""))
	)
	return sum(rows.for_update().run(pluck=True))


def _note_correction(doc, before) -> None:
	"""Who rewrites what is credited stands behind it for good, and what the person served had confirmed needs their word.

	What the client sends for these fields was put back before.
	"""
	if not set(changed_fields(doc)) & set(CREDITED):
		return
	if before.confirmed_through == "Person Served":
		doc.needs_word, doc.confirmed_through = 1, None
	own = frappe.db.get_value("Volunteer", before.volunteer, "user") == frappe.session.user
	if not own:
		doc.corrected_by = "\n".join(
			sorted({*recipient_confirmation.correctors_of(before), frappe.session.user})
		)


def keep_facts(doc) -> None:
	"""Who may change what was served: staff, and the volunteer while it is open and was entered by hand.

	What was checked in stays as it was checked in, a leader confirms or sends back, and nobody changes the person.
	"""
	before = doc.get_doc_before_save()
	if not before or step_context(doc).by_server:
		return
	doc.volunteer = before.volunteer
	# Without a step a done record refuses every change; with one, no other field may change either.
	rides_along = before.stage_category == DONE and before.workflow_state != doc.workflow_state
	if rides_along or not _may_change_facts(before):
		for fieldname in (*FACTS, "evidence"):
			doc.set(fieldname, before.get(fieldname))
	_note_correction(doc, before)


def _may_change_facts(before) -> bool:
	user = frappe.session.user
	own = before.source == BY_HAND and frappe.db.get_value("Volunteer", before.volunteer, "user") == user
	return own or is_staff(user)


def is_staff(user: str) -> bool:
	return user == "Administrator" or bool(STAFF_ROLES & set(frappe.get_roles(user)))


def check_evidence(doc) -> None:
	"""The evidence is a file that the writer uploaded for this record: an address of somebody else's is none.

	Raises:
	        BadInputError
	"""
	before = doc.get_doc_before_save()
	if not doc.evidence or (before and before.evidence == doc.evidence):
		return
	rows = frappe.get_all(
		"File",
		filters={"file_url": doc.evidence},
		fields=["attached_to_name", "owner", "is_private"],
		order_by="creation desc",
	)
	own = [row for row in rows if row.attached_to_name == doc.name or row.owner == frappe.session.user]
	if not any(row.is_private for row in own):
		frappe.throw(
			_("The evidence is no private file of yours. Upload the photo or document itself."),
			exc=BadInputError,
		)
