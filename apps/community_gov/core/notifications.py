"""Telling people: a notice in the desk that leads to the document, and an e-mail where the settings say so."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import escape_html, get_url_to_form, now_datetime


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

	Who has not read the same words about the same document yet keeps one notice, which becomes the newest.

	Args:
	        users: names of users; Guest, unknown and disabled ones are left out.
	        subject: plain text in the language of the site, without personal data.
	        doctype, name: where the notice leads.
	"""
	told = enabled_users(users)
	notice = {"subject": escape_html(subject), "document_type": doctype, "document_name": name}
	for user in told:
		_write({**notice, "for_user": user})
	if told and frappe.get_cached_doc("Community Gov Settings").notify_by_email:
		send_mail(told, subject, doctype, name)
	return len(told)


def _write(notice: dict) -> None:
	if unread := frappe.db.get_value("Notification Log", {**notice, "read": 0}):
		frappe.db.set_value("Notification Log", unread, "creation", now_datetime())
		frappe.publish_realtime("notification", after_commit=True, user=notice["for_user"])
		return
	doc = frappe.new_doc("Notification Log")
	doc.update({**notice, "type": "Alert", "from_user": frappe.session.user})
	# The recipient's own notice: nobody holds a right to write it for them.
	doc.insert(ignore_permissions=True)


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
