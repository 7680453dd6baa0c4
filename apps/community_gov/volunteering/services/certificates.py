"""Certificates of service (志愿服务记录证明): hours of a period as confirmed, sealed, verified by code, revocable.

志愿服务记录与证明出具办法(试行), 2020: free and truthful; identity, hours, issuer, number and date.
"""

import hmac

import frappe
from frappe import _
from frappe.utils import add_days, cstr, flt, getdate, now_datetime

from community_gov.core.codes import keyed_hash, plain_code, secret_code
from community_gov.core.counting import count_shown
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.volunteering.points.ledger import lock_volunteer
from community_gov.volunteering.registration.persons import refuse_self
from community_gov.volunteering.services import recognised_hours

VALID, REVOKED, ALTERED = "Valid", "Revoked", "Altered"
SEALED = ("name", "volunteer", "volunteer_name", "from_date", "to_date", "status")
SEALED_FIGURES = ("hours", "service_count", "stars")


def fill(doc) -> None:
	"""Everything on a new certificate but volunteer and period, which the issuer names.

	Raises:
	        BadInputError: the period ends before it begins or lies ahead, or holds no confirmed hour.
	        SeparationOfDutiesError: it is the issuer's own.
	"""
	_check_period(doc)
	refuse_self(doc.volunteer)
	# Who revokes a service holds the same lock: a certificate counts it and ends with it, or comes after it.
	lock_volunteer(doc.volunteer)
	person = frappe.db.get_value("Volunteer", doc.volunteer, ["full_name", "grid", "stars"], as_dict=True)
	hours = recognised_hours.hours_of(doc.volunteer, getdate(doc.from_date), getdate(doc.to_date))
	if hours <= 0:
		frappe.throw(
			_("No hour of this period is confirmed. Choose another period, or confirm the services first."),
			exc=BadInputError,
		)
	doc.update({"volunteer_name": person.full_name, "grid": person.grid, "stars": person.stars})
	doc.update({"hours": hours, "service_count": _services_in(doc), "status": VALID})
	doc.update({"issued_on": now_datetime(), "issued_by": frappe.session.user})
	doc.update(dict.fromkeys(("revoked_on", "revoked_by", "revoke_reason", "seal")))
	doc.verification_code = secret_code(12)


def _check_period(doc) -> None:
	first, last = getdate(doc.from_date), getdate(doc.to_date)
	if first > last or last > getdate():
		frappe.throw(
			_("The period ends before it begins, or lies ahead. Correct the days."), exc=BadInputError
		)


def _services_in(doc) -> int:
	own = [["volunteer", "=", doc.volunteer], ["stage", "=", recognised_hours.CONFIRMED]]
	# No "between": Frappe 16 lets it run to the end of the day that it names.
	begun = [["started_at", ">=", cstr(doc.from_date)], ["started_at", "<", cstr(add_days(doc.to_date, 1))]]
	return count_shown(recognised_hours.RECORD, own + begun)


def put_seal(doc) -> None:
	"""The number belongs to what is sealed, and is known only once the certificate is stored."""
	doc.db_set("seal", _seal_of(doc), update_modified=False)


def _seal_of(doc) -> str:
	"""Keyed HMAC over what the paper says: who alters a stored value cannot make a seal for it."""
	words = [cstr(doc.get(name)) for name in SEALED]
	text = "|".join([*words, *(f"{flt(doc.get(name)):.2f}" for name in SEALED_FIGURES)])
	return keyed_hash(text)


def revoke(doc, reason: str) -> None:
	"""Ends a certificate; the page says so from then on.

	Raises:
	        BadInputError: no reason; ConflictError: revoked already.
	"""
	if not cstr(reason).strip():
		frappe.throw(_("No reason was given. Write why the certificate ends."), exc=BadInputError)
	if doc.status != VALID:
		frappe.throw(_("This certificate is revoked already. There is nothing to do."), exc=ConflictError)
	doc.update({"status": REVOKED, "revoke_reason": reason, "revoked_on": now_datetime()})
	doc.revoked_by = frappe.session.user
	step_context(doc).by_server = True
	# Whoever issues may revoke; nobody holds a right to write the rest of a certificate.
	doc.save(ignore_permissions=True)
	put_seal(doc)


def end_those_with(record) -> None:
	"""Ends the certificates that counted a service which is revoked now; called under the lock of its volunteer.

	Raises:
	        BadInputError, ConflictError
	"""
	confirmed_at = record.get_doc_before_save().decided_at
	day = getdate(record.started_at)
	table = frappe.qb.DocType("Service Certificate")
	query = frappe.qb.from_(table).select(table.name)
	query = query.where((table.volunteer == record.volunteer) & (table.status == VALID))
	query = query.where((table.from_date <= day) & (table.to_date >= day))
	if confirmed_at:
		query = query.where(table.issued_on >= confirmed_at)
	reason = _("Service {0}, which it counts, was revoked. Issue a new certificate.").format(record.name)
	# A locking read: it sees what was issued since this transaction began.
	for name in query.orderby(table.name).for_update().run(pluck=True):
		revoke(frappe.get_doc("Service Certificate", name), reason)


def verified(code: str) -> dict | None:
	"""What the public page tells of a certificate: what stands on the paper, the name masked; None for no such code.

	Returns:
	        {certificate, volunteer_name, from_date, to_date, hours, service_count, issued_on, status}; status Valid,
	        Revoked, or Altered where the stored values do not fit their seal
	"""
	plain = plain_code(code)
	name = plain and frappe.db.get_value("Service Certificate", {"verification_code": plain})
	if not name:
		return None
	doc = frappe.get_doc("Service Certificate", name)
	if not hmac.compare_digest(cstr(doc.seal), _seal_of(doc)):
		return {"certificate": doc.name, "status": ALTERED}
	told = {
		field: doc.get(field) for field in ("from_date", "to_date", "hours", "service_count", "issued_on")
	}
	return {
		"certificate": doc.name,
		"volunteer_name": _masked(doc.volunteer_name),
		**told,
		"status": doc.status,
	}


def _masked(name: str) -> str:
	"""The first character of a name, a star for each other."""
	return name[:1] + "*" * (len(name) - 1)
