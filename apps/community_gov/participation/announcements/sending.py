"""Sending notices: at their time, once, also where a worker is killed in the middle.

What is told to whom is a row with a key of its own before anything is sent. A message is claimed in a transaction of its own
before it goes out: a worker that is killed in between leaves a claim, which is told as not reached and never sent again.
"""

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, cstr, get_url, now_datetime

from community_gov.core import long_jobs, text_messages
from community_gov.core.code_text import grouped
from community_gov.core.errors import CommunityGovError
from community_gov.core.jobs import run_isolated
from community_gov.core.notifications import notify_users, site_language, with_role
from community_gov.participation.announcements import (
	approvals,
	audience,
	chasing,
	deliveries,
	quiet_hours,
	reach,
)
from community_gov.participation.announcements.notice_settings import quiet
from community_gov.registry.identity.protected_numbers import plain

NOTICE, DOCTYPE = deliveries.NOTICE, deliveries.DOCTYPE
RUN = "community_gov.participation.announcements.sending.work_through"
MOST_TRIES = 3
# A claim that is older was left by a worker that is gone.
CLAIM_MINUTES = 10
LONGEST_MESSAGE = 140


def enqueue(notice) -> None:
	"""Queues the sending of a notice once its transaction is through; twice is once."""
	long_jobs.enqueue(notice, RUN, "name")


def run_due() -> int:
	"""Scheduler: sends what is due, goes on with what a worker left, chases; returns how many notices began to be sent."""
	filters = {"stage": "Scheduled", "scheduled_for": ("<=", now_datetime())}
	names = frappe.get_all(NOTICE, filters, pluck="name", order_by="scheduled_for asc", limit=200)
	with site_language():
		begun = sum(
			run_isolated(lambda name=name: begin(name), "Sending a Notice", name) or 0 for name in names
		)
		_go_on()
		approvals.tell_unapproved()
	chasing.run_due()
	return begun


def begin(name: str) -> int:
	"""Moves a notice that is due into the stage in which it is sent; 1 where it did, else 0.

	What its stage refuses by now (nobody is left, a second approval is missing) is told to whoever approved it.
	"""
	notice = frappe.get_doc(NOTICE, name, for_update=True)
	if notice.stage != "Scheduled":
		return 0
	if notice.kind != approvals.EMERGENCY and quiet_hours.is_quiet(now_datetime(), *quiet()):
		return 0
	try:
		notice.move_to_stage("Sent", "Send")
	except CommunityGovError as error:
		told = _("Notice {0} could not be sent: {1}").format(notice.title, cstr(error))
		users = {notice.approved_by} | with_role("Community Administrator")
		notify_users(users, told[:140], NOTICE, name)
		return 0
	return 1


def _go_on() -> None:
	"""Notices whose sending makes no progress are taken up again."""
	before = add_to_date(now_datetime(), minutes=-long_jobs.STALLED_MINUTES)
	filters = {"sending": ("in", ("Preparing", "Sending")), "progress_at": ("<", before)}
	for name in frappe.get_all(NOTICE, filters, pluck="name", order_by="sent_at asc", limit=200):
		frappe.db.set_value(NOTICE, name, "progress_at", now_datetime(), update_modified=False)
		enqueue(frappe.get_doc(NOTICE, name))


def work_through(name: str) -> None:
	"""Writes the deliveries of a notice that is being sent and sends its messages; called by the background worker.

	Running twice, or two at once, tells nobody twice.
	"""
	notice = frappe.get_doc(NOTICE, name)
	if notice.stage not in deliveries.UNDER_WAY or notice.sending == "Done":
		return
	with site_language():
		if notice.sending == "Preparing":
			write_deliveries(notice)
			# What is written down is sent, whatever happens to the worker.
			frappe.db.commit()
		is_through = _send_messages(notice)
	frappe.db.commit()
	_note_progress(name, "Done" if is_through else "Sending")
	reach.refresh(name)
	frappe.db.commit()


def write_deliveries(notice) -> None:
	"""The audience as it is now: who moved away since the notice was scheduled is told nothing."""
	found = audience.count(notice)
	deliveries.add(notice, found, deliveries.of_channels(notice))
	if notice.by_door or notice.by_call:
		chasing.tell_workers(notice)
	counts = ("audience_households", "audience_people", "with_number", "with_portal", "counted_at")
	values = {name: notice.get(name) for name in counts}
	frappe.db.set_value(NOTICE, notice.name, values, update_modified=False)
	_note_progress(notice.name, "Sending")


def _note_progress(name: str, state: str) -> None:
	frappe.db.set_value(
		NOTICE, name, {"sending": state, "progress_at": now_datetime()}, update_modified=False
	)


def _send_messages(notice) -> bool:
	"""Sends what waits, one claim after the other; False where quiet hours or the gateway leave something for later."""
	_give_up_old_claims(notice.name)
	filters = {"notice": notice.name, "channel": "SMS", "status": deliveries.WAITING}
	names = frappe.get_all(DOCTYPE, filters, pluck="name", order_by="name asc")
	if not names:
		return True
	if not text_messages.can_send():
		table = frappe.qb.DocType(DOCTYPE)
		query = frappe.qb.update(table).set(table.reason, "No Gateway")
		query.where(table.name.isin(names) & (table.status == deliveries.WAITING)).run()
		return False
	text = message_of(notice)
	for count, name in enumerate(names):
		if notice.kind != approvals.EMERGENCY and quiet_hours.is_quiet(now_datetime(), *quiet()):
			return False
		if count % 50 == 0:
			# A snapshot of now: another worker may have noted its progress meanwhile.
			frappe.db.commit()
			_note_progress(notice.name, "Sending")
		if row := _claim(name):
			_send_one(row, text)
	return not frappe.db.exists(DOCTYPE, filters)


def _give_up_old_claims(notice: str) -> None:
	"""Whether these messages went out nobody knows: their households are chased, never told twice by machine."""
	before = add_to_date(now_datetime(), minutes=-CLAIM_MINUTES)
	filters = {"notice": notice, "status": deliveries.SENDING, "last_tried_at": ("<", before)}
	for name in frappe.get_all(DOCTYPE, filters, pluck="name", order_by="name asc"):
		deliveries.mark(name, deliveries.NOT_REACHED, "Interrupted")


def _claim(name: str) -> frappe._dict | None:
	"""Takes a waiting message in a transaction of its own; None where another worker has it, or its notice has ended."""
	fields = ["name", "status", "tries", "resident", "household", "notice"]
	row = frappe.db.get_value(DOCTYPE, name, fields, as_dict=True, for_update=True)
	stage = frappe.db.get_value(NOTICE, row.notice, "stage") if row else None
	is_free = row and row.status == deliveries.WAITING and stage in deliveries.UNDER_WAY
	if is_free:
		deliveries.mark(name, deliveries.SENDING, tries=cint(row.tries) + 1)
	frappe.db.commit()
	return row if is_free else None


def _send_one(row, text: str) -> None:
	number, reason = _number_of(row)
	if not number:
		deliveries.mark(row.name, deliveries.NOT_REACHED, reason)
	else:
		try:
			text_messages.send(number, text)
		except CommunityGovError:
			is_last = cint(row.tries) + 1 >= MOST_TRIES
			deliveries.mark(
				row.name, deliveries.NOT_REACHED if is_last else deliveries.WAITING, "Gateway Refused"
			)
		else:
			deliveries.mark(row.name, deliveries.REACHED, delivered_at=now_datetime())
	frappe.db.commit()


def _number_of(row) -> tuple[str | None, str | None]:
	"""(number, None) of whoever lives there still, else (None, why)."""
	person = frappe.get_doc("Resident", row.resident) if row.resident else None
	if not person or person.status != audience.PRESENT or person.household != row.household:
		return None, "Moved Out"
	number = plain(person, "mobile")
	return number, None if number else "No Number"


def message_of(notice) -> str:
	"""The text of the message: who writes, what it says, how to check it; no care tag, no name."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	sender = settings.community_name or frappe.db.get_value("Grid", notice.grid, "grid_name")
	words = f"{notice.title}：{notice.plain_summary}"
	if len(words) > LONGEST_MESSAGE:
		words = f"{words[: LONGEST_MESSAGE - 1]}…"
	check = _("Check it: {0} code {1}").format(get_url("/notices"), grouped(notice.check_code))
	return f"【{sender}】{words} {check}"
