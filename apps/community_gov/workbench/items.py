"""One thing of the queue as a phone shows it: the case at a glance, what stands in the document, the steps."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.casework.lifecycle import glance
from community_gov.core.errors import BadInputError
from community_gov.core.labels import label_of
from community_gov.core.stages.rules import STAGES_OF
from community_gov.core.stages.steps import next_steps, refusal_of
from community_gov.registry.identity import overview
from community_gov.workbench import further_steps

# What is told of each document beside its case, in this order.
FACTS = {
	"Case": (),
	"Case Dispatch": ("unit", "duty", "instruction", "due_at", "respond_due_at", "answer"),
	"Case Check": ("kind", "due_at"),
	"Case Appeal": ("reason", "settled_level", "decide_level", "requested_at"),
	"Case Adjustment": ("kind", "unit", "reason", "amount", "resume_on", "requested_at"),
	"Supervision Order": ("unit", "ground", "demand", "answer_due_at", "answer"),
	"Help Request": ("help_kind", "need", "details", "place", "urgency", "claim_due_at", "result"),
	"Visit": ("visit_kind", "due_on", "address", "care_tag"),
	"Community Notice": (
		*("kind", "plain_summary", "body", "issuing_body", "document_number"),
		*("audience_households", "audience_people", "with_number", "valid_until"),
	),
}
TITLES = {"unit": ("Responsible Unit", "unit_name"), "help_kind": ("Help Kind", "kind_name")}


def require_shown(doctype: str) -> None:
	"""Refuses DocTypes that the workbench does not show (BadInputError, 422)."""
	if doctype not in FACTS:
		frappe.throw(
			_("{0} is not shown here. Choose one of: {1}.").format(doctype, ", ".join(sorted(FACTS))),
			exc=BadInputError,
		)


def item_of(doc) -> dict:
	"""A document that the session user may read.

	Returns:
	        {doctype, name, modified, stage, unit, facts: [{label, value}], case: see casework.lifecycle.glance or None,
	        steps: [{action, label, next_state, stage, asks, refusal}], may_answer, may_ask_time, further: see further_steps, needs_photo, needs_position,
	        person, dispatches and case_units of a case, help_kinds: [{name, kind_name}] of a visit's findings}
	"""
	case = _case_of(doc)
	return {
		"doctype": doc.doctype,
		"name": doc.name,
		"modified": str(doc.modified),
		"stage": doc.get("stage"),
		"unit": doc.get("unit"),
		"facts": _facts(doc),
		"case": glance.glance(case) if case else None,
		"steps": steps_of(doc) if doc.doctype in STAGES_OF else [],
		**_of_check(doc),
		"may_ask_time": _may_ask_time(doc),
		"further": further_steps.further_steps(doc),
		**_orders_of(doc),
		"person": _person(doc) if doc.doctype == "Visit" else None,
		"help_kinds": _help_kinds() if doc.doctype == "Visit" else [],
	}


def steps_of(doc) -> list[dict]:
	"""What the session user may do next, each with the sentence that would refuse it now, or None."""
	if not doc.has_permission("write"):
		return []
	return [
		{**step, "label": _action_label(step["action"], doc.doctype), "refusal": refusal_of(doc, step)}
		for step in next_steps(doc)
	]


def _action_label(action: str, doctype: str) -> str:
	"""An action in the words of its document, as some have their own (File a case), else in those of all workflows."""
	own = _(action, context=doctype)
	return own if own != _(action) else _(action, context="Workflow Action")


def _case_of(doc):
	"""The case that a document is about, where the session user may read it."""
	if doc.doctype == "Case":
		return doc
	name = doc.get("case_file")
	if not name:
		return None
	case = frappe.get_doc("Case", name)
	return case if case.has_permission("read") else None


def _facts(doc) -> list[dict]:
	rows = [(name, doc.get(name)) for name in FACTS[doc.doctype]]
	return [
		{"label": _(label_of(doc.meta, name)), "value": _shown(doc, name, value)}
		for name, value in rows
		if value
	]


def _shown(doc, name: str, value) -> str:
	df = doc.meta.get_field(name)
	if df.fieldtype == "Select":
		return _(cstr(value), context=doc.doctype)
	if name in TITLES:
		doctype, title = TITLES[name]
		return cstr(frappe.db.get_value(doctype, value, title) or value)
	return cstr(value)[:16] if df.fieldtype == "Datetime" else cstr(value)


def _of_check(doc) -> dict:
	"""Whether the account may answer a check, and what its answer must bring."""
	is_open = doc.doctype == "Case Check" and doc.result == "Pending"
	settings = frappe.get_cached_doc("Community Gov Settings")
	return {
		"may_answer": is_open and bool(doc.has_permission("write")),
		"needs_photo": is_open and bool(cint(settings.check_photo_required)),
		"needs_position": is_open and bool(cint(settings.check_position_required)),
	}


def _orders_of(doc) -> dict:
	"""The open orders of a case and the units that it names; of anything else none."""
	if doc.doctype != "Case":
		return {"dispatches": [], "case_units": []}
	return {
		"dispatches": further_steps.open_dispatches(doc),
		"case_units": further_steps.units_of_case(doc),
	}


def _may_ask_time(doc) -> bool:
	is_open = doc.doctype == "Case Dispatch" and doc.stage_category == "Open"
	return is_open and bool(frappe.has_permission("Case Adjustment", "create")) and bool(doc.due_at)


def _help_kinds() -> list[dict]:
	if not frappe.has_permission("Help Kind", "read"):
		return []
	fields = ["name", "kind_name"]
	return frappe.get_list(
		"Help Kind", filters={"enabled": 1}, fields=fields, order_by="kind_name asc", limit=50
	)


def _person(visit) -> dict | None:
	"""Whom a visit is to and with whom they live, as far as the session user may read the register."""
	if not visit.resident or not frappe.has_permission("Resident", "read", visit.resident):
		return None
	resident = frappe.get_doc("Resident", visit.resident)
	seen = overview.overview_of(resident)
	home = seen["household"] or {"title": None, "members": []}
	return {
		"full_name": resident.full_name,
		"age": seen["age"],
		"household": home["title"],
		"members": [
			{"full_name": row.full_name, "relation": row.relation_to_head} for row in home["members"]
		],
		"tags": [row["care_tag"] for row in seen["tags"]],
		"last_visits": [
			{"visited_at": cstr(row["visited_at"])[:10], "result": row["result"]}
			for row in seen["visits"]["last"]
		],
	}
