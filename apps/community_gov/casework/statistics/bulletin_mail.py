"""The mail that takes a published bulletin to its list, made by a worker: a PDF takes a second."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.casework.lifecycle import notifications
from community_gov.casework.statistics import bulletin_page, bulletins
from community_gov.core import pdf


def send_bulletin(bulletin: str) -> None:
	"""Queues one mail with the PDF for each address; a worker that is killed sends nothing twice.

	The mails and the mark are written in one transaction: either both stand or the job starts again.
	"""
	doc = frappe.get_doc("Bulletin", bulletin, for_update=True)
	state = f"{doc.stage}:{len(doc.corrections)}"
	if doc.mailed_state == state or doc.stage != "Published":
		return
	with notifications.site_language():
		paper = {"fname": f"{doc.name}.pdf", "fcontent": _bulletin_pdf(doc)}
		for address in bulletins.addresses(doc):
			frappe.sendmail(
				recipients=[address],
				subject=doc.title,
				message=_("The bulletin is attached."),
				attachments=[paper],
				delayed=True,
			)
	doc.db_set({"mailed_state": state, "mailed_at": now_datetime()}, update_modified=False)


def _bulletin_pdf(bulletin) -> bytes:
	"""The page alone, with its own styles: a worker need not reach the site's address for those of the desk."""
	return pdf.from_html(bulletin_page.page_html(bulletin))
