"""Coming, moving, leaving, dying, coming back: each a step with a date and a record that nobody edits."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from community_gov.core.documents import write_audit_record
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.registry.care import care_tags, visits
from community_gov.registry.homes import households
from community_gov.registry.homes.households import PRESENT
from community_gov.registry.identity.guardians import OLDEST, age_on

GONE = ("Moved Out", "Deceased")


def move(
	resident, household: str, on: date, new_head: str | None = None, relation: str | None = None
) -> None:
	"""A present person moves to another household of the register.

	Args:
	        on: the day of the move, not ahead and not before birth.
	        new_head: who becomes head of the old household if the head moves.
	        relation: to the head of the new household.
	Raises:
	        BadInputError, ConflictError
	"""
	check_day(resident, on)
	_require_status(resident, PRESENT)
	if household == resident.household:
		frappe.throw(
			_("{0} belongs to this household already. Choose another one.").format(resident.full_name),
			exc=BadInputError,
		)
	households.hand_over_headship(resident, new_head)
	former = resident.household
	resident.update({"household": household, "relation_to_head": relation or "", "moved_in_on": on})
	_write_residence(resident)
	write_record(resident, "Moved Within" if former else "Moved In", on, from_household=former)
	households.count_members(former)


def leave(
	resident, on: date, place: str | None = None, new_head: str | None = None, note: str | None = None
) -> None:
	"""A present person moves away; the record stays for the time that the settings say.

	Raises:
	        BadInputError, ConflictError
	"""
	_end_residence(resident, "Moved Out", on, new_head, {"moved_out_on": on, "moved_to": place})
	write_record(resident, "Moved Out", on, place=place, note=note, from_household=resident.household)


def die(resident, on: date, new_head: str | None = None, note: str | None = None) -> None:
	"""A present person died.

	Raises:
	        BadInputError, ConflictError
	"""
	_end_residence(resident, "Deceased", on, new_head, {"deceased_on": on})
	write_record(resident, "Died", on, note=note, from_household=resident.household)


def _end_residence(resident, status: str, on: date, new_head: str | None, values: dict) -> None:
	check_day(resident, on)
	_require_status(resident, PRESENT)
	households.hand_over_headship(resident, new_head)
	resident.update({"status": status, "relation_to_head": "", **values})
	_write_residence(resident)
	care_tags.end_all(resident.name, on)
	visits.cancel_open(resident.name)


def come_back(resident, household: str | None, on: date, relation: str | None = None) -> None:
	"""Somebody who moved out lives here again, in a household of the register or without one.

	Raises:
	        BadInputError, ConflictError
	"""
	check_day(resident, on)
	_require_status(resident, "Moved Out")
	if resident.moved_out_on and on < getdate(resident.moved_out_on):
		frappe.throw(
			_("{0} moved out on {1}. Enter a later day for the return.").format(
				resident.full_name, resident.moved_out_on
			),
			exc=BadInputError,
		)
	values = {"household": household, "relation_to_head": relation or "", "moved_in_on": on}
	resident.update({"status": PRESENT, "moved_out_on": None, "moved_to": None, **values})
	_write_residence(resident)
	write_record(resident, "Returned", on)


def correct(resident, note: str | None = None) -> None:
	"""A move or a death that never happened is taken back: present again, in the household of before.

	Raises:
	        ConflictError: the person is present.
	"""
	if resident.status not in GONE:
		frappe.throw(
			_("{0} is present. There is nothing to take back.").format(resident.full_name), exc=ConflictError
		)
	nothing = dict.fromkeys(("moved_out_on", "moved_to", "deceased_on"))
	resident.update({"status": PRESENT, **nothing})
	_write_residence(resident)
	write_record(resident, "Corrected", getdate(), note=note)


def _write_residence(resident) -> None:
	step_context(resident).by_residence = True
	resident.save()
	step_context(resident).by_residence = False
	households.count_members(resident.household)


def _require_status(resident, status: str) -> None:
	if resident.status != status:
		frappe.throw(
			_("{0} has status {1}. This step is for people with status {2}.").format(
				resident.full_name,
				_(resident.status, context="Resident"),
				_(status, context="Resident"),
			),
			exc=ConflictError,
		)


def check_day(resident, on: date) -> None:
	"""Raises BadInputError for a day ahead, before birth, before the person came, or beyond a life."""
	if on > getdate():
		frappe.throw(_("The day {0} lies ahead. Enter it when it has come.").format(on), exc=BadInputError)
	starts = [getdate(day) for day in (resident.birth_date, resident.moved_in_on) if day]
	if age_on(on, getdate()) >= OLDEST or any(on < day for day in starts):
		frappe.throw(
			_("The day {0} lies before the person was born or came here. Correct it.").format(on),
			exc=BadInputError,
		)


def write_record(resident, event: str, on: date, **values) -> None:
	"""Writes one Residence Record of the person as they stand now."""
	write_audit_record("Residence Record", record_of(resident, event, on, **values))


def record_of(resident, event: str, on: date, **values) -> dict:
	"""The values of the Residence Record of a step."""
	return {
		"resident": resident.name,
		"event": event,
		"happened_on": on,
		"grid": resident.grid,
		"household": resident.household if resident.status == PRESENT else None,
		"residence_kind": resident.residence_kind,
		"relation_to_head": resident.relation_to_head,
		"recorded_by": frappe.session.user,
		"recorded_at": now_datetime(),
		**values,
	}


def history(resident: str) -> list[dict]:
	"""The records of a person, newest first."""
	fields = ["event", "happened_on", "household", "from_household", "residence_kind", "place", "note"]
	return frappe.get_all(
		"Residence Record",
		filters={"resident": resident},
		fields=[*fields, "recorded_by", "recorded_at"],
		order_by="recorded_at desc, name desc",
	)
