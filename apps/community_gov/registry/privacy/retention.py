"""Records of people who are gone are kept as long as the settings say, then made anonymous for good.

PIPL Art. 19 and 47: as short as the purpose allows, then deleted or anonymised. What remains counts people and
names nobody: sex, grid, status and the months of coming and going.
"""

import json

import frappe
from frappe.utils import add_months, cint, getdate, now_datetime

from community_gov.core.documents import write_audit_record
from community_gov.core.jobs import run_isolated
from community_gov.registry.identity import person_records
from community_gov.registry.privacy.person_erasure import Person, empty_places, sweep_words

DAY_OF = {"Moved Out": "moved_out_on", "Deceased": "deceased_on"}
MONTHS_OF = {"Moved Out": "retain_moved_out_months", "Deceased": "retain_deceased_months"}
BATCH = 500


def _due(status: str) -> list[str]:
	"""Names of people with a status whose time is over and who are not anonymous yet, oldest first."""
	months = cint(frappe.get_cached_doc("Community Gov Settings").get(MONTHS_OF[status]))
	day = DAY_OF[status]
	filters = {
		"status": status,
		"anonymised_on": ["is", "not set"],
		day: ["<=", add_months(getdate(), -months)],
	}
	return frappe.get_all("Resident", filters=filters, pluck="name", order_by=f"{day} asc, name asc")


def _found() -> tuple[dict[str, list[str]], list[str]]:
	"""({status: whom a run meets, at most 500 each}, who volunteers still): these keep their record as long as the other."""
	due = {status: _due(status) for status in DAY_OF}
	volunteering = person_records.who_volunteers([name for names in due.values() for name in names])
	found = {
		status: [name for name in names if name not in volunteering][:BATCH] for status, names in due.items()
	}
	return found, sorted(volunteering)


def run(dry_run: bool = True) -> dict:
	"""Anonymises, or only lists, everybody whose time is over; each person on their own.

	Returns:
	        {run: name of the Retention Run, dry_run, moved_out, deceased, failed, volunteering}: counts of people.
	"""
	found, volunteering = _found()
	failed = [] if dry_run else _anonymise([name for names in found.values() for name in names])
	entry = write_audit_record(
		"Retention Run",
		{
			"run_at": now_datetime(),
			"dry_run": int(dry_run),
			"run_by": frappe.session.user,
			"moved_out": len(found["Moved Out"]),
			"deceased": len(found["Deceased"]),
			"failed": len(failed),
			"volunteering": len(volunteering),
			"records": json.dumps({**found, "failed": failed, "volunteering": volunteering}, indent=1),
		},
	)
	counts = {name: entry.get(name) for name in ("moved_out", "deceased", "failed", "volunteering")}
	return {"run": entry.name, "dry_run": dry_run, **counts}


def run_nightly() -> None:
	"""Scheduler: runs only where the settings say so, and leaves no empty runs behind."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	if cint(settings.anonymise_automatically) and any(_found()[0].values()):
		run(dry_run=False)


def _anonymise(names: list[str]) -> list[str]:
	"""Anonymises persons; one whose records fail is undone, logged, and stops no other.

	The words of all are swept at once: one walk through the tables. Where that fails, the whole run is undone.

	Returns:
	        names of those who failed
	"""
	done = {name: _emptied(name) for name in names}
	sweep_words([person for person in done.values() if person])
	return [name for name, person in done.items() if not person]


def _emptied(name: str) -> Person | None:
	return run_isolated(lambda: empty_places("Resident", name), f"Anonymising {name} failed", name)
