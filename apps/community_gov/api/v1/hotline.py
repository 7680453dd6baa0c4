"""The 12345 hotline: its work orders in, our answers out."""

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import as_dict
from community_gov.casework.intake import hotline
from community_gov.core.errors import BadInputError
from community_gov.permissions.access import load_doc, refuse_access, require

TAKERS = {"Operator", "Duty Chief", "Community Administrator", "Integration"}
WRITERS = {"Operator", "Duty Chief"}


def _need_role(roles: set[str]) -> None:
	if not roles & set(frappe.get_roles()):
		refuse_access("Case")


@frappe.whitelist(methods=["POST"])
def take(order: dict | str) -> dict:
	"""Takes one work order as a case; the same upstream number again changes nothing.

	Args:
	        order: {upstream_number, description, …} with the fields of casework.hotline_rows.HEADINGS and
	                latitude, longitude in degrees WGS 84; times YYYY-MM-DD HH:MM:SS.
	Permission: operators, duty chiefs, administrators, connected systems.
	Returns:
	        {case, stage, taken}; taken is False for an order that was known.
	"""
	require("Case", "create")
	_need_role(TAKERS)
	case, taken = hotline.take_order(as_dict(order, "order"))
	return {"case": case.name, "stage": case.stage, "taken": taken}


@frappe.whitelist(methods=["POST"])
def import_file(file_url: str) -> dict:
	"""Takes every order of an uploaded CSV or XLSX sheet, or none if a row cannot be used.

	Permission: operators, duty chiefs and administrators, who may read the file.
	Returns:
	        {taken, known, problems: [{line, number, reason, detail}]}
	"""
	require("Case", "create")
	_need_role(TAKERS - {"Integration"})
	file = readable_sheet(file_url)
	content = file.get_content()
	data = content if isinstance(content, bytes) else content.encode()
	return hotline.load_sheet(data, file.file_name or file_url)


def readable_sheet(file_url: str):
	"""The private sheet behind an address, if the user may read it."""
	# get_all only finds candidates: the right to read is asked of each file below.
	names = frappe.get_all(
		"File", filters={"file_url": file_url, "is_private": 1}, pluck="name", order_by="creation desc"
	)
	for name in names if file_url.lower().endswith((".csv", ".xlsx")) else []:
		file = frappe.get_doc("File", name)
		if file.has_permission("read"):
			return file
	frappe.throw(
		_("There is no private CSV or XLSX file at {0}. Upload the file first.").format(file_url),
		exc=BadInputError,
	)


@frappe.whitelist(methods=["POST"])
@idempotent("hotline.answer")
def answer(case: str, text: str) -> dict:
	"""Writes the answer to the hotline (回单) on a case, closed ones included.

	Permission: operators and duty chiefs.
	Returns:
	        {case, upstream_number, answered_at}
	"""
	_need_role(WRITERS)
	doc = load_doc("Case", case, "write")
	hotline.answer(doc, text)
	return {
		"case": doc.name,
		"upstream_number": doc.upstream_number,
		"answered_at": str(doc.hotline_answered_at),
	}


@frappe.whitelist(methods=["GET"])
def answers(since: str | None = None) -> list[dict]:
	"""Answers written since a moment, oldest first, at most 1,000: ask again from the last one's time.

	Args:
	        since: YYYY-MM-DD HH:MM:SS in the site's time zone.
	Permission: the cases that the user may list (a connected system: those it brought).
	Returns:
	        [{upstream_number, case, answer, answered_at, stage, closed_at}]
	"""
	require("Case", "read")
	return hotline.answers_since(since)


@frappe.whitelist(methods=["GET"])
def export_answers(since: str | None = None) -> None:
	"""The same answers as an XLSX sheet to download."""
	require("Case", "read")
	_need_role(TAKERS)
	frappe.response.update(
		{"type": "binary", "filename": "12345.xlsx", "filecontent": hotline.sheet_of_answers(since)}
	)
