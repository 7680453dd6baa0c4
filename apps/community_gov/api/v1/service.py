"""Services of volunteers: enter one by hand, see the possible steps, take one."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.step import act_on, steps_with_needs
from community_gov.permissions.access import require


@frappe.whitelist(methods=["POST"])
@idempotent("service.record")
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
) -> dict:
	"""Enters a service by hand; the server computes hours and points, which wait for the confirmation.

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
	doc = frappe.new_doc("Service Record")
	doc.update(values)
	doc.insert()
	return _answer(doc)


def _answer(doc) -> dict:
	known = ("stage", "hours", "points", "is_late")
	return {"service_record": doc.name, **{name: doc.get(name) for name in known}}


@frappe.whitelist(methods=["POST"])
@idempotent("service.act")
def act(service_record: str, action: str, note: str | None = None, modified: str | None = None) -> dict:
	"""Takes a workflow action on a service record: confirm, send back, reject, dispute, submit again, revoke.

	Args:
	        modified: the `modified` that the caller has seen; refused if the record was changed since.
	Returns:
	        {service_record, stage, hours, points, is_late}
	"""
	doc = act_on("Service Record", service_record, action, None, modified, note=note)
	return _answer(doc)


@frappe.whitelist(methods=["GET"])
def next_steps(service_record: str) -> list[dict]:
	"""The workflow actions that the user may take on a service record now, and what each will ask for.

	Returns:
	        [{action, next_state, stage, needs_reason}]
	"""
	return steps_with_needs("Service Record", service_record)
