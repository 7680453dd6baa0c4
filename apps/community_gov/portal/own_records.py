"""What somebody has sent under a telephone number, for whoever has proven it: reports, requests for help, registrations."""

from collections.abc import Callable
from typing import Any, NamedTuple

import frappe
from frappe import _
from frappe.utils import add_months, now_datetime

from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.intake import tracking_codes
from community_gov.core.errors import BadInputError
from community_gov.registry.identity.protected_numbers import fingerprints
from community_gov.volunteering.help import help_requests
from community_gov.volunteering.registration import registrations

# Before that, the number may have been another person's.
MONTHS, MOST = 12, 50


class Source(NamedTuple):
	"""Records of one kind.

	Attributes:
	        doctype, at: the DocType, and the field of the time by which they are listed.
	        named, title: the field that says what a record is, and its title out of that.
	        of_number: filters for the records of a number.
	        issue: draws a new code for a record, by its name, on behalf of the number.
	"""

	doctype: str
	at: str
	named: str
	title: Callable[[str], str]
	of_number: Callable[[str], dict[str, Any]]
	issue: Callable[[str, str], str]


def _by_fingerprint(number: str) -> dict[str, Any]:
	return {"mobile_fingerprint": ("in", fingerprints(number))}


def _locked(doctype: str, name: str):
	return frappe.get_doc(doctype, name, for_update=True)


SOURCES = {
	"case": Source(
		*("Case", "reported_at", "title", str),
		lambda number: {"reporter_phone": number, "is_anonymous": 0},
		lambda name, number: tracking_codes.issue_to_phone(lock_case(name), number),
	),
	"help": Source(
		*("Help Request", "raised_at", "help_kind", help_requests.kind_title, _by_fingerprint),
		lambda name, number: help_requests.issue_to_phone(_locked("Help Request", name), number),
	),
	"volunteer": Source(
		*("Volunteer Registration", "creation", "name"),
		lambda _name: _("Registration as a volunteer"),
		_by_fingerprint,
		lambda name, _number: registrations.issue_code(_locked("Volunteer Registration", name), None),
	),
}


def of_number(number: str) -> list[dict]:
	"""Records of the last twelve months, newest first: [{kind, name, title, stage, at}]; at is local time to the minute."""
	rows = [row for kind, source in SOURCES.items() for row in rows_of(kind, source.of_number(number))]
	return sorted(rows, key=lambda row: row["at"], reverse=True)[:MOST]


def rows_of(kind: str, filters: dict[str, Any]) -> list[dict]:
	"""Records of one kind of the last twelve months, as of_number tells them."""
	source, since = SOURCES[kind], add_months(now_datetime(), -MONTHS)
	# Asked for whoever has proven the number; a guest holds no right on the list.
	rows = frappe.get_all(
		source.doctype,
		filters={**filters, source.at: (">=", since)},
		fields=["name", "stage", f"{source.named} as named", f"{source.at} as at"],
		order_by=f"{source.at} desc, name desc",
		limit=MOST,
	)
	return [
		{
			"kind": kind,
			"name": row.name,
			"title": source.title(row.named),
			"stage": _(row.stage, context=source.doctype),
			"at": str(row["at"])[:16],
		}
		for row in rows
	]


def new_code(kind: str, name: str, number: str) -> str:
	"""A new code for a record of the number, which ends the one before.

	Raises:
	        BadInputError: no such kind. frappe.DoesNotExistError (404): no such record of this number.
	        SeparationOfDutiesError (403): the number is that of somebody who works on it.
	"""
	if kind not in SOURCES:
		frappe.throw(
			_("{0} is no kind of record. Choose one of: {1}.").format(kind, ", ".join(SOURCES)),
			exc=BadInputError,
		)
	source = SOURCES[kind]
	if not frappe.db.exists(source.doctype, {"name": name, **source.of_number(number)}):
		frappe.throw(
			_("No record of this number is called so. Open the list again."), frappe.DoesNotExistError
		)
	return source.issue(name, number)
