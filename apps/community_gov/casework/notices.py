"""Telling people with an account what became of their case; residents without one read it by their code."""

import frappe
from frappe import _


def tell_reporter(case) -> None:
	"""A line in the desk's notifications of the account that reported, unless it took the step itself."""
	user = case.reporter
	language = language_of(user)
	if not language:
		return
	stage = _(case.stage, lang=language, context="Case")
	text = _("Case {0} is now in stage {1}: {2}", lang=language)
	notify(user, case, text.format(case.name, stage, frappe.utils.escape_html(case.title)))


def language_of(user: str | None) -> str | None:
	"""The language in which an account reads notices; None where there is nobody else to tell."""
	if user in (None, "", "Guest", "Administrator", frappe.session.user):
		return None
	account = frappe.get_cached_value("User", user, ["enabled", "user_type", "language"], as_dict=True)
	if not account or not account.enabled or account.user_type != "System User":
		return None
	return account.language or frappe.local.lang


def notify(user: str, doc, subject: str) -> None:
	log = frappe.new_doc("Notification Log")
	log.update(
		{
			"type": "Alert",
			"for_user": user,
			"from_user": frappe.session.user,
			"document_type": doc.doctype,
			"document_name": doc.name,
			"subject": subject,
		}
	)
	# The recipient reads it; who took the step holds no right on other people's notifications.
	log.insert(ignore_permissions=True)
