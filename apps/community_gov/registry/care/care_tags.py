"""Care tags: who needs a look, since when, who says so. Neutral words only; see docs/admin-guide.md."""

import frappe
from frappe import _
from frappe.utils import add_years, getdate

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.registry.care.persons import resident_row
from community_gov.registry.privacy import consents

FOREVER = "9999-12-31"


def check_tag(tag) -> None:
	"""A tag belongs to a present person, has an order of days, and stands once at a time.

	Raises:
	        BadInputError, ConflictError
	"""
	row = resident_row(tag.resident, "grid", "status", "full_name")
	tag.grid = row.grid
	if tag.is_new() and row.status != "Present":
		frappe.throw(
			_("{0} is not present. Tags are for people who live here.").format(row.full_name),
			exc=BadInputError,
		)
	if tag.is_new() and not frappe.db.get_value("Care Tag", tag.care_tag, "enabled"):
		frappe.throw(_("Tag {0} is not in use. Choose another one.").format(tag.care_tag), exc=BadInputError)
	if tag.is_new():
		consents.require_standing(tag.resident, consents.CARE)
	if tag.to_date and getdate(tag.to_date) < getdate(tag.from_date):
		frappe.throw(_("The tag ends before it begins. Correct the dates."), exc=BadInputError)
	_refuse_overlap(tag)


def _refuse_overlap(tag) -> None:
	filters = {"resident": tag.resident, "care_tag": tag.care_tag, "name": ["!=", tag.name or ""]}
	fields = ["from_date", "to_date"]
	first, last = getdate(tag.from_date), getdate(tag.to_date or FOREVER)
	for row in frappe.get_all("Resident Care Tag", filters=filters, fields=fields, order_by="from_date asc"):
		if first <= getdate(row.to_date or FOREVER) and getdate(row.from_date) <= last:
			frappe.throw(
				_("The person has tag {0} at that time already. End the other one first.").format(
					tag.care_tag
				),
				exc=ConflictError,
			)


def end_all(resident: str, on) -> None:
	"""Ends the open tags of somebody who left or died; tags that had not begun end as they begin."""
	tag = frappe.qb.DocType("Resident Care Tag")
	still = (tag.resident == resident) & (tag.to_date.isnull() | (tag.to_date > on))
	frappe.qb.update(tag).set(tag.to_date, on).where(still & (tag.from_date <= on)).run()
	frappe.qb.update(tag).set(tag.to_date, tag.from_date).where(still & (tag.from_date > on)).run()


def active_on(tag, day):
	"""Criterion over Resident Care Tag: tags that stand on a day."""
	return (tag.from_date <= day) & (tag.to_date.isnull() | (tag.to_date >= day))


def proposals(area: str | None = None, limit: int = 100, visible=None) -> list[dict]:
	"""People old enough for a tag who do not have it: {resident, full_name, grid, birth_date, care_tag}, eldest first.

	Only proposed: a person decides, nothing is tagged by a machine (PIPL Art. 24).

	Args:
	        area: code prefix of a place, or None for all that the user sees.
	        visible: criterion of what a user may list of Resident, or None.
	"""
	ages = {"enabled": 1, "minimum_age": [">", 0]}
	found: list[dict] = []
	for row in frappe.get_all(
		"Care Tag", ages, ["name", "minimum_age"], order_by="minimum_age desc, name asc"
	):
		found += _of_age(row.name, row.minimum_age, area, limit - len(found), visible)
	return found


def _of_age(care_tag: str, age: int, area: str | None, limit: int, visible) -> list[dict]:
	"""By the query builder: who may propose a tag need not be allowed to read the birth date itself."""
	if limit <= 0:
		return []
	person, tag = frappe.qb.DocType("Resident"), frappe.qb.DocType("Resident Care Tag")
	tagged = frappe.qb.from_(tag).select(tag.resident).where(tag.care_tag == care_tag)
	query = frappe.qb.from_(person).select(
		person.name.as_("resident"), person.full_name, person.grid, person.address
	)
	query = query.where((person.status == "Present") & (person.birth_date <= add_years(getdate(), -age)))
	query = query.where(person.name.notin(tagged))
	if withdrew := consents.who_withdrew(consents.CARE):
		query = query.where(person.name.notin(sorted(withdrew)))
	if area:
		query = query.where(person.grid.like(f"{area}%"))
	if visible is not None:
		query = query.where(visible)
	rows = query.orderby(person.birth_date).orderby(person.name).limit(limit).run(as_dict=True)
	return [{**row, "care_tag": care_tag} for row in rows]
