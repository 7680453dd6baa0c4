"""A request whose transaction the database undid is taken again, whole.

Of two requests that wait for each other MariaDB undoes one (1213), it gives up a wait that takes too long (1205), and
from 11.6 on it locks no row that somebody changed after this request began to read (1020).
"""

import random
import time
from collections.abc import Callable
from functools import wraps

import frappe
from frappe import _

from community_gov.core.errors import ConflictError

LOST = (1020, 1205, 1213)
TRIES = 4
# Seconds of one request after which it is not tried again: a web server ends requests that take much longer.
PATIENCE = 25
PAUSE = 0.05
SAFE = ("GET", "HEAD", "OPTIONS")


def is_lost(error: BaseException | None) -> bool:
	"""Whether an error says, or comes from one that says, that the database undid the running transaction."""
	while error is not None:
		if isinstance(error, frappe.QueryDeadlockError | frappe.QueryTimeoutError):
			return True
		# Frappe 15 lets some of these numbers through as the driver's own error.
		if isinstance(error, frappe.db.OperationalError) and error.args and error.args[0] in LOST:
			return True
		error = error.__cause__ or error.__context__
	return False


def watch_requests() -> None:
	"""Hook before_request: Frappe has no hook around its handlers, so theirs are wrapped, once a process.

	This is the only place where all ways in meet: endpoints, generated REST, saving and workflow steps of the desk.
	"""
	import frappe.api
	import frappe.handler

	for module in (frappe.api, frappe.handler):
		if not hasattr(module.handle, "__wrapped__"):
			module.handle = retried(module.handle)


def retried(handle: Callable) -> Callable:
	"""`handle`, tried again from the start where its transaction was lost.

	Raises:
	        ConflictError (409): it was lost each time.
	"""

	@wraps(handle)
	def take(*args, **kwargs):
		if frappe.request.method in SAFE or frappe.flags.is_retried:
			return handle(*args, **kwargs)
		start, user = time.monotonic(), frappe.session.user
		if not frappe.db.transaction_writes:
			# Session and rights have opened a snapshot: in a new one, a lock that comes first is never too late.
			frappe.db.rollback()
		frappe.flags.is_retried = True
		flags = dict(frappe.local.flags)
		for attempt in range(1, TRIES + 1):
			try:
				return handle(*args, **kwargs)
			except Exception as error:
				if not is_lost(error):
					raise
				if attempt == TRIES or time.monotonic() - start > PATIENCE:
					_refuse(error)
			start_anew(user, flags)
			time.sleep(PAUSE * attempt * (1 + random.random()))

	return take


def _refuse(error: Exception) -> None:
	if isinstance(error, ConflictError):
		raise error
	frappe.clear_messages()
	frappe.throw(
		_("Others changed the same records at the same moment, so nothing was stored. Send the step again."),
		exc=ConflictError,
	)


def start_anew(user: str, flags: dict) -> None:
	"""Leaves nothing of an attempt: neither rows nor messages, answers, flags, files read to their end or caches."""
	from frappe.app import make_form_dict

	frappe.db.rollback()
	read_committed()
	local = frappe.local
	if frappe.session.user != user:
		frappe.set_user(user)
	local.flags.clear()
	local.flags.update(flags)
	local.response = frappe._dict(docs=[])
	for name in ("message_log", "debug_log", "error_log"):
		if hasattr(local, name):
			setattr(local, name, [])
	if hasattr(local, "request_cache"):
		local.request_cache.clear()
	frappe.db.value_cache.clear()
	for uploads in frappe.request.files.listvalues():
		for upload in uploads:
			upload.stream.seek(0)
	make_form_dict(frappe.request)


def read_committed() -> None:
	"""Lets each statement of the next transaction see what is committed.

	Where many want one row, whoever reads before locking it would come late each time. Steps count what they decide by
	under the lock of its parent or by a unique key, so that they need no locks of gaps.
	"""
	for statement in ("rollback", "set transaction isolation level read committed"):
		# Raw SQL: Frappe has no name for an isolation level, and begins a transaction as soon as it has undone one.
		frappe.db.sql(statement)
	frappe.db.begin()
