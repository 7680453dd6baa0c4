"""Sites of before 0.2.0 have two indexes on Case that other ones replaced; each costs time at every report."""

import frappe

RETIRED = ("case_position", "stage_stage_due_at_index")


def execute() -> None:
	for name in RETIRED:
		if frappe.db.has_index("tabCase", name):
			frappe.db.sql_ddl(f"ALTER TABLE `tabCase` DROP INDEX `{name}`")
