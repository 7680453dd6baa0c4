"""Who worked on a case: for the separation of duties."""

import frappe

from community_gov.casework.lifecycle import events


def handlers_of(case_name: str) -> set[str]:
	"""Everybody who accepted or answered a dispatch of the case, and all handlers of its units."""
	rows = frappe.get_all(
		"Case Dispatch",
		filters={"case_file": case_name},
		fields=["unit", "accepted_by", "answered_by"],
		order_by="creation asc",
	)
	users = {row.accepted_by for row in rows} | {row.answered_by for row in rows}
	units = [row.unit for row in rows]
	if units:
		filters = {"parent": ["in", units], "parenttype": "Responsible Unit"}
		users.update(
			frappe.get_all("Responsible Unit User", filters=filters, pluck="user", order_by="user asc")
		)
	# Who settled it on the spot handled it.
	users.add(frappe.db.get_value("Case", case_name, "settled_by"))
	return users - {None, ""}


def dispatchers_of(case_name: str) -> set[str]:
	rows = frappe.get_all(
		"Case Dispatch", filters={"case_file": case_name}, pluck="dispatched_by", order_by="creation asc"
	)
	return set(rows) - {None, ""}


def workers_of(case_name: str) -> set[str]:
	"""Everybody who handled, checked, dispatched or closed a case; who merely reported it is not among them."""
	checkers = frappe.get_all(
		"Case Check", filters={"case_file": case_name}, pluck="answered_by", order_by="creation asc"
	)
	closers = frappe.get_all(
		"Case Event",
		filters={
			"case_file": case_name,
			"to_stage": ["in", ["Dispatched", "Closed"]],
			"reference_doctype": ["is", "not set"],
		},
		pluck="actor",
		order_by=events.ORDER,
	)
	return (handlers_of(case_name) | dispatchers_of(case_name) | {*checkers, *closers}) - {None, "", "Guest"}
