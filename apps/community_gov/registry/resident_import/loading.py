"""Stores a planned chunk: many rows a statement, with the values that the documents would have."""

import frappe
from frappe.utils import getdate

from community_gov.core.compat import roll_back_to
from community_gov.core.text import clean_texts
from community_gov.registry.homes import households, residence
from community_gov.registry.resident_import.planning import Drafts, Home, Plan
from community_gov.registry.resident_import.row_reader import Problem, Row
from community_gov.search import index

RECORD = "Residence Record"


def write(plan: Plan) -> list[Problem]:
	"""Writes places, households, people and their first records; the caller commits.

	Returns:
	        problems of known people whose gaps could not be filled.
	"""
	homes = [home for home in plan.homes if home.new]
	plan.places.write({home.building.name for home in homes if home.doc})
	for home in homes:
		if home.doc:
			_tell_household(home)
	_insert_many("Household", _values_of([home.doc for home in homes if home.doc]))
	_insert_many("Resident", _values_of(plan.new))
	index.add_rows("Resident", plan.new)
	_insert_many(RECORD, _first_records(plan.new))
	for home in homes:
		if home.name and not home.doc:
			_join_household(home)
	return [problem for gap in plan.gaps for problem in _filled(*gap)]


def _tell_household(home: Home) -> None:
	"""What counting and naming the head would have written on a new household."""
	home.doc.update(
		{
			"head": home.head,
			"member_count": len(home.new),
			"status": "Occupied",
			"without_head": int(not home.head),
		}
	)


def _join_household(home: Home) -> None:
	"""A household on file counts again, and gets the head that it had not."""
	if home.name and home.head and home.head != home.place.head:
		households.name_head(home.name, home.head)
	households.count_members(home.name)


def _first_records(docs: list) -> list[dict]:
	drafts = Drafts()
	return [
		{
			**drafts.stamps(RECORD),
			**residence.record_of(
				doc, "Registered", getdate(doc.moved_in_on) if doc.moved_in_on else drafts.day
			),
		}
		for doc in docs
	]


def _filled(row: Row, name: str, gaps: dict) -> list[Problem]:
	"""Writes what was missing on a known person through the document. Returns why not, if so."""
	point = "fill_gaps"
	frappe.db.savepoint(point)
	try:
		doc = frappe.get_doc("Resident", name, for_update=True)
		doc.update(gaps)
		# The right on the area of the import was asked when it was started.
		doc.save(ignore_permissions=True)
	except frappe.ValidationError as error:
		roll_back_to(point)
		frappe.clear_messages()
		return [Problem(row.line, "", str(error), row.sheet)]
	frappe.db.release_savepoint(point)
	return []


def _values_of(docs: list) -> list[dict]:
	for doc in docs:
		clean_texts(doc)
	return [doc.get_valid_dict(convert_dates_to_str=True, ignore_virtual=True) for doc in docs]


def _insert_many(doctype: str, rows: list[dict]) -> None:
	"""One INSERT for rows of the same columns; bulk_insert makes an object of every value, and is slower."""
	if not rows:
		return
	columns = list(rows[0])
	names = ", ".join(f"`{column}`" for column in columns)
	places = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(rows))
	# Raw SQL: column names are those of the DocType, each value has a placeholder.
	frappe.db.sql(
		f"insert into `tab{doctype}` ({names}) values {places}",
		[row[column] for row in rows for column in columns],
	)
