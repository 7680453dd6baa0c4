"""Whom a notice is for: rules are alternatives, what stands in one rule holds together; without a rule everybody in the grid.

A household is told once, however many of its people a rule finds; who has no household is told alone.
"""

from typing import NamedTuple

from pypika.terms import Criterion

import frappe
from frappe import _
from frappe.utils import add_years, cint, getdate, now_datetime

from community_gov.core.errors import BadInputError
from community_gov.permissions.expressions import any_of
from community_gov.permissions.scope import within
from community_gov.registry.privacy import consents

PRESENT, AWAY = "Present", "Elsewhere"
OLDEST, MOST_RULES = 150, 50
FIELDS = (
	*("grid", "compound", "building", "household_kind", "min_age", "max_age", "residence_kind"),
	"care_tag",
)


class Recipient(NamedTuple):
	"""Somebody who is told once.

	Attributes:
	        key: "household:<name>" or "resident:<name>".
	        resident: whose number a message goes to: the head, else whoever of those found has one.
	        people: how many of those found belong to it.
	        has_number: whether a mobile number is known of `resident`.
	        address: what stands at the door.
	"""

	key: str
	grid: str
	building: str | None
	household: str | None
	resident: str
	people: int
	has_number: bool
	address: str | None


def check(notice) -> None:
	"""Rules that can be asked, and a care tag with its purpose only.

	Raises:
	        BadInputError: a place outside the notice's, ages that hold nobody, too many rules, a tag without a purpose.
	        frappe.PermissionError: a care tag, of who may not read them.
	"""
	if len(notice.audience) > MOST_RULES:
		_refuse(_("An audience has at most {0} rows. Join some of them.").format(MOST_RULES))
	for row in notice.audience:
		_check_place(notice, row)
		_check_ages(row)
	notice.is_restricted = int(any(row.care_tag for row in notice.audience))
	if notice.is_restricted:
		_check_tag(notice)


def _check_place(notice, row) -> None:
	found = [row.grid] if row.grid else []
	for doctype, name in (("Residential Compound", row.compound), ("Building", row.building)):
		if name:
			found.append(frappe.db.get_value(doctype, name, "grid"))
	# A compound may belong to a community of which the notice means one grid.
	if not all(within(code, [notice.grid]) or within(notice.grid, [code or ""]) for code in found):
		_refuse(_("Row {0} of the audience lies outside the grid of the notice. Correct it.").format(row.idx))


def _check_ages(row) -> None:
	youngest, oldest = cint(row.min_age), cint(row.max_age)
	if not 0 <= youngest <= OLDEST or not 0 <= oldest <= OLDEST or (oldest and youngest > oldest):
		_refuse(_("The ages in row {0} of the audience hold nobody. Correct them.").format(row.idx))


def _check_tag(notice) -> None:
	by_client = notice.is_new() or notice.has_value_changed("audience") or _tags_changed(notice)
	if by_client and not frappe.has_permission("Resident Care Tag", "read"):
		frappe.throw(
			_("You have no right to choose people by care tags. Ask the community manager."),
			frappe.PermissionError,
		)
	if not (notice.audience_purpose or "").strip():
		_refuse(_("Choosing people by a care tag needs a purpose. Write what it is for."))
	tags = {frappe.db.get_value("Care Tag", row.care_tag, "tag_name") for row in notice.audience}
	shown = " ".join(filter(None, (notice.title, notice.plain_summary, notice.body, notice.neutral_reason)))
	if any(tag and tag in shown for tag in tags):
		_refuse(_("The text names the care tag, which recipients never see. Write it in neutral words."))


def _tags_changed(notice) -> bool:
	before = notice.get_doc_before_save()
	return not before or {row.care_tag for row in before.audience} != {
		row.care_tag for row in notice.audience
	}


def recipients(notice) -> list[Recipient]:
	"""Whom the notice is for as the register stands now, in the order of their keys."""
	homes: dict[str, list[frappe._dict]] = {}
	for row in _people(notice):
		key = f"household:{row.household}" if row.household else f"resident:{row.name}"
		homes.setdefault(key, []).append(row)
	return [_recipient(key, rows) for key, rows in sorted(homes.items())]


def _recipient(key: str, rows: list[frappe._dict]) -> Recipient:
	asked = min(rows, key=lambda row: (not row.has_number, row.head != row.name, row.name))
	place = (asked.grid, asked.building, asked.household)
	address = asked.household_title or asked.address
	return Recipient(key, *place, asked.name, len(rows), bool(asked.has_number), address)


def _people(notice) -> list[frappe._dict]:
	person, home = frappe.qb.DocType("Resident"), frappe.qb.DocType("Household")
	rules = [_criterion(row, person, home) for row in notice.audience] or [person.residence_kind != AWAY]
	query = (
		frappe.qb.from_(person)
		.left_join(home)
		.on(home.name == person.household)
		.select(
			*(person.name, person.grid, person.household, person.address, person.mobile_fingerprint),
			*(home.building, home.head, home.household_title),
		)
		.where(person.grid.like(f"{notice.grid}%") & (person.status == PRESENT) & any_of(rules))
		.orderby(person.name)
	)
	rows = query.run(as_dict=True)
	for row in rows:
		row.has_number = bool(row.pop("mobile_fingerprint"))
	if not notice.is_restricted:
		return rows
	return [row for row in rows if not consents.has_withdrawn(row.name, consents.CARE)]


def _criterion(row, person, home) -> Criterion:
	"""What one rule asks, all of it together."""
	found = (
		person.residence_kind == row.residence_kind if row.residence_kind else person.residence_kind != AWAY
	)
	if row.grid:
		found &= person.grid.like(f"{row.grid}%")
	if row.building:
		found &= home.building == row.building
	if row.compound:
		building = frappe.qb.DocType("Building")
		of_compound = frappe.qb.from_(building).select(building.name).where(building.compound == row.compound)
		found &= home.building.isin(of_compound)
	if row.household_kind:
		found &= home.kind == row.household_kind
	if cint(row.min_age):
		found &= person.birth_date <= add_years(getdate(), -cint(row.min_age))
	if cint(row.max_age):
		found &= person.birth_date > add_years(getdate(), -cint(row.max_age) - 1)
	return found & _tagged(row, person) if row.care_tag else found


def _tagged(row, person) -> Criterion:
	tag, today = frappe.qb.DocType("Resident Care Tag"), getdate()
	holds = (tag.from_date.isnull() | (tag.from_date <= today)) & (
		tag.to_date.isnull() | (tag.to_date >= today)
	)
	return person.name.isin(
		frappe.qb.from_(tag).select(tag.resident).where((tag.care_tag == row.care_tag) & holds)
	)


def count(notice) -> list[Recipient]:
	"""Writes into a notice in memory how many households and people it is for, and how they can be reached; returns them."""
	found = recipients(notice)
	notice.audience_households = len(found)
	notice.audience_people = sum(one.people for one in found)
	notice.with_number = sum(one.has_number for one in found)
	notice.with_portal = len(_with_bound_phone(notice, found))
	notice.counted_at = now_datetime()
	return found


def _with_bound_phone(notice, found: list[Recipient]) -> set[str]:
	"""Keys of recipients of whom somebody has bound a phone to the own number."""
	person, phone = frappe.qb.DocType("Resident"), frappe.qb.DocType("Phone Binding")
	bound = (
		frappe.qb.from_(person)
		.join(phone)
		.on(phone.mobile_fingerprint == person.mobile_fingerprint)
		.select(person.name, person.household)
		.where(person.grid.like(f"{notice.grid}%") & (phone.ends_on >= getdate()))
	).run(as_dict=True)
	keys = {f"household:{row.household}" if row.household else f"resident:{row.name}" for row in bound}
	return keys & {one.key for one in found}


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
