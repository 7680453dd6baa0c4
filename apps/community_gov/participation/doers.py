"""What somebody without a role of its keepers may write on a document that is theirs to do."""

import frappe

from community_gov.core.step_context import step_context
from community_gov.permissions.scope import roles_of

KEEPERS = frozenset({"Community Administrator", "Community Manager", "Council Clerk"})


def keep_for_doer(doc, fields: tuple[str, ...]) -> None:
	"""Whoever does a task reports on it in `fields`; what it is, until when and whose stays as it was given."""
	before, user = doc.get_doc_before_save(), frappe.session.user
	if not before or step_context(doc).by_server or user == "Administrator" or KEEPERS & roles_of(user):
		return
	for df in doc.meta.fields:
		if df.fieldname not in fields:
			doc.set(df.fieldname, before.get(df.fieldname))
