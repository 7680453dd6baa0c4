"""Family proxies that staff record for residents without a telephone at hand, with their consent."""

import frappe
from frappe.utils import cint

from community_gov.api.idempotent import idempotent
from community_gov.permissions.access import load_doc
from community_gov.portal import family_proxies, phone_codes


@frappe.whitelist(methods=["POST"])
@idempotent("proxy.grant")
def grant(resident: str, consent: str, mobile: str, relation: str, months: int = 12) -> dict:
	"""Makes the number of a relative a proxy of a resident.

	Args:
	        consent: a standing consent of the resident to Family Proxy.
	        relation: Child, Spouse, Parent, Grandchild, Sibling or Other Relative: what the proxy is to the person.
	        months: 1 to 12.
	Permission: who may change the resident; nobody for the own number.
	Returns:
	        {proxy}
	Raises:
	        BadInputError (422), ConflictError (409), SeparationOfDutiesError (403)
	"""
	person = load_doc("Resident", resident, "write")
	number = phone_codes.read_number(mobile)
	return {"proxy": family_proxies.grant_by_staff(person, consent, number, relation, cint(months))}


@frappe.whitelist(methods=["POST"])
@idempotent("proxy.end")
def end(proxy: str) -> dict:
	"""Ends a proxy at the wish of either side; one that has ended already stays so.

	Permission: who may change the resident; one that was granted by telephone, administrators.
	Returns:
	        {proxy, status}
	"""
	doc = load_doc("Family Proxy", proxy)
	if doc.resident:
		load_doc("Resident", doc.resident, "write")
	family_proxies.end(doc.name, family_proxies.STAFF)
	return {"proxy": doc.name, "status": frappe.db.get_value("Family Proxy", doc.name, "status")}
