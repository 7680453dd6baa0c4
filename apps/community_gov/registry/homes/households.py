"""The household: its head, its members, its code on the door."""

import frappe
from frappe import _

from community_gov.core.codes import secret_code
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.search import index

HEAD = "Head"
PRESENT = "Present"


def members_of(household: str) -> list[frappe._dict]:
	"""Present members, the head first: rows of name, full_name, relation_to_head, residence_kind, status."""
	rows = frappe.get_all(
		"Resident",
		filters={"household": household, "status": PRESENT},
		fields=["name", "full_name", "sex", "relation_to_head", "residence_kind", "status"],
		order_by="creation asc, name asc",
	)
	return sorted(rows, key=lambda row: row.relation_to_head != HEAD)


def check_head(household) -> None:
	"""The head is a present member of the household.

	Raises:
	        BadInputError
	"""
	if not household.head:
		return
	row = frappe.db.get_value("Resident", household.head, ["household", "status"], as_dict=True)
	if household.is_new() or not row or row.household != household.name or row.status != PRESENT:
		frappe.throw(
			_("The head must be a present member of the household. Move the person in first."),
			exc=BadInputError,
		)


def set_code(household) -> None:
	"""Twelve characters that nobody guesses: whoever scans them may ask for help for this household."""
	if not household.household_code:
		household.household_code = secret_code(12)


def name_head(household: str, resident: str | None) -> None:
	"""Makes a member the head. Relations were told to the former head, so the others' become unknown."""
	doc = frappe.get_doc("Household", household, for_update=True)
	if doc.head == resident:
		return
	doc.head = resident
	# The move that was permitted names the head.
	doc.save(ignore_permissions=True)


def relate_to_new_head(household) -> None:
	"""After a change of the head: the head is Head, and what the others are to the head is asked anew."""
	before = household.get_doc_before_save()
	if (before.head if before else None) == household.head:
		return
	table = frappe.qb.DocType("Resident")
	if before and before.head:
		others = (table.household == household.name) & (table.name != household.head)
		frappe.qb.update(table).set(table.relation_to_head, "").where(others).run()
	if household.head:
		frappe.db.set_value("Resident", household.head, "relation_to_head", HEAD, update_modified=False)


def keep_relation(resident) -> None:
	"""Head stands on the household's head and on nobody else, whatever a client sends.

	Raises:
	        BadInputError: somebody else is called head.
	"""
	head = frappe.db.get_value("Household", resident.household, "head") if resident.household else None
	if head and head == resident.name:
		resident.relation_to_head = HEAD
	elif resident.relation_to_head == HEAD and not step_context(resident).first_head:
		frappe.throw(
			_("The household names its head. Choose the head there, and another relation here."),
			exc=BadInputError,
		)


def count_members(household: str | None) -> None:
	"""Keeps count, status and the mark of a missing head true after somebody came or went."""
	if not household:
		return
	head, status = frappe.db.get_value("Household", household, ["head", "status"], for_update=True)
	count = count_locked("Resident", {"household": household, "status": PRESENT})
	if status != "Dissolved":
		status = "Occupied" if count else "Vacant"
	values = {"member_count": count, "status": status, "without_head": int(bool(count) and not head)}
	frappe.db.set_value("Household", household, values, update_modified=False)


def hand_over_headship(resident, new_head: str | None) -> None:
	"""Before a head leaves: somebody of the household takes over; the last one leaves it empty.

	Raises:
	        ConflictError: others stay and nobody of them is named.
	        BadInputError: the one named is no present member, or is the one who leaves.
	"""
	if (
		not resident.household
		or frappe.db.get_value("Household", resident.household, "head") != resident.name
	):
		return
	others = [row.name for row in members_of(resident.household) if row.name != resident.name]
	if others and not new_head:
		frappe.throw(
			_("{0} is the head of a household of {1}. Name the new head.").format(
				resident.full_name, len(others) + 1
			),
			exc=ConflictError,
		)
	if new_head and new_head not in others:
		frappe.throw(
			_("The new head is not a present member of the household. Choose one who stays."),
			exc=BadInputError,
		)
	name_head(resident.household, new_head)


def refuse_deleting_with_members(household) -> None:
	"""Raises ConflictError while anybody, also of the past, belongs to the household."""
	if frappe.db.exists("Resident", {"household": household.name}):
		frappe.throw(
			_("Household {0} still has members. Move them, or leave it vacant.").format(
				household.household_title
			),
			exc=ConflictError,
		)


def take_members_along(household) -> None:
	"""People live where their household is."""
	if household.is_new():
		return
	table = frappe.qb.DocType("Resident")
	elsewhere = (table.grid != household.grid) | (table.address != household.address) | table.address.isnull()
	moved = (table.household == household.name) & (table.status == PRESENT) & elsewhere
	names = frappe.qb.from_(table).select(table.name).where(moved).run(pluck=True)
	query = frappe.qb.update(table).set(table.grid, household.grid).set(table.address, household.address)
	query.where(moved).run()
	index.refresh("Resident", names)


def follow_household(resident, place: frappe._dict | None = None) -> None:
	"""Grid and address of a present member are those of the household.

	Args:
	        place: {grid, address, status} of the household, where the caller has read it.
	Raises:
	        BadInputError: the household is dissolved, or there is neither a household nor a grid.
	"""
	if resident.household and resident.status == PRESENT:
		row = place or frappe.db.get_value(
			"Household", resident.household, ["grid", "address", "status"], as_dict=True
		)
		if row.status == "Dissolved":
			frappe.throw(_("The household is dissolved. Choose another one."), exc=BadInputError)
		resident.grid, resident.address = row.grid, row.address
	if not resident.grid:
		frappe.throw(_("A resident has a household or a grid. Enter one of them."), exc=BadInputError)
