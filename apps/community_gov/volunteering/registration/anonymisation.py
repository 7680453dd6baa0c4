"""A volunteer who has left is made anonymous: hours and books stay and name nobody; nobody spends the points any more.

PIPL Art. 19 and 47: kept as short as the purpose allows, then deleted or anonymised.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.core import erasure
from community_gov.core.errors import ConflictError
from community_gov.volunteering.points import ledger
from community_gov.volunteering.registration import registrations
from community_gov.volunteering.services import certificates

ANONYMOUS = "已匿名"
PERSONAL = ("mobile", "mobile_secret", "mobile_fingerprint", "user", "note", "successor")


def anonymise(volunteer: str) -> float:
	"""Takes the person off a retired volunteer's record and all that hangs on it; cannot be undone.

	Returns:
	        points that were left and are booked off
	Raises:
	        ConflictError: the volunteer has not retired, has points on hold, or is anonymous already.
	"""
	row = ledger.lock_volunteer(volunteer)
	if row.status != "Retired" or row.held_points:
		frappe.throw(
			_("{0} has not retired or still has points on hold. Retire the volunteer first.").format(
				row.full_name
			),
			exc=ConflictError,
		)
	if frappe.db.get_value("Volunteer", volunteer, "anonymised_on"):
		frappe.throw(_("This volunteer is anonymous already. There is nothing to do."), exc=ConflictError)
	points = _book_off(volunteer)
	frappe.db.delete("Volunteer Availability", {"parent": volunteer, "parenttype": "Volunteer"})
	values = {**dict.fromkeys(PERSONAL), "full_name": ANONYMOUS, "is_party_member": 0}
	frappe.db.set_value("Volunteer", volunteer, {**values, "anonymised_on": getdate()})
	_forget_services(volunteer)
	_forget_papers(volunteer)
	erasure.erase("Volunteer", volunteer)
	return points


def _book_off(volunteer: str) -> float:
	"""Nobody can spend what is left: it leaves the books lot by lot, and with it what the community owes."""
	lots = frappe.get_all(
		"Point Lot",
		{"volunteer": volunteer, "remaining": [">", 0]},
		["name", "remaining"],
		order_by="name asc",
	)
	for lot in lots:
		source = {
			"source_doctype": "Point Lot",
			"source_name": lot.name,
			"reason": _("Record made anonymous"),
		}
		ledger.write_entry(volunteer, "Expire", -lot.remaining, **source)
	return sum(lot.remaining for lot in lots)


def _forget_services(volunteer: str) -> None:
	"""Times and hours stay for the counts; words, photos and signed sheets go."""
	frappe.db.set_value("Service Record", {"volunteer": volunteer}, {"content": None, "evidence": None})
	for name in frappe.get_all("Service Record", {"volunteer": volunteer}, pluck="name", order_by="name asc"):
		erasure.erase("Service Record", name)
	words = {"volunteer_name": ANONYMOUS, "reason": None}
	frappe.db.set_value("Activity Sign-up", {"volunteer": volunteer}, words)


def _forget_papers(volunteer: str) -> None:
	"""Certificates keep their figures under a new seal; of the registration the number of the case stays."""
	for name in frappe.get_all(
		"Service Certificate", {"volunteer": volunteer}, pluck="name", order_by="name asc"
	):
		frappe.db.set_value("Service Certificate", name, "volunteer_name", ANONYMOUS)
		certificates.put_seal(frappe.get_doc("Service Certificate", name))
		erasure.erase("Service Certificate", name)
	filters = {"volunteer": volunteer}
	for name in frappe.get_all("Volunteer Registration", filters, pluck="name", order_by="name asc"):
		registrations.forget(name)
