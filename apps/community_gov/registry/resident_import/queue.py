"""Checking and loading in the background: one job an import, taken up again where a worker was killed."""

import frappe
from frappe.utils import now_datetime

from community_gov.core import long_jobs
from community_gov.core.errors import CommunityGovError
from community_gov.core.transactions import is_lost
from community_gov.grids import codes
from community_gov.registry.resident_import import files, importing
from community_gov.registry.resident_import.reasons import STOPPED

# How often in a row a chunk is planned anew after a race with somebody else.
RETRIES = 3
# MariaDB's number for a value that has to be unique and is there already.
DUPLICATE = 1062
RUN = "community_gov.registry.resident_import.queue.run"


def enqueue(order) -> None:
	"""Queues the work on an import that begin() has set to Checking or Loading; twice is once."""
	long_jobs.enqueue(order, RUN, "import_name")


def run(import_name: str) -> None:
	"""Checks or loads, as the import's status says; called by the background worker."""
	frappe.local.lang = frappe.db.get_value("User", frappe.session.user, "language") or frappe.local.lang
	status = frappe.db.get_value("Resident Import", import_name, "status")
	try:
		if status == importing.CHECKING:
			# Progress is seen by others only after a commit; a check writes nothing but progress.
			importing.check_sheet(import_name, after_chunk=frappe.db.commit)
		elif status == importing.LOADING:
			load(import_name)
	except CommunityGovError as error:
		_stop(import_name, str(error))
	except Exception as error:
		_stop(import_name, STOPPED)
		long_jobs.log_place(f"Resident Import {import_name}", error)
	# The worker's outcome is the import's status.
	frappe.db.commit()


def load(import_name: str) -> None:
	"""Loads chunk after chunk, each with its progress in one transaction; may be killed and called again."""
	# Grids of one community share its compounds.
	area = (frappe.db.get_value("Resident Import", import_name, "grid") or "")[:12]
	work, order = None, _locked(import_name, area)
	failures = 0
	while order.status == importing.LOADING:
		work = work or files.read(order, order.sheet_digest)
		try:
			importing.load_next_chunk(order, work)
		except Exception as error:
			failures += 1
			if failures > RETRIES or not _is_race(error):
				raise
			order = _locked(import_name, area)
			continue
		failures = 0
		# The rows of a chunk and the place to go on from are stored together or not at all.
		frappe.db.commit()
		order = _locked(import_name, area)


def _is_race(error: Exception) -> bool:
	"""Whether somebody registered one of the same people, or locked the same rows, at the same moment."""
	return is_lost(error) or DUPLICATE in error.args


def _locked(import_name: str, area: str):
	"""The import, locked; imports whose areas overlap wait for each other, so that no room is made twice.

	An area is locked for itself and, shared with its neighbours, in each place that holds it.
	"""
	# The lock comes first: a transaction that has read goes on seeing what was there before it waited.
	frappe.db.rollback()
	for code in codes.ancestors_of(area):
		_lock_grid(code, "lock in share mode")
	_lock_grid(area, "for update")
	return frappe.get_doc("Resident Import", import_name, for_update=True)


def _lock_grid(code: str, kind: str) -> None:
	# Raw SQL: the query builder knows no shared lock, and may read a DocType's fields before it locks.
	frappe.db.sql(f"select name from `tabGrid` where name = %s {kind}", code)


def _stop(import_name: str, message: str) -> None:
	"""What the last chunk wrote is undone; what was loaded before stays."""
	frappe.db.rollback()
	frappe.clear_messages()
	checking = frappe.db.get_value("Resident Import", import_name, "status") == importing.CHECKING
	values = {"message": message, "ended_at": now_datetime()}
	values["status"] = importing.NOT_CHECKED if checking else importing.STOPPED
	frappe.db.set_value("Resident Import", import_name, values)


def resume_stalled() -> None:
	"""Scheduler: imports whose worker was killed go on."""
	long_jobs.take_up_stalled("Resident Import", importing.RUNNING, enqueue)
