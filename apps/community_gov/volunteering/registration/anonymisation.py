"""A volunteer who has left is made anonymous: hours and books stay and name nobody; nobody spends the points any more.

PIPL Art. 19 and 47: kept as short as the purpose allows, then deleted or anonymised.
"""

import frappe
from frappe import _

from community_gov.core.errors import ConflictError
from community_gov.registry.privacy.person_erasure import anonymise_person
from community_gov.volunteering.points import ledger
from community_gov.volunteering.services import certificates


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
	anonymise_person("Volunteer", volunteer)
	_seal_certificates(volunteer)
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


def _seal_certificates(volunteer: str) -> None:
	"""Certificates keep their figures under a new seal."""
	filters = {"volunteer": volunteer}
	for name in frappe.get_all("Service Certificate", filters, pluck="name", order_by="name asc"):
		certificates.put_seal(frappe.get_doc("Service Certificate", name))
