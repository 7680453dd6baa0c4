"""Points that were earned before there were lots get one each: they expire as if they had come in today."""

import frappe

from community_gov.volunteering.points import lots


def execute() -> None:
	known = set(frappe.get_all("Point Lot", pluck="volunteer", distinct=True, order_by="volunteer asc"))
	filters = {"balance": [">", 0]}
	rows = frappe.get_all("Volunteer", filters, ["name", "balance"], order_by="name asc", as_list=True)
	for volunteer, balance in rows:
		if volunteer not in known:
			lots.open_lot(volunteer, balance, lots.expiry_of_today(), None)
