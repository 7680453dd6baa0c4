"""The printed sheet of a notice: what stands on it, read anew for the person who prints."""

import frappe
from frappe.utils import cstr, get_url

from community_gov.core.code_text import grouped
from community_gov.core.qr_codes import svg_of
from community_gov.grids import picker


def notice_sheet(name: str) -> frappe._dict:
	"""{title, kind, plain_summary, body, place, valid_until, code, svg, issuing_body, document_number, effective_on}.

	Called from the template of the print format; the picture leads to the page that says whether the sheet is genuine.

	Raises:
	        frappe.PermissionError: the user may not print the notice.
	"""
	doc = frappe.get_doc("Community Notice", name)
	doc.check_permission("print")
	texts = ("title", "kind", "plain_summary", "body", "issuing_body", "document_number", "source_link")
	return frappe._dict(
		{name: doc.get(name) for name in texts},
		place=picker.path_of(doc.grid),
		effective_on=cstr(doc.effective_on),
		sent_on=cstr(doc.sent_at)[:10],
		valid_until=cstr(doc.valid_until),
		code=grouped(doc.check_code),
		is_sent=bool(doc.sent_at),
		svg=svg_of(get_url(f"/notices?check={doc.check_code}")),
	)
