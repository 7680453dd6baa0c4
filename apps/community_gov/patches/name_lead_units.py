"""Cases name the unit that answers for them, so that lists show and find it."""

import frappe


def execute() -> None:
	case, row = frappe.qb.DocType("Case"), frappe.qb.DocType("Case Unit")
	named = (row.parenttype == "Case") & (row.parentfield == "units") & (row.duty == "Lead")
	joined = frappe.qb.update(case).join(row).on((row.parent == case.name) & named)
	joined.set(case.lead_unit, row.unit).run()
