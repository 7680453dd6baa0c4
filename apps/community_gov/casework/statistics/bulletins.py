"""Bulletins (周报, 月通报): figures frozen with the version of their formulas, announced, objected to, published.

Once published nothing changes; a mistake gets a numbered correction.
"""

import json
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import add_days, cint, cstr, flt, get_first_day, get_last_day, getdate, now_datetime

from community_gov.casework.deadlines.working_time import in_working_days
from community_gov.casework.dispatch.units import label_of
from community_gov.casework.lifecycle import guards, notifications
from community_gov.casework.statistics import figures
from community_gov.casework.statistics.metrics import FORMULA_VERSION
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError, StageGuardError
from community_gov.core.periods import period
from community_gov.core.plain_text import listed
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.core.time import as_day

MAX_DAYS = 400
SCHEDULED = {"Weekly": "weekly_bulletin", "Monthly": "monthly_bulletin"}


def _period_of(kind: str, today: date) -> tuple[date, date]:
	"""The last whole week (Monday to Sunday) or month before a day."""
	if kind == "Weekly":
		last = today - timedelta(days=today.weekday() + 1)
		return last - timedelta(days=6), last
	last = get_first_day(today) - timedelta(days=1)
	return get_first_day(last), last


def check_period(bulletin) -> None:
	"""Weeks and months are whole, a special period is in the past and not endless.

	Raises:
	        BadInputError
	"""
	first, last = getdate(bulletin.from_date), getdate(bulletin.to_date)
	whole = {
		"Weekly": first.weekday() == 0 and last == add_days(first, 6),
		"Monthly": first == get_first_day(first) and last == get_last_day(first),
		"Special": first <= last and (last - first).days <= MAX_DAYS,
	}
	if not whole.get(bulletin.kind) or last >= getdate():
		frappe.throw(
			_(
				"{0} to {1} is no finished period of this kind. Choose a week from Monday, a month or days that are over."
			).format(cstr(first), cstr(last)),
			exc=BadInputError,
		)


def _period_key(bulletin) -> str:
	"""What there is one bulletin of: the first day of a week or month tells the last, that of other days does not."""
	days = str(getdate(bulletin.from_date))
	if bulletin.kind not in SCHEDULED:
		days += f":{getdate(bulletin.to_date)}"
	return f"{bulletin.kind}:{bulletin.area or ''}:{days}"


def refuse_second(bulletin) -> None:
	other = frappe.db.get_value("Bulletin", {"period_key": _period_key(bulletin)})
	if other:
		frappe.throw(
			_("Bulletin {0} covers this period already. Open that one.").format(other), exc=ConflictError
		)


def prepare(bulletin) -> None:
	"""Numbers a new bulletin, freezes its figures and takes the list of recipients."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	bulletin.period_key = _period_key(bulletin)
	bulletin.recipients = bulletin.recipients or settings.bulletin_recipients
	bulletin.issue_year = getdate(bulletin.to_date).year
	same = {
		"kind": bulletin.kind,
		"area": bulletin.area or ["is", "not set"],
		"issue_year": bulletin.issue_year,
	}
	bulletin.issue_number = 1 + cint(
		frappe.db.get_value("Bulletin", same, "issue_number", order_by="issue_number desc")
	)
	bulletin.title = _title_of(bulletin, settings.bulletin_heading)
	_freeze_figures(bulletin)


def _title_of(bulletin, heading: str | None) -> str:
	place = heading or frappe.db.get_value("Grid", bulletin.area, "grid_name") or ""
	kind = {
		"Weekly": _("Weekly Bulletin on the Disposal of Cases"),
		"Monthly": _("Monthly Bulletin on the Disposal of Cases"),
		"Special": _("Special Bulletin on the Disposal of Cases"),
	}[bulletin.kind]
	return f"{place} {kind}".strip()


def _freeze_figures(bulletin) -> None:
	"""Stores the figures as they are now, with what they were computed by."""
	bulletin.ranking_minimum = figures.ranking_minimum()
	bulletin.formula_version, bulletin.generated_at = FORMULA_VERSION, now_datetime()
	span = period(bulletin.from_date, bulletin.to_date)
	snapshot = {
		"overall": figures.overall_figures(*span, bulletin.area),
		"units": figures.unit_figures(*span, bulletin.area),
		"sections": _sections(bulletin),
	}
	bulletin.snapshot = json.dumps(snapshot, ensure_ascii=False, sort_keys=True)


def _sections(bulletin) -> list[dict]:
	"""What other domains tell of the period, each named under `community_gov_bulletin_sections` in the hooks.

	Returns:
	        [{title, rows: [{figure, numerator, denominator, rate}]}], those with rows
	"""
	told = [frappe.get_attr(path) for path in frappe.get_hooks("community_gov_bulletin_sections")]
	found = [tell(bulletin.from_date, bulletin.to_date, bulletin.area) for tell in told]
	return [section for section in found if section["rows"]]


def compute_anew(bulletin) -> None:
	"""Refreshes the figures of a draft. Raises StageGuardError once it is announced."""
	if bulletin.stage != "Drafted":
		guards.refuse(
			_("The figures of bulletin {0} are frozen.").format(bulletin.name),
			_("Take it back into the draft first."),
		)
	_freeze_figures(bulletin)
	step_context(bulletin).by_server = True
	bulletin.save()


def figures_of(bulletin) -> dict:
	"""The frozen figures: {overall: {…}, units: [{key, label, rank, …}], sections: see _sections, in later ones}."""
	return json.loads(bulletin.snapshot or '{"overall": {}, "units": []}')


def generate(kind: str, from_date=None, to_date=None, area: str | None = None):
	"""Drafts the bulletin of a period, or returns the one that is there already.

	Args:
	        from_date, to_date: for a special one; weeks and months default to the last whole one.
	"""
	if kind in SCHEDULED and not from_date:
		from_date, to_date = _period_of(kind, getdate())
	doc = frappe.new_doc("Bulletin")
	doc.update(
		{
			"kind": kind,
			"area": area,
			"from_date": as_day(from_date, "from_date"),
			"to_date": as_day(to_date, "to_date"),
		}
	)
	known = frappe.db.get_value("Bulletin", {"period_key": _period_key(doc)})
	return frappe.get_doc("Bulletin", known) if known else doc.insert()


def draft_due_bulletins() -> list[str]:
	"""Daily job: drafts what the settings ask for and is not there yet, so a missed day is made up for."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	drafted = []
	with notifications.site_language():
		for kind, switch in SCHEDULED.items():
			if cint(settings.get(switch)):
				drafted.append(generate(kind, area=settings.bulletin_area).name)
	return drafted


def _open_window(bulletin) -> None:
	days = flt(frappe.get_cached_doc("Community Gov Settings").objection_days)
	bulletin.objections_until = in_working_days(days)


def _close_window(bulletin) -> None:
	"""Taken back into the draft: the figures are computed anew."""
	if bulletin.get_doc_before_save():
		bulletin.announced_at = bulletin.objections_until = None
		_freeze_figures(bulletin)


def _tell_units(bulletin) -> None:
	"""Every unit in the table may look at it and object."""
	subject = _("{0}, issue {1}: object until {2} if a figure is wrong.").format(
		bulletin.title, bulletin.issue_number, cstr(bulletin.objections_until)[:16]
	)
	users: set[str] = set()
	for row in figures_of(bulletin)["units"]:
		users |= notifications.handlers_of_unit(row["key"])
	notifications.notify_users(users, subject, bulletin.doctype, bulletin.name)


def _needs_window_over(bulletin) -> None:
	if bulletin.objections_until and now_datetime() < frappe.utils.get_datetime(bulletin.objections_until):
		guards.refuse(
			_("Units may object until {0}.").format(cstr(bulletin.objections_until)[:16]),
			_("Publish afterwards."),
		)


def _needs_no_open_objection(bulletin) -> None:
	count = count_locked("Bulletin Objection", {"bulletin": bulletin.name, "result": "Open"})
	if count:
		guards.refuse(_("{0} objections have no reply.").format(count), _("Reply to each, then publish."))


def _free_period(bulletin) -> None:
	"""A discarded bulletin gives its period free."""
	bulletin.period_key = None


def object_to(bulletin, unit: str, text: str):
	"""Raises a unit's objection while the window is open.

	Raises:
	        BadInputError (no text), StageGuardError (not announced, or too late).
	"""
	if not cstr(text).strip():
		frappe.throw(_("The objection is empty. Write which figure is wrong and why."), exc=BadInputError)
	late = bulletin.objections_until and now_datetime() > frappe.utils.get_datetime(bulletin.objections_until)
	if bulletin.stage != "Announced" or late:
		frappe.throw(
			_("Bulletin {0} takes no objections now. Ask the duty chief for a correction.").format(
				bulletin.name
			),
			exc=StageGuardError,
		)
	doc = frappe.new_doc("Bulletin Objection")
	doc.update({"bulletin": bulletin.name, "unit": unit, "text": text.strip(), "result": "Open"})
	doc.update({"raised_at": now_datetime(), "raised_by": frappe.session.user})
	step_context(doc).by_writer = True
	# The endpoint has checked that the user answers for the unit and may read the bulletin.
	doc.insert(ignore_permissions=True)
	notifications.notify_users(
		notifications.with_role("Duty Chief"),
		_("{0} objects to {1}.").format(label_of(unit), bulletin.title),
		doc.doctype,
		doc.name,
	)
	return doc


def reply_to(objection, upheld: bool, reply: str) -> None:
	"""Answers an objection once.

	Raises:
	        BadInputError (no text), ConflictError (answered already).
	"""
	if objection.result != "Open":
		frappe.throw(
			_("Objection {0} is answered already. Correct the bulletin instead.").format(objection.name),
			exc=ConflictError,
		)
	if not cstr(reply).strip():
		frappe.throw(_("The reply is empty. Write what was found."), exc=BadInputError)
	values = {"result": "Upheld" if upheld else "Dismissed", "reply": reply.strip()}
	objection.db_set({**values, "replied_at": now_datetime(), "replied_by": frappe.session.user})
	subject = _("Your objection to bulletin {0} was answered.").format(objection.bulletin)
	notifications.notify_users({objection.raised_by}, subject, objection.doctype, objection.name)


def correct(bulletin, text: str) -> int:
	"""Adds a numbered correction to a published bulletin and returns its number.

	Raises:
	        BadInputError (no text), StageGuardError (not published yet).
	"""
	if bulletin.stage != "Published":
		frappe.throw(
			_("Bulletin {0} is not published yet. Take it back into the draft instead.").format(
				bulletin.name
			),
			exc=StageGuardError,
		)
	if not cstr(text).strip():
		frappe.throw(_("The correction is empty. Write what is wrong and what is right."), exc=BadInputError)
	number = len(bulletin.corrections) + 1
	row = {"number": number, "text": text.strip()}
	bulletin.append(
		"corrections", {**row, "corrected_at": now_datetime(), "corrected_by": frappe.session.user}
	)
	step_context(bulletin).by_server = True
	bulletin.save()
	_send(bulletin)
	return number


def addresses(bulletin) -> list[str]:
	"""Valid addresses of the list, each once, in its order."""
	valid = [frappe.utils.validate_email_address(line) for line in _recipients(bulletin)]
	return list(dict.fromkeys(address for address in valid if address))


def _recipients(bulletin) -> list[str]:
	"""What the list names; no address has a space in it."""
	return [part for entry in listed(bulletin.recipients) for part in entry.split()]


def check_recipients(bulletin) -> None:
	wrong = [line for line in _recipients(bulletin) if not frappe.utils.validate_email_address(line)]
	if wrong:
		frappe.throw(
			_("{0} is no e-mail address. Write one address a line.").format(wrong[0]), exc=BadInputError
		)


def _send(bulletin) -> None:
	"""Queues the PDF to the list once the transaction is through; without a mail account it stays in the desk."""
	if not addresses(bulletin) or not notifications.can_send():
		return
	frappe.enqueue(
		"community_gov.casework.statistics.bulletin_mail.send_bulletin",
		bulletin=bulletin.name,
		enqueue_after_commit=True,
	)


BULLETIN_STAGE_RULES = {
	"Drafted": StageRule(computes=(_close_window,)),
	"Announced": StageRule("announced_at", computes=(_open_window,), effects=(_tell_units,)),
	"Published": StageRule(
		"published_at",
		"published_by",
		guards=(_needs_window_over, _needs_no_open_objection),
		effects=(_send,),
	),
	"Discarded": StageRule(guards=(guards.needs_reason,), computes=(_free_period,)),
}
