"""The printed certificate: what stands on it, read anew for the person who prints."""

import frappe
from frappe.utils import get_url

from community_gov.snapshot.posters import svg_of
from community_gov.volunteering.certificates import VALID


def certificate_page(name: str) -> frappe._dict:
	"""What the print format shows of a certificate, with the QR of the page that verifies it.

	Raises:
	        frappe.PermissionError: the user may not print the certificate.
	"""
	doc = frappe.get_doc("Service Certificate", name)
	doc.check_permission("print")
	code = doc.verification_code
	facts = ("volunteer", "volunteer_name", "from_date", "to_date", "hours", "service_count", "stars")
	return frappe._dict(
		number=doc.name,
		**{field: doc.get(field) for field in facts},
		issued_on=str(doc.issued_on)[:10],
		stands=doc.status == VALID,
		code="-".join(code[start : start + 4] for start in range(0, len(code), 4)),
		svg=svg_of(get_url(f"/certificate#c={code}")),
		issuer=frappe.get_website_settings("app_name"),
	)
