"""Reporting and acting against a bare DocType with the same fields and one child row, in one run."""

import frappe

from community_gov.casework.intake.reporting import report_case
from community_gov.casework.lifecycle.acting import act_on_case
from community_gov.demo.people import WATER_BUREAU
from tests.benchmark.run import BARE, CHILD, GRID, interleaved_ms, ratio_line

SKIPPED = ("HTML",)
KEPT = (
	"fieldname",
	"fieldtype",
	"label",
	"options",
	"reqd",
	"default",
	"search_index",
	"unique",
	"precision",
)


def run(rounds: int):
	make_bare_doctypes()
	frappe.db.begin()
	yield from measure_report(rounds)
	yield from measure_act(rounds)
	frappe.db.rollback()


def make_bare_doctypes() -> None:
	"""The same fields, indexes, naming and change tracking as Case; no controller code."""
	if frappe.db.exists("DocType", BARE):
		return
	frappe.flags.in_import = True
	child = [df for df in frappe.get_meta("Case Unit").fields]
	make_doctype(CHILD, child, istable=1)
	fields = [df for df in frappe.get_meta("Case").fields if df.fieldname != "photos"]
	make_doctype(BARE, fields, autoname="BENCH-.YYYY..MM..DD.-.#####", track_changes=1)
	frappe.flags.in_import = False
	frappe.db.commit()


def make_doctype(name: str, fields: list, **values) -> None:
	doc = frappe.new_doc("DocType")
	doc.update({"name": name, "module": "Custom", "custom": 1, **values})
	for df in fields:
		if df.fieldtype not in SKIPPED:
			row = {key: df.get(key) for key in KEPT if df.get(key)}
			doc.append("fields", {**row, **({"options": CHILD} if df.fieldtype == "Table" else {})})
	if not values.get("istable"):
		doc.append("permissions", {"role": "System Manager", "read": 1, "write": 1, "create": 1})
	doc.insert()


def values_of(number: int) -> dict:
	return {
		"title": f"Heap {number}",
		"description": "Heap of rubbish by the canal",
		"category": "M06010",
		"grid": GRID,
		"address": "North canal",
		"latitude": 29.7222,
		"longitude": 113.8812,
		"source": "Patrol",
		"units": [{"unit": WATER_BUREAU, "duty": "Lead"}],
	}


def insert_bare(number: int):
	doc = frappe.new_doc(BARE)
	doc.update({**values_of(number), "tracking_code_fingerprint": frappe.generate_hash(length=16)})
	return doc.insert()


def measure_report(rounds: int):
	actions = {"bare": insert_bare, "case": lambda number: report_case(values_of(number), [], None)}
	times = interleaved_ms(actions, rounds)
	yield ratio_line("report a case / bare insert", times["case"], times["bare"], "<= 1.5")


def measure_act(rounds: int):
	bare = [insert_bare(number).name for number in range(rounds + 5)]
	cases = [report_case(values_of(number), [], None).name for number in range(rounds + 5)]

	def save_bare(number: int):
		doc = frappe.get_doc(BARE, bare[number])
		doc.urgency = "Urgent"
		doc.save()

	def act(number: int):
		act_on_case(frappe.get_doc("Case", cases[number]), "Accept", {"urgency": "Urgent"}, None, None)

	times = interleaved_ms({"bare": save_bare, "case": act}, rounds)
	yield ratio_line("act on a case / bare save", times["case"], times["bare"], "<= 2")
