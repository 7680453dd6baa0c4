"""Records of people who are gone are kept as long as the settings say, then made anonymous for good.

PIPL Art. 19 and 47: as short as the purpose allows, then deleted or anonymised. What remains counts people and
names nobody: sex, grid, status and the months of coming and going.
"""

import json

import frappe
from frappe.utils import add_months, cint, getdate, now_datetime

from community_gov.core import erasure
from community_gov.core.documents import write_audit_record
from community_gov.core.jobs import run_isolated
from community_gov.registry.identity.protected_numbers import SECRET_FIELDS

ANONYMOUS = "已匿名"
# What names or describes the person; everything else only counts.
PERSONAL = (
	"identity_number",
	"mobile",
	"guardian",
	"guardian_name",
	"guardian_mobile",
	"birth_date",
	"address",
	"registered_place",
	"nationality",
	"moved_to",
	"household",
	"relation_to_head",
	*SECRET_FIELDS,
)
DAY_OF = {"Moved Out": "moved_out_on", "Deceased": "deceased_on"}
MONTHS_OF = {"Moved Out": "retain_moved_out_months", "Deceased": "retain_deceased_months"}
BATCH = 500


def _due(status: str) -> list[str]:
	"""Names of people with a status whose time is over and who are not anonymous yet; at most 500, oldest first."""
	months = cint(frappe.get_cached_doc("Community Gov Settings").get(MONTHS_OF[status]))
	day = DAY_OF[status]
	filters = {
		"status": status,
		"anonymised_on": ["is", "not set"],
		day: ["<=", add_months(getdate(), -months)],
	}
	return frappe.get_all(
		"Resident", filters=filters, pluck="name", order_by=f"{day} asc, name asc", limit=BATCH
	)


def run(dry_run: bool = True) -> dict:
	"""Anonymises, or only lists, everybody whose time is over; each person on their own.

	Returns:
	        {run: name of the Retention Run, dry_run, moved_out, deceased, failed}: counts of people.
	"""
	found = {status: _due(status) for status in DAY_OF}
	failed = (
		[] if dry_run else [name for names in found.values() for name in names if not _anonymise_one(name)]
	)
	entry = write_audit_record(
		"Retention Run",
		{
			"run_at": now_datetime(),
			"dry_run": int(dry_run),
			"run_by": frappe.session.user,
			"moved_out": len(found["Moved Out"]),
			"deceased": len(found["Deceased"]),
			"failed": len(failed),
			"records": json.dumps({**found, "failed": failed}, indent=1),
		},
	)
	counts = {name: entry.get(name) for name in ("moved_out", "deceased", "failed")}
	return {"run": entry.name, "dry_run": dry_run, **counts}


def run_nightly() -> None:
	"""Scheduler: runs only where the settings say so, and leaves no empty runs behind."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	if cint(settings.anonymise_automatically) and any(_due(status) for status in DAY_OF):
		run(dry_run=False)


def _anonymise_one(name: str) -> bool:
	"""Anonymises one person; a failure is undone, logged, and does not stop the others."""

	def work() -> bool:
		anonymise(name)
		return True

	return bool(run_isolated(work, f"Anonymising {name} failed", name))


def anonymise(name: str) -> None:
	"""Takes everything personal off a record and off what hangs on it; cannot be undone."""
	values = dict.fromkeys(PERSONAL)
	values |= {"full_name": ANONYMOUS, "identity_type": "Other", "anonymised_on": getdate()}
	frappe.db.set_value("Resident", name, values, update_modified=False)
	frappe.db.set_value("Resident", {"guardian": name}, "guardian", None, update_modified=False)
	frappe.db.set_value("Residence Record", {"resident": name}, {"place": None, "note": None})
	frappe.db.set_value("Consent", {"resident": name}, {"guardian_name": None, "evidence": None})
	frappe.db.set_value("Personal Data Request", {"resident": name}, {"request": ANONYMOUS, "answer": None})
	frappe.db.set_value("Resident Care Tag", {"resident": name}, "note", None)
	_forget_visits(name)
	_forget_help(name)
	remove_traces(name)


def _forget_visits(name: str) -> None:
	"""Visits stay for the counts; where they led and what was said goes."""
	visits = frappe.get_all("Visit", filters={"resident": name}, pluck="name", order_by="name asc")
	values = {**dict.fromkeys(("address", "household", "note")), "latitude": 0, "longitude": 0}
	frappe.db.set_value("Visit", {"resident": name}, values)
	if visits:
		frappe.db.set_value("Visit Finding", {"parent": ["in", visits]}, "description", ANONYMOUS)
		frappe.db.delete("Version", {"ref_doctype": "Visit", "docname": ["in", visits]})


def _forget_help(name: str) -> None:
	"""Requests for help stay for the counts; what was asked for, where, and who was to be called goes."""
	requests = frappe.get_all("Help Request", filters={"resident": name}, pluck="name", order_by="name asc")
	words = dict.fromkeys(
		("household", "place", "details", "result", "comment", "contact_name", "mobile", "mobile_secret")
	)
	frappe.db.set_value("Help Request", {"resident": name}, {**words, "need": ANONYMOUS})
	for request in requests:
		erasure.remove_records("Help Request", request)


def remove_traces(name: str) -> None:
	"""Deletes what Frappe keeps about a resident and the consents: versions, comments, mails, files."""
	consents = frappe.get_all("Consent", filters={"resident": name}, pluck="name", order_by="name asc")
	for doctype, document in [("Resident", name), *(("Consent", consent) for consent in consents)]:
		erasure.erase(doctype, document)
