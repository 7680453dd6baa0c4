"""Sites of before 0.2.0 kept the account of whoever reported anonymously while signed in.

A report is done once its owner is Guest, and each is a transaction of its own: after an interruption it goes on.
"""

import frappe

from community_gov.casework.intake import following

GUEST = "Guest"
# What names the account beside the case: (DocType, field with the case, further conditions).
NAMED = (
	("Case Feedback", "case_file", {}),
	("Case Appeal", "case_file", {}),
	("Case Photo", "parent", {"parenttype": "Case"}),
	("File", "attached_to_name", {"attached_to_doctype": "Case"}),
	("Version", "docname", {"ref_doctype": "Case"}),
)
OWN_EVENTS = ["Reported", "Rated", "Appealed"]


def execute() -> None:
	reports = frappe.get_all(
		"Case",
		filters={"is_anonymous": 1, "owner": ["!=", GUEST]},
		fields=["name", "owner"],
		order_by="name asc",
	)
	for row in reports:
		take_account_off(row.name, row.owner)
		frappe.db.commit()


def take_account_off(case: str, account: str) -> None:
	"""Rows of the reporter become those of Guest; steps that the same account took as staff stay."""
	nobody = {"owner": GUEST, "modified_by": GUEST}
	for doctype, field, conditions in NAMED:
		_set(doctype, {field: case, "owner": account, **conditions}, nobody)
	events = {"case_file": case, "actor": account, "event": ["in", OWN_EVENTS]}
	_set("Case Event", events, {**nobody, "actor": GUEST, "actor_name": GUEST})
	_forget_links(case, account)
	_set("Case", {"name": case, "modified_by": account}, {"modified_by": GUEST})
	_set("Case", {"name": case}, {"owner": GUEST, "reporter": GUEST, "tracking_code_shown_to": None})


def _forget_links(case: str, account: str) -> None:
	frappe.db.delete("Patrol Case", {"case_file": case})
	frappe.db.delete(
		"Notification Log", {"document_type": "Case", "document_name": case, "for_user": account}
	)
	frappe.db.delete("Document Follow", {"ref_doctype": "Case", "ref_docname": case, "user": account})
	frappe.db.delete("Case Follower", {"case_file": case, "user": account})
	frappe.db.delete("Case Follower", {"via_case": case, "user": account, "is_reporter": 1})
	following.count(case)


def _set(doctype: str, filters: dict, values: dict) -> None:
	for name in frappe.get_all(doctype, filters=filters, pluck="name", order_by="name asc"):
		frappe.db.set_value(doctype, name, values, update_modified=False)
