"""Records whose work a background job does: queued once, taken up again where a worker was killed.

Such a record has `progress_at`, the moment of its last progress.
"""

import traceback
from collections.abc import Callable, Sequence

import frappe
from frappe.utils import add_to_date, get_datetime, now_datetime

# Without progress for so long, whoever worked on it is gone.
STALLED_MINUTES = 5


def enqueue(record, method: str, argument: str) -> None:
	"""Queues the work on a record once its transaction is through; twice is once.

	Args:
	        method: dotted path of the function that does it.
	        argument: the name of its only argument, which gets the name of the record.
	"""
	# Another id after a stall: the queue believes a killed worker's job to be running for a while.
	kind = frappe.scrub(record.doctype).replace("_", "-")
	job = f"{kind}-{record.name}-{int(get_datetime(record.progress_at).timestamp())}"
	options = {"job_id": job, "deduplicate": True, "enqueue_after_commit": True}
	frappe.enqueue(method, queue="long", timeout=3600, **options, **{argument: record.name})


def take_up_stalled(doctype: str, statuses: Sequence[str], work: Callable) -> None:
	"""Calls `work` with each record in one of the statuses that makes no progress, oldest first."""
	filters = {
		"status": ["in", list(statuses)],
		"progress_at": ["<", add_to_date(now_datetime(), minutes=-STALLED_MINUTES)],
	}
	for name in frappe.get_all(doctype, filters, pluck="name", order_by="creation asc"):
		frappe.db.set_value(doctype, name, "progress_at", now_datetime())
		work(frappe.get_doc(doctype, name))


def log_place(title: str, error: Exception) -> None:
	"""Logs where an error came from, not with what: one of the database repeats the values of the rows."""
	where = "".join(traceback.format_tb(error.__traceback__))
	frappe.log_error(title=title, message=f"{type(error).__name__}\n{where}")
