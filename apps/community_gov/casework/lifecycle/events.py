"""The events of a case: who did what, when, from where. Written here, changed nowhere."""

import frappe
from frappe.query_builder.functions import IfNull
from frappe.utils import now_datetime

from community_gov.core.step_context import step_context
from community_gov.core.text import without_tags

ORDER = "happened_at asc, sequence asc"


def record(case_name: str, event: str, **values) -> str:
	"""Writes one Case Event and returns its name.

	Args:
	        case_name: the case.
	        event: workflow action or what the system did, in English; the desk translates it.
	        values: further fields of Case Event (from_stage, to_stage, note, photos as a list of addresses,
	                latitude, longitude in WGS 84 degrees, unit, reference_doctype, reference_name).
	"""
	user = frappe.session.user
	row = {
		**{key: value for key, value in values.items() if value is not None},
		"case_file": case_name,
		"event": event,
		"photos": "\n".join(values.get("photos") or []),
		"happened_at": now_datetime(),
		"actor": user,
		"actor_name": frappe.get_cached_value("User", user, "full_name"),
	}
	return _store_event(row, user)


def record_step(doc, case_name: str, **values) -> str:
	"""Writes the event of the workflow step that a staged document has just taken."""
	step = step_context(doc).step
	position = step_context(doc).position or {}
	return record(
		case_name,
		step.event,
		from_stage=step.from_stage,
		to_stage=step.to_stage,
		from_state=step.from_state,
		to_state=step.to_state,
		note=step.note,
		latitude=position.get("latitude"),
		longitude=position.get("longitude"),
		**values,
	)


def _store_event(row: dict, user: str) -> str:
	"""One plain INSERT, as this runs at every step: an event has no hooks, links or notifications of its own."""
	row |= {"name": frappe.generate_hash(length=12), "owner": user, "modified_by": user}
	row |= {"creation": row["happened_at"], "modified": row["happened_at"], "sequence": _next_in_request()}
	row = {name: without_tags(value) if isinstance(value, str) else value for name, value in row.items()}
	event = frappe.qb.DocType("Case Event")
	frappe.qb.into(event).columns(*row).insert(*row.values()).run()
	return row["name"]


def _next_in_request() -> int:
	"""Keeps the order of events that one request writes within the same microsecond."""
	frappe.local.case_event_number = getattr(frappe.local, "case_event_number", 0) + 1
	return frappe.local.case_event_number


def stage_entries(case_name: str) -> list[frappe._dict]:
	"""The stages that the case itself entered, in order: rows of to_stage and happened_at."""
	event = frappe.qb.DocType("Case Event")
	entries = frappe.qb.from_(event).select(event.to_stage, event.happened_at)
	own = (
		(event.case_file == case_name) & (event.to_stage != "") & (IfNull(event.reference_doctype, "") == "")
	)
	return entries.where(own).orderby(event.happened_at, event.sequence).run(as_dict=True)
