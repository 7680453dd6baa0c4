"""Loading residents from a sheet against Frappe's Data Import on the same rows, and a community of 8,503."""

import csv
import io
import time
from itertools import count, islice
from uuid import uuid4

import frappe

from community_gov.demo.persons import make_person
from community_gov.registry.resident_import import importing, queue
from community_gov.registry.resident_import.words import TEMPLATE

COMMUNITY, COMPOUND = "421281001002", "测速小区"
SAME_ROWS, A_COMMUNITY = 600, 8_503
RELATIONS = ("Head", "Spouse", "Son or Daughter")
WORDS = dict(zip(RELATIONS, ("户主", "配偶", "子"), strict=True))
ALIKE = ("full_name", "identity_number", "mobile")


def run(_rounds: int):
	people = adults(A_COMMUNITY)
	try:
		theirs = by_data_import(people[:SAME_ROWS])
		wipe()
		ours, _preview = by_sheet(people[:SAME_ROWS])
		wipe()
		yield f"{f'{SAME_ROWS} residents by Data Import':<46} {theirs:6.1f} s"
		yield f"{f'{SAME_ROWS} residents by sheet':<46} {ours:6.1f} s"
		yield f"{'Data Import / sheet':<46} {theirs / ours:6.1f} x   target >= 10"
		whole, preview = by_sheet(people)
		yield f"{f'{A_COMMUNITY} residents, preview':<46} {preview:6.1f} s"
		yield f"{f'{A_COMMUNITY} residents, loaded':<46} {whole:6.1f} s   target < 120"
	finally:
		wipe()


def adults(size: int) -> list[dict]:
	"""Rows of people, three to a home, thirty homes to a building."""
	persons = (make_person(index) for index in count(200_000))
	grown = islice((person for person in persons if person["birth_date"].year <= 2000), size)
	return [
		{
			**{name: person[name] for name in ALIKE},
			"relation_to_head": RELATIONS[number % 3],
			"building_number": f"{number // 90 + 1}栋",
			"unit_number": str(number // 45 % 2 + 1),
			"room_number": str(number // 3 % 15 + 101),
		}
		for number, person in enumerate(grown)
	]


def by_sheet(people: list[dict]) -> tuple[float, float]:
	"""Seconds of loading, commits, homes and buildings included, and those of the preview before it."""
	fields = ["compound", *people[0]]
	rows = [
		[COMPOUND, *({**row, "relation_to_head": WORDS[row["relation_to_head"]]}).values()] for row in people
	]
	values = {"sheet": sheet_file([[TEMPLATE[field] for field in fields], *rows]), "grid": COMMUNITY}
	order = frappe.get_doc({"doctype": "Resident Import", **values}).insert()
	started = time.perf_counter()
	importing.begin(order, importing.CHECKING)
	importing.check_sheet(order.name)
	checked = time.perf_counter()
	importing.begin(order.reload() or order, importing.LOADING)
	frappe.db.commit()
	queue.load(order.name)
	seconds = time.perf_counter() - checked
	order.reload()
	assert (order.status, order.new_count) == ("Loaded", len(people)), order.problems[:300]
	order.delete()
	frappe.db.commit()
	return seconds, checked - started


def by_data_import(people: list[dict]) -> float:
	"""Seconds of Frappe's Data Import; it makes no homes, so these are there before."""
	from frappe.core.doctype.data_import.importer import Importer

	homes = make_homes(people)
	labels = [*(*ALIKE, "relation_to_head"), "household", "residence_kind"]
	meta = frappe.get_meta("Resident")
	rows = [[*(row[name] for name in labels[:4]), homes[home_of(row)], "Registered"] for row in people]
	url = sheet_file([[meta.get_label(name) for name in labels], *rows])
	values = {"reference_doctype": "Resident", "import_type": "Insert New Records", "import_file": url}
	doc = frappe.get_doc({"doctype": "Data Import", "mute_emails": 1, **values})
	doc.insert(ignore_links=True)
	frappe.db.commit()
	before = frappe.db.count("Resident")
	started = time.perf_counter()
	Importer("Resident", data_import=doc).import_data()
	seconds = time.perf_counter() - started
	frappe.db.commit()
	assert frappe.db.count("Resident") - before == len(people), frappe.get_all(
		"Data Import Log",
		filters={"success": 0},
		fields=["messages", "exception"],
		limit=2,
		order_by="name asc",
	)
	return seconds


def home_of(row: dict) -> tuple:
	return row["building_number"], row["unit_number"], row["room_number"]


def make_homes(people: list[dict]) -> dict[tuple, str]:
	compound = {"compound_name": COMPOUND, "grid": COMMUNITY}
	compound = frappe.get_doc({"doctype": "Residential Compound", **compound}).insert().name
	buildings: dict[str, str] = {}
	homes: dict[tuple, str] = {}
	for row in people:
		number, unit, room = home_of(row)
		if number not in buildings:
			values = {"compound": compound, "building_number": number, "grid": COMMUNITY}
			buildings[number] = frappe.get_doc({"doctype": "Building", **values}).insert().name
		if home_of(row) not in homes:
			values = {"building": buildings[number], "unit_number": unit, "room_number": room}
			homes[home_of(row)] = frappe.get_doc({"doctype": "Household", **values}).insert().name
	return homes


def sheet_file(rows: list[list]) -> str:
	out = io.StringIO()
	csv.writer(out).writerows(rows)
	values = {
		"file_name": f"{uuid4().hex}.csv",
		"is_private": 1,
		"content": out.getvalue().encode(),
	}
	return frappe.get_doc({"doctype": "File", **values}).insert().file_url


def wipe() -> None:
	"""Removes the compound of the benchmark with everybody in it."""
	frappe.db.rollback()
	for compound in frappe.get_all(
		"Residential Compound", filters={"compound_name": COMPOUND}, pluck="name", order_by="name asc"
	):
		buildings = frappe.get_all(
			"Building", filters={"compound": compound}, pluck="name", order_by="name asc"
		)
		homes = {"building": ["in", buildings or [""]]}
		names = frappe.get_all("Household", filters=homes, pluck="name", order_by="name asc")
		for doctype in ("Residence Record", "Resident"):
			frappe.db.delete(doctype, {"household": ["in", names or [""]]})
		frappe.db.delete("Household", homes)
		frappe.db.delete("Building", {"compound": compound})
		frappe.db.delete("Residential Compound", {"name": compound})
	frappe.db.commit()
