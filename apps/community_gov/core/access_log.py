"""The one writer of Sensitive Access Log: who was shown what of whom, for which purpose, from where."""

import frappe
from frappe.utils import now_datetime

from community_gov.core.documents import write_audit_record


def log_access(doctype: str, name: str, fields_shown: str, purpose: str, detail: str | None) -> None:
	"""Writes one row for the session user, in the running transaction.

	Args:
	        doctype, name: the record that was looked at.
	        purpose: one of the purposes of Sensitive Access Log.
	"""
	write_audit_record(
		"Sensitive Access Log",
		{
			"accessed_at": now_datetime(),
			"user": frappe.session.user,
			"purpose": purpose,
			"detail": detail,
			"reference_doctype": doctype,
			"reference_name": name,
			"fields_shown": fields_shown,
			"ip_address": frappe.local.request_ip if frappe.request else None,
		},
	)
