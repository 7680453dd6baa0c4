"""Where a case goes that was escalated: to the unit that a routing rule of its new level names, if there is one."""

import frappe
from frappe.utils import now_datetime

from community_gov.casework.dispatch import reassigning, routing


def route_to_level(case, reason: str) -> None:
	"""Hands the lead's dispatch to the unit of the level above; a filed case gets that unit in its table.

	Without a rule for the level the holder keeps the case: it is late, but never without anybody.
	"""
	rule = routing.choose_for(case, now_datetime()).rule
	if not rule or rule.handling_level != case.handling_level:
		return
	if case.stage == "Filed":
		routing.route_again(frappe.get_doc("Case", case.name, for_update=True))
		return
	name = frappe.db.get_value(
		"Case Dispatch", {"case_file": case.name, "duty": "Lead", "stage_category": "Open"}
	)
	dispatch = frappe.get_doc("Case Dispatch", name) if name else None
	if dispatch and dispatch.unit != rule.lead:
		reassigning.give_to(dispatch, rule.lead, "Sent Up", reason)
