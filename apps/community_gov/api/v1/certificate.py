"""Certificates of service: issue, revoke, and let anybody verify the code on the paper."""

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour
from community_gov.core.time import as_day
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.volunteering.services import certificates


@frappe.whitelist(methods=["POST"])
@idempotent("certificate.issue")
def issue(volunteer: str, from_date: str, to_date: str) -> dict:
	"""Certifies the confirmed hours of a volunteer in a period.

	Args:
	        from_date, to_date: first and last day, YYYY-MM-DD.
	Returns:
	        {certificate, hours, service_count, verification_code}
	"""
	require("Service Certificate", "create")
	load_doc("Volunteer", volunteer)
	values = {"volunteer": volunteer, "from_date": str(as_day(from_date, "from_date"))}
	values["to_date"] = str(as_day(to_date, "to_date"))
	doc = frappe.new_doc("Service Certificate")
	doc.update(values)
	doc.insert()
	told = {name: doc.get(name) for name in ("hours", "service_count", "verification_code")}
	return {"certificate": doc.name, **told}


@frappe.whitelist(methods=["POST"])
@idempotent("certificate.revoke")
def revoke(certificate: str, reason: str) -> dict:
	"""Revokes a certificate with a reason; for whoever may issue one for the place.

	Returns:
	        {certificate, status}
	"""
	require("Service Certificate", "create")
	doc = frappe.get_doc("Service Certificate", certificate, for_update=True)
	if not doc.has_permission("read"):
		refuse_access("Service Certificate", certificate)
	certificates.revoke(doc, reason)
	return {"certificate": doc.name, "status": doc.status}


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "certificate.verify")
def verify(code: str) -> dict:
	"""Whether the certificate with a code stands, and what its paper must say.

	Permission: whoever holds the code; the limit of looks per address and hour keeps others from guessing.
	Returns:
	        {certificate, volunteer_name (masked), from_date, to_date, hours, service_count, issued_on, status}
	"""
	told = certificates.verified(code)
	if not told:
		frappe.throw(_("No certificate has this code. Compare it with the paper."), frappe.DoesNotExistError)
	return told
