"""What somebody has sent under a telephone number, for whoever has proven it: reports, requests for help, registrations."""

from datetime import datetime
from typing import NamedTuple, Protocol

import frappe
from frappe import _
from frappe.utils import add_months, now_datetime

from community_gov.casework.intake import own_reports
from community_gov.core.errors import BadInputError
from community_gov.volunteering.help import own_requests
from community_gov.volunteering.registration import own_registrations

# Before that, the number may have been another person's.
MONTHS, MOST = 12, 50


class Source(Protocol):
	"""A module that finds records by number and draws a new code for one."""

	DOCTYPE: str

	def of_number(self, number: str, since: datetime, limit: int) -> list[dict]: ...

	def new_code(self, name: str, number: str) -> str: ...


class _Sources(NamedTuple):
	case: Source = own_reports
	help: Source = own_requests
	volunteer: Source = own_registrations


SOURCES = _Sources()._asdict()


def of_number(number: str) -> list[dict]:
	"""Records of the last twelve months, newest first: [{kind, name, title, stage, at}]; at is local time to the minute."""
	since = add_months(now_datetime(), -MONTHS)
	rows = [
		{"kind": kind, **row, "stage": _(row["stage"], context=source.DOCTYPE), "at": str(row["at"])[:16]}
		for kind, source in SOURCES.items()
		for row in source.of_number(number, since, MOST)
	]
	return sorted(rows, key=lambda row: row["at"], reverse=True)[:MOST]


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
	return SOURCES[kind].new_code(name, number)
