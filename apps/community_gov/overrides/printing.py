"""Frappe's own printing endpoints: the formats of this app become PDFs without wkhtmltopdf."""

import io

from pypdf import PdfReader, PdfWriter

import frappe
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.translate import print_language
from frappe.www.printview import validate_print_permission

from community_gov.core import pdf


# Guests print with the key of a link, as Frappe lets them: validate_print_permission asks for it.
@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
def download_pdf(doctype: str, name: str, format: str | None = None, language: str | None = None) -> None:
	"""A document as PDF. Of our formats the stored document is printed, whatever a client sends along."""
	if not pdf.is_own_format(format):
		ask_frappe("download_pdf", doctype=doctype, name=name, format=format)
		return
	with print_language(language):
		answer(printed(doctype, name, format), f"{name.replace(' ', '-').replace('/', '-')}.pdf")


@frappe.whitelist(methods=["GET", "POST"])
def download_multi_pdf(doctype: dict | str, name: str, format: str | None = None) -> None:
	"""Several documents of one DocType in one PDF, as the desk's lists ask for it."""
	if not isinstance(doctype, str) or doctype.startswith("{") or not pdf.is_own_format(format):
		ask_frappe("download_multi_pdf", doctype=doctype, name=name, format=format)
		return
	whole = PdfWriter()
	for one in frappe.parse_json(name):
		for page in PdfReader(io.BytesIO(printed(doctype, one, format))).pages:
			whole.add_page(page)
	file = io.BytesIO()
	whole.write(file)
	answer(file.getvalue(), f"{doctype.replace(' ', '-')}.pdf")


def ask_frappe(endpoint: str, **given) -> None:
	"""Frappe's own endpoint with all that was sent: each version takes other arguments."""
	# On import it opens a log in the folder of the bench.
	from frappe.utils import print_format

	frappe.call(getattr(print_format, endpoint), **{**frappe.form_dict, **given})


def printed(doctype: str, name: str, layout: str) -> bytes:
	doc = frappe.get_doc(doctype, name)
	validate_print_permission(doc)
	make_access_log(
		doctype=doctype, document=name, file_type="PDF", method="Print", page=f"Print Format: {layout}"
	)
	return pdf.from_format(doc, layout)


def answer(content: bytes, filename: str) -> None:
	frappe.local.response.update({"filename": filename, "filecontent": content, "type": "pdf"})
