"""Records of people who are gone are kept as long as the settings say, then made anonymous for good.

PIPL Art. 19 and 47: as short as the purpose allows, then deleted or anonymised. What remains counts people and
names nobody: sex, grid, status and the months of coming and going.
"""

import json

import frappe
from frappe.utils import add_months, cint, getdate, now_datetime

from community_gov.core.documents import write_audit_record
from community_gov.core.jobs import run_isolated
from community_gov.registry.privacy.person_erasure import Person, empty_places, sweep_words

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
