"""Whom to tell in casework: the people of a unit, and whoever reported."""

import frappe
from frappe import _

from community_gov.core.notifications import (
	can_send,
	enabled_users,
	notify_users,
	send_mail,
	site_language,
	with_role,
)

__all__ = [
	"can_send",
	"enabled_users",
	"handlers_of_unit",
	"notify_users",
	"send_mail",
	"site_language",
	"with_role",
]


def handlers_of_unit(unit: str) -> set[str]:
	"""The people who answer for a Responsible Unit."""
	filters = {"parent": unit, "parenttype": "Responsible Unit"}
	return set(frappe.get_all("Responsible Unit User", filters, pluck="user", order_by="user asc"))


def tell_reporter(case) -> None:
	"""A line in the desk's notifications of the account that reported, unless it took the step itself."""
	user = case.reporter
	language = language_of(user)
	if not language:
		return
	stage = _(case.stage, lang=language, context="Case")
	text = _("Case {0} is now in stage {1}: {2}", lang=language)
	notify(user, case, text.format(case.name, stage, case.title))


def language_of(user: str | None) -> str | None:
	"""The language in which an account reads notices; None where there is nobody else to tell."""
	if user in (None, "", "Guest", "Administrator", frappe.session.user):
		return None
	account = frappe.get_cached_value("User", user, ["enabled", "user_type", "language"], as_dict=True)
	if not account or not account.enabled or account.user_type != "System User":
		return None
	return account.language or frappe.local.lang


def notify(user: str, doc, subject: str) -> None:
	notify_users({user}, subject, doc.doctype, doc.name)
