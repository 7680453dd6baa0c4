"""The account of somebody who is made anonymous: closed, emptied, and known by another name wherever it is written."""

from typing import Any
from uuid import uuid4

import frappe

from community_gov.core.erasure import delete_rows, erase, has_columns
from community_gov.registry.privacy.person_places import ANONYMOUS

# An account with any other role is somebody's workplace: it loses its tie to the person and stays.
_ROLES_OF_A_PERSON = frozenset({"Volunteer", "All", "Guest", "Desk User"})
_KEPT_FIELDS = frozenset({"email", "user_type", "language", "time_zone", "desk_theme"})
_TEXTS = frozenset(
	{"Data", "Small Text", "Text", "Code", "Attach Image", "Link", "Date", "Read Only", "Password", "Select"}
)
# What is the account's own, and goes with it: DocType of Frappe -> the field that names the account.
_ROWS = (
	("Contact", "user"),
	("Contact", "email_id"),
	("DefaultValue", "parent"),
	("User Permission", "user"),
	("User Group Member", "user"),
	("DocShare", "user"),
	("Document Follow", "user"),
	("Energy Point Log", "user"),
	("Route History", "user"),
	("List Filter", "for_user"),
	("Dashboard Settings", "user"),
	("Notification Log", "for_user"),
	("Notification Settings", "name"),
	("Reminder", "user"),
	("Note Seen By", "user"),
	("OAuth Bearer Token", "user"),
	("OAuth Authorization Code", "user"),
	("Token Cache", "user"),
	("Email Group Member", "email"),
	("Email Unsubscribe", "email"),
	("Personal Data Download Request", "user"),
	("Personal Data Deletion Request", "email"),
	("Prepared Report", "owner"),
	("Idempotency Key", "user"),
)
# Names of an author that Frappe copies beside the address: (DocType, the address, the copies).
_AUTHORS = (
	("Comment", "comment_email", ("comment_by",)),
	("Communication", "sender", ("sender_full_name",)),
	("Communication", "user", ("user_full_name",)),
	# The log of sign-ins itself is kept for half a year (Cybersecurity Law, Art. 21).
	("Activity Log", "user", ("full_name", "subject")),
)


def is_of_person_alone(user: str) -> bool:
	"""Whether nothing but the person hangs on an account; one with a role of staff is a workplace."""
	if user in frappe.STANDARD_USERS:
		return False
	return set(frappe.get_roles(user)) <= _ROLES_OF_A_PERSON


def words_of(user: str) -> list[str]:
	"""The name under which Frappe knows the owner of an account, and numbers typed there."""
	fields = ("full_name", "mobile_no", "phone")
	return [word for word in frappe.db.get_value("User", user, fields) or () if word]


def new_name() -> str:
	"""An address that belongs to nobody (RFC 2606) and can receive nothing."""
	return f"anonymous-{uuid4().hex[:12]}@account.invalid"


def empty_account(user: str) -> None:
	"""Closes an account and takes everything personal off it; its address is replaced by the caller, everywhere."""
	_end_sessions(user)
	for doctype, fieldname in _ROWS:
		if has_columns(doctype, fieldname):
			_delete_with_files(doctype, {fieldname: user})
	frappe.db.delete("__Auth", {"doctype": "User", "name": user})
	frappe.db.delete("__UserSettings", {"user": user})
	for doctype, address, copies in _AUTHORS:
		if has_columns(doctype, address, *copies):
			frappe.db.set_value(doctype, {address: user}, dict.fromkeys(copies, ANONYMOUS))
	_empty_user(user)
	_delete_uploads(user)
	erase("User", user)


def _delete_with_files(doctype: str, filters: dict) -> None:
	for name in frappe.get_all(doctype, filters=filters, pluck="name", order_by="name asc"):
		if doctype in ("Contact", "Prepared Report"):
			erase(doctype, name)
	delete_rows(doctype, filters)


def _end_sessions(user: str) -> None:
	"""Frappe's own way commits; these end with the rest."""
	sessions = frappe.qb.DocType("Sessions")
	query = frappe.qb.from_(sessions).select(sessions.sid).where(sessions.user == user)
	for sid in query.run(pluck=True):
		frappe.cache.hdel("session", sid)
	frappe.db.delete("Sessions", {"user": user})


def _empty_user(user: str) -> None:
	meta = frappe.get_meta("User")
	fields = [df for df in meta.fields if df.fieldtype in _TEXTS and df.fieldname not in _KEPT_FIELDS]
	values: dict[str, Any] = dict.fromkeys(df.fieldname for df in fields)
	values |= {"first_name": ANONYMOUS, "full_name": ANONYMOUS, "enabled": 0}
	frappe.db.set_value("User", user, values)
	for df in meta.get_table_fields():
		frappe.db.delete(df.options, {"parent": user, "parenttype": "User"})


def _delete_uploads(user: str) -> None:
	"""Files that hang on no document are the account's."""
	filters = {"owner": user, "attached_to_name": ["is", "not set"], "is_folder": 0}
	for name in frappe.get_all("File", filters=filters, pluck="name", order_by="name asc"):
		# Erasing a person includes their files, whoever may write those.
		frappe.delete_doc("File", name, ignore_permissions=True, delete_permanently=True)
