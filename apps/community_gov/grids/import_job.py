"""Importing divisions in the background: one job a file, its progress in Redis, all rows or none."""

from functools import partial

import frappe
from frappe import _

from community_gov.core.cells import told_problem
from community_gov.grids.division_files import UnreadableFile
from community_gov.grids.importing import ImportReport, import_divisions

STATUS_SECONDS = 24 * 3600
SHOWN_PROBLEMS = 20
STOPPED = "The import stopped because of an error. Tell your administrator to read the error log."
QUEUED, RUNNING, DONE, FAILED = "Queued", "Running", "Done", "Failed"


def start(file_name: str) -> str:
	"""Queues the import of a File; returns the job's id. A file that waits already is not queued twice.

	Args:
	        file_name: name of a private File; the caller has checked that the user may read it.
	"""
	job = f"import-divisions-{file_name}"
	if status_of(job).get("state") != RUNNING:
		_set_status(job, state=QUEUED)
	# At once, not after the commit: the request writes nothing, and then some versions of Frappe commit nothing.
	frappe.enqueue(
		run,
		queue="long",
		timeout=3600,
		job_id=job,
		deduplicate=True,
		file_name=file_name,
		status_key=job,
	)
	return job


def run(file_name: str, status_key: str) -> dict:
	"""Imports the file and leaves the outcome in the status; called by the background worker."""
	_set_status(status_key, state=RUNNING, done=0, total=0)
	path = frappe.get_doc("File", file_name).get_full_path()
	try:
		report = import_divisions(path, publish=partial(_publish, status_key))
	except UnreadableFile as error:
		return _set_status(
			status_key, state=FAILED, sentence=error.sentence, values=[str(v) for v in error.values]
		)
	except Exception:
		_set_status(
			status_key,
			state=FAILED,
			message=_(
				"The import stopped because of an error. Tell your administrator to read the error log."
			),
		)
		raise
	status = _import_outcome(report)
	# The worker commits when this returns: only then are the rows there that the page goes to see.
	frappe.db.after_commit.add(partial(_set_status, status_key, **status))
	return status


def _publish(status_key: str, done: int, total: int) -> None:
	_set_status(status_key, state=RUNNING, done=done, total=total)


def _import_outcome(report: ImportReport) -> dict:
	"""What an import did, for the page: numbers, and the first problems with their lines."""
	return {
		"state": FAILED if report.problems else DONE,
		"inserted": report.inserted,
		"updated": report.updated,
		"unchanged": report.unchanged,
		"problem_count": len(report.problems),
		"problems": [problem._asdict() for problem in report.problems[:SHOWN_PROBLEMS]],
	}


def translated_status(status: dict) -> dict:
	"""The status in the language of whoever asks; the worker that wrote it speaks nobody's.

	Returns:
	        the status with `message` instead of `sentence` and `values`, and with translated reasons.
	"""
	status = dict(status)
	if "sentence" in status:
		status["message"] = _(status.pop("sentence")).format(*status.pop("values"))
	status["problems"] = [told_problem(row, _(row["reason"])) for row in status.get("problems", [])]
	return status


def _set_status(job: str, **status) -> dict:
	frappe.cache().set_value(_cache_key(job), status, expires_in_sec=STATUS_SECONDS)
	return status


def status_of(job: str) -> dict:
	"""The job's status as the last `set_status` left it, or {} for a job that nobody knows."""
	return frappe.cache().get_value(_cache_key(job), expires=True) or {}


def _cache_key(job: str) -> str:
	return f"community_gov:{job}"
