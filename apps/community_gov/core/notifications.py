"""Telling people: a notice in the desk that leads to the document, and an e-mail where the settings say so."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import escape_html, get_url_to_form


@contextmanager
def site_language() -> Iterator[None]:
	"""Scheduled jobs run in English; what they write for people is in the language of the site."""
	before = frappe.local.lang
	frappe.local.lang = frappe.db.get_default("lang") or before
	try:
		yield
	finally:
		frappe.local.lang = before


def notify_users(users: set[str] | list[str], subject: str, doctype: str, name: str) -> int:
	"""Writes one notice for each enabled user and returns how many were told.

	Args:
	        users: names of users; Guest, unknown and disabled ones are left out.
	        subject: plain text in the language of the site, without personal data.
	        doctype, name: where the notice leads.
	"""
	told = enabled_users(users)
	for user in told:
		doc = frappe.new_doc("Notification Log")
		doc.update({"for_user": user, "type": "Alert", "subject": escape_html(subject)})
		doc.update({"document_type": doctype, "document_name": name, "from_user": frappe.session.user})
		# The recipient's own notice: nobody holds a right to write it for them.
		doc.insert(ignore_permissions=True)
	if told and frappe.get_cached_doc("Community Gov Settings").notify_by_email:
		send_mail(told, subject, doctype, name)
	return len(told)


def enabled_users(users) -> list[str]:
	names = sorted(set(users) - {None, "", "Guest"})
	if not names:
		return []
	return frappe.get_all("User", {"name": ["in", names], "enabled": 1}, pluck="name", order_by="name asc")


def can_send() -> bool:
	"""Whether the site has an account for outgoing mail."""
	return bool(frappe.db.exists("Email Account", {"default_outgoing": 1, "enable_outgoing": 1}))


def send_mail(users: list[str], subject: str, doctype: str, name: str) -> None:
	"""Queues the mail; a site without an outgoing account keeps its notices in the desk."""
	if not can_send():
		return
	link = get_url_to_form(doctype, name)
	message = f"<p>{escape_html(subject)}</p><p><a href='{link}'>{_('Open')} {escape_html(name)}</a></p>"
	addresses = frappe.get_all("User", {"name": ["in", users]}, pluck="email", order_by="name asc")
	frappe.sendmail(recipients=addresses, subject=subject, message=message, delayed=True)


def with_role(role: str) -> set[str]:
	"""Enabled users who hold a role."""
	filters = {"role": role, "parenttype": "User"}
	return set(frappe.get_all("Has Role", filters, pluck="parent", order_by="parent asc"))
