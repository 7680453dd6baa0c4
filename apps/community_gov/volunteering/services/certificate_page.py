"""The printed certificate: what stands on it, read anew for the person who prints."""

import frappe
from frappe.utils import formatdate, get_url

from community_gov.core.qr_codes import svg_of
from community_gov.volunteering.services.certificates import VALID

# Digits of the code of a community.
COMMUNITY = 12


def certificate_page(name: str) -> frappe._dict:
	"""What the print format shows of a certificate, with the QR of the page that verifies it.

	Raises:
	        frappe.PermissionError: the user may not print the certificate.
	"""
	doc = frappe.get_doc("Service Certificate", name)
	doc.check_permission("print")
	code = doc.verification_code
	facts = ("volunteer", "volunteer_name", "service_count", "stars")
	return frappe._dict(
		number=doc.name,
		**{field: doc.get(field) for field in facts},
		from_date=_in_words(doc.from_date),
		to_date=_in_words(doc.to_date),
		hours=f"{doc.hours:g}",
		issued_on=_in_words(doc.issued_on),
		stands=doc.status == VALID,
		code="-".join(code[start : start + 4] for start in range(0, len(code), 4)),
		svg=svg_of(get_url(f"/certificate#c={code}")),
		issuer=_issuer_of(doc.grid),
	)


def _in_words(day) -> str:
	"""2026年11月22日, or what the language of the reader says."""
	return formatdate(day, "long")


def _issuer_of(grid: str) -> str:
	"""The community that answers for the hours, or the place itself where it is none of a community."""
	names = [frappe.db.get_value("Grid", code, "grid_name") for code in (grid[:COMMUNITY], grid)]
	return next(filter(None, names), grid)
