"""What is written without an account: an anonymous report of somebody who is signed in."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

GUEST = "Guest"


@contextmanager
def without_account() -> Iterator[None]:
	"""While it lasts, rows, events, files, notices and jobs are those of Guest, as if nobody were signed in.

	The session itself goes on: only its user is another one until the block ends. Ask for the account's rights before.
	"""
	session, local = frappe.session, frappe.local
	kept = (session.user, local.role_permissions, local.user_perms)
	session.user, local.role_permissions, local.user_perms = GUEST, {}, None
	try:
		yield
	finally:
		session.user, local.role_permissions, local.user_perms = kept
