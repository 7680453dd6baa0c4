"""The secretary's studio (书记工作室): a visitor is received, and what was promised has a clock."""

from datetime import datetime, time
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, getdate, now_datetime

from community_gov.casework.deadlines import clock
from community_gov.casework.intake import reporting
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context

SETTLED, PROMISED, CASE = "Settled on the Spot", "Promised Reply", "Turned into Case"


def check_record(record) -> None:
	"""What each outcome demands.

	Raises:
	        BadInputError: a date in the future, no promised day, or no reply where it was settled.
	"""
	if getdate(record.reception_date) > getdate():
		_refuse(_("The reception lies in the future. Enter the day on which it took place."))
	if record.outcome == SETTLED and not cstr(record.reply).strip():
		_refuse(_("A matter settled on the spot has its reply. Write what was said."))
	if record.outcome == PROMISED and not record.promised_reply_date:
		_refuse(_("A promise has its day. Enter the promised reply date."))
	if record.promised_reply_date and getdate(record.promised_reply_date) < getdate(record.reception_date):
		_refuse(_("The promised day lies before the reception. Correct the dates."))


def _refuse(message: str) -> NoReturn:
	frappe.throw(message, exc=BadInputError)


def refuse_second_outcome(record) -> None:
	"""A record that became a case stays one.

	Raises:
	        ConflictError
	"""
	before = record.get_doc_before_save()
	becomes = record.outcome == CASE
	if (becomes and not record.case_file) or (before and before.case_file and not becomes):
		frappe.throw(
			_("Whether a record is a case is not entered by hand. Use Turn into Case."), exc=ConflictError
		)


def stamp_reply(record) -> None:
	"""The reply stops the clock at the moment it is first written; taking it out starts it again."""
	if not cstr(record.reply).strip():
		record.replied_at = None
	elif not record.replied_at:
		record.replied_at = now_datetime()


def light_of_promise(promised: str, received: str, replied: datetime | None, now: datetime) -> str:
	"""Green, Yellow or Red of a promise on natural days: from the reception to the end of the promised day."""
	start = datetime.combine(getdate(received), time.min)
	limit = datetime.combine(getdate(promised), time.max) - start
	return clock.light_of_time((get_datetime(replied) if replied else now) - start, limit)


def standing(record) -> dict:
	"""How a record stands: {outcome, promised_reply_date, replied_at, light}; light is None without a promise."""
	promised = record.outcome == PROMISED and record.promised_reply_date
	shown = (
		light_of_promise(promised, record.reception_date, record.replied_at, now_datetime())
		if promised
		else None
	)
	return {
		"outcome": record.outcome,
		"promised_reply_date": record.promised_reply_date,
		"replied_at": record.replied_at,
		"light": shown,
	}


def to_case(record, category: str | None = None):
	"""Opens the case of a locked record, once, and returns it.

	Raises:
	        ConflictError: a reply ended the matter. Whatever a report raises.
	"""
	if record.case_file:
		return frappe.get_doc("Case", record.case_file)
	if record.replied_at:
		frappe.throw(
			_("Record {0} has its reply already. Report what is still wrong as a new case.").format(
				record.name
			),
			exc=ConflictError,
		)
	values = {
		"description": record.matter,
		"category": category or record.category,
		"grid": record.grid,
		"source": "Secretary Studio",
		"reporter_name": record.visitor_name,
		"reporter_phone": record.visitor_phone,
	}
	reporting.refuse_unknown_links("Case", values)
	case = frappe.new_doc("Case")
	case.update(values)
	step_context(case).reception_record = record.name
	reporting.refuse_out_of_scope(case, "create")
	case.insert()
	step_context(record).case_file = case.name
	record.outcome = CASE
	record.save()
	return case
