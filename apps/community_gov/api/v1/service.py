"""Services of volunteers: enter one by hand, see the possible steps, take one."""

import frappe

from community_gov.api.access import load_doc, require
from community_gov.api.idempotency import run_once
from community_gov.core.stages.guards import needs_reason
from community_gov.core.stages.states import transition_for_action
from community_gov.core.stages.steps import possible_steps, take


@frappe.whitelist(methods=["POST"])
def record(
	volunteer: str,
	started_at: str,
	ended_at: str,
	project: str | None = None,
	intensity: str | None = None,
	role: str | None = None,
	content: str | None = None,
	break_minutes: int = 0,
	travel_minutes: int = 0,
	evidence: str | None = None,
	help_request: str | None = None,
	idempotency_key: str | None = None,
) -> dict:
	"""Enters a service by hand; hours and points are reckoned by the server and wait for the confirmation.

	Args:
	        started_at, ended_at: site time, YYYY-MM-DD HH:MM:SS.
	        break_minutes, travel_minutes: whole minutes that do not count.
	        evidence: address of a private file that the caller has uploaded.
	        help_request: the one that the volunteer served; the person confirms with its code.
	Returns:
	        {service_record, stage, hours, points, is_late}
	"""
	require("Service Record", "create")
	values = {"volunteer": volunteer, "started_at": started_at, "ended_at": ended_at, "project": project}
	values |= {"intensity": intensity, "role": role, "content": content, "evidence": evidence}
	values |= {"break_minutes": break_minutes, "travel_minutes": travel_minutes}
	values |= {"help_request": help_request}

	def work() -> dict:
		doc = frappe.new_doc("Service Record")
		doc.update(values)
		doc.insert()
		return answer(doc)

	return run_once("service.record", idempotency_key, values, work)


def answer(doc) -> dict:
	known = ("stage", "hours", "points", "is_late")
	return {"service_record": doc.name, **{name: doc.get(name) for name in known}}


@frappe.whitelist(methods=["POST"])
def act(
	service_record: str,
	action: str,
	note: str | None = None,
	modified: str | None = None,
	idempotency_key: str | None = None,
) -> dict:
	"""Takes a workflow action on a service record: confirm, send back, reject, dispute, submit again, revoke.

	Args:
	        modified: the `modified` that the caller has seen; refused if the record was changed since.
	Returns:
	        {service_record, stage, hours, points, is_late}
	"""
	require("Service Record", "write")

	def work() -> dict:
		doc = load_doc("Service Record", service_record, "write", modified)
		take(doc, transition_for_action(doc, action), note, None)
		return answer(doc)

	body = {"service_record": service_record, "action": action, "note": note}
	return run_once("service.act", idempotency_key, body, work)


@frappe.whitelist(methods=["GET"])
def next_steps(service_record: str) -> list[dict]:
	"""The workflow actions that the user may take on a service record now, and what each will ask for.

	Returns:
	        [{action, next_state, stage, needs_reason}]
	"""
	doc = load_doc("Service Record", service_record)
	return [
		{**step, "needs_reason": needs_reason in doc.stage_rules[step["stage"]].guards}
		for step in possible_steps(doc)
	]
