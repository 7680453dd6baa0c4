"""The trace of a case: who did what, when, from where. Written here, changed nowhere."""

import frappe
from frappe.utils import get_fullname, now_datetime


def record(case_name: str, event: str, **values) -> str:
	"""Writes one Case Event and returns its name.

	Args:
	        case_name: the case.
	        event: workflow action or what the system did, in English; the desk translates it.
	        values: further fields of Case Event (from_stage, to_stage, note, photos as a list of addresses,
	                latitude, longitude in WGS 84 degrees, unit, reference_doctype, reference_name).
	"""
	photos = values.pop("photos", None) or []
	doc = frappe.new_doc("Case Event")
	doc.update(values)
	doc.update(
		{
			"case_file": case_name,
			"sequence": frappe.db.count("Case Event", {"case_file": case_name}) + 1,
			"event": event,
			"photos": "\n".join(photos),
			"happened_at": now_datetime(),
			"actor": frappe.session.user,
			"actor_name": get_fullname(frappe.session.user),
		}
	)
	return _store(doc)


def record_step(doc, case_name: str, **values) -> str:
	"""Writes the event of the workflow step that a staged document has just taken."""
	step = doc.flags.step
	position = doc.flags.position or {}
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


def _store(doc) -> str:
	# db_insert: a trace has no hooks, links or notifications of its own, and this runs at every step.
	doc.set_user_and_timestamp()
	doc.name = frappe.generate_hash(length=12)
	doc.db_insert()
	return doc.name
