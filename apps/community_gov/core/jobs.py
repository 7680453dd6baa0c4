"""What scheduled jobs share: each record on its own, so that a broken one stops no other."""

from collections.abc import Callable

import frappe

from community_gov.core.compat import roll_back_to

SAVEPOINT = "run_isolated"


def run_isolated(work: Callable, title: str, record: str):
	"""Calls `work`; what it wrote is undone if it fails, and the failure is logged by the record's name alone.

	Args:
	        title: of the error log.
	        record: what the log names; a traceback with values could name a person.
	Returns:
	        what `work` returns, or None where it failed; so `work` returns something that is not None.
	"""
	frappe.db.savepoint(SAVEPOINT)
	try:
		outcome = work()
	except Exception:
		roll_back_to(SAVEPOINT)
		frappe.log_error(title=title, message=record)
		return None
	frappe.db.release_savepoint(SAVEPOINT)
	return outcome
