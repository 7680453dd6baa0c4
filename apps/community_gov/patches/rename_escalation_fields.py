"""Sites of before 0.2.0 call an escalation a climb, in three fields and in the events of cases."""

import frappe
from frappe.model.utils.rename_field import rename_field

RENAMED = (
	("Case", "climbs", "escalation_count"),
	("Clock Run", "climbed", "escalated"),
	("Community Gov Settings", "climb_automatically", "escalate_automatically"),
)


def execute() -> None:
	for doctype, old, new in RENAMED:
		rename_field(doctype, old, new)
	event = frappe.qb.DocType("Case Event")
	frappe.qb.update(event).set(event.event, "Escalated").where(event.event == "Climbed").run()
