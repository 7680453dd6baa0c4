"""The secretary's studio: how a promise stands, and a record that becomes a case."""

import frappe

from community_gov.casework.intake import reception
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["GET"])
def standing(record: str) -> dict:
	"""How a reception record stands against its promise.

	Returns:
	        {outcome, promised_reply_date, replied_at, light}; light is Green, Yellow, Red or None without a promise.
	"""
	return reception.standing(load_doc("Reception Record", record))


@frappe.whitelist(methods=["POST"])
def to_case(record: str, category: str | None = None) -> dict:
	"""Opens the case of a record; repeating gives the same case.

	Returns:
	        {record, case, stage}
	"""
	require("Case", "create")
	doc = load_doc("Reception Record", record, "write")
	case = reception.to_case(doc, category)
	return {"record": doc.name, "case": case.name, "stage": case.stage}
