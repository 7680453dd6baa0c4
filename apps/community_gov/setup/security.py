"""Frappe's own settings that an office must have set: filled once where a site leaves them open, then its own.

Source: GB/T 22239-2019, 8.1.4.1 (identification) and 8.1.5.4 d (audit); Cybersecurity Law of 2016, article 21 (3).
"""

import frappe
from frappe import _
from frappe.utils import cint

from community_gov.core.errors import BadInputError

SEEDED = "community_gov_security_seeded"
SYSTEM = "System Settings"
# Wrong passwords in a row, seconds of the pause that follows, resets an hour, strength of a password (0 to 4).
WHERE_ZERO = {
	"allow_consecutive_login_attempts": 5,
	"allow_login_after_fail": 60,
	"password_reset_limit": 3,
	"minimum_password_score": 3,
	"rate_limit_email_link_login": 3,
}
WHERE_EMPTY = {"session_expiry": "24:00"}
# Six months at least, as the law asks of network logs.
DAYS_OF_LOGS = 183
LOGS = ("Activity Log", "Access Log", "Error Log")
AUDIT_LOGS = ("Activity Log", "Access Log", "Permission Log", "View Log", "Version")


def fill_security() -> None:
	"""Once a site: later, each of these belongs to its administrators."""
	if frappe.db.get_default(SEEDED):
		return
	fields = {df.fieldname for df in frappe.get_meta(SYSTEM).fields}
	for name, value in {**WHERE_ZERO, **WHERE_EMPTY}.items():
		if name in fields and _is_open(frappe.db.get_single_value(SYSTEM, name)):
			frappe.db.set_single_value(SYSTEM, name, value)
	_keep_logs()
	frappe.clear_document_cache(SYSTEM, SYSTEM)
	frappe.db.set_default(SEEDED, "1")


def _is_open(value) -> bool:
	return value in (None, "", 0, "0")


def _keep_logs() -> None:
	"""Logs of who signed in and looked at what are cleared after half a year at the earliest."""
	settings = frappe.get_doc("Log Settings")
	settings.add_default_logtypes()
	for row in settings.logs_to_clear:
		if row.ref_doctype in LOGS and cint(row.days) < DAYS_OF_LOGS:
			row.days = DAYS_OF_LOGS
	# Installation writes on behalf of nobody.
	settings.save(ignore_permissions=True)


def keep_half_a_year(settings, method: str | None = None) -> None:
	"""Doc event of Log Settings: nobody clears audit records before six months are over.

	What Frappe adds by itself while it installs or migrates is lengthened instead.

	Raises:
	        BadInputError
	"""
	short = [row for row in settings.logs_to_clear if row.ref_doctype in AUDIT_LOGS and _is_short(row.days)]
	if any(frappe.flags.get(name) for name in ("in_install", "in_migrate", "in_patch")):
		for row in short:
			row.days = DAYS_OF_LOGS
	elif short:
		frappe.throw(
			_("{0} is an audit record and is kept at least {1} days. Enter more days.").format(
				_(short[0].ref_doctype), DAYS_OF_LOGS
			),
			exc=BadInputError,
		)


def _is_short(days) -> bool:
	return cint(days) < DAYS_OF_LOGS
