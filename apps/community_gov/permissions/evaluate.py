"""The surfaces of one rule: SQL for lists, True or False for a document. Knows no DocType; the domains bring theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from pypika.terms import Criterion

import frappe

from community_gov.core.compat import asks_for_joined_table, criterion_sql

DENY = "(1=0)"


def nobody(doc, user: str) -> bool:
	return False


@dataclass(frozen=True)
class Policy:
	"""Who sees and changes the documents of one DocType; it can only narrow what roles give.

	Attributes:
	        criterion: user -> criterion of the rows that the user sees; None for all of them.
	        may_create: (document, user) -> bool, asked of a document that is to be stored.
	        may_edit: (document, user) -> bool, asked besides `criterion` before writing, deleting and sharing;
	                None where whoever sees may.
	        may_delete: as may_edit, for deleting; None for the same rule.
	        has_list: False where every row may be listed and only changes are bound.
	        of_rows: True for the rows of a table, which are read and written through their document.
	"""

	criterion: Callable[[str], Criterion | None]
	may_create: Callable[..., bool] = nobody
	may_edit: Callable[..., bool] | None = None
	may_delete: Callable[..., bool] | None = None
	has_list: bool = True
	of_rows: bool = False


def policies() -> dict[str, Policy]:
	"""Every policy by DocType, from the tables that apps name under `community_gov_policies` in their hooks."""
	if not hasattr(frappe.local, "community_gov_policies"):
		found: dict[str, Policy] = {}
		for path in frappe.get_hooks("community_gov_policies"):
			found |= frappe.get_attr(path)
		frappe.local.community_gov_policies = found
	return frappe.local.community_gov_policies


def is_scoped(doctype: str) -> bool:
	"""Whether the rows of a DocType are seen by a policy."""
	policy = policies().get(doctype)
	return bool(policy and policy.has_list)


def documents_with_policy() -> tuple[str, ...]:
	"""Scoped DocTypes that are documents of their own, without the rows of their tables."""
	return tuple(name for name, policy in policies().items() if policy.has_list and not policy.of_rows)


def visible(doctype: str, user: str) -> Criterion | None:
	"""The criterion of the rows that a user sees; None for all of them."""
	return policies()[doctype].criterion(user)


def list_condition(doctype: str, user: str | None) -> str:
	"""Bracketed SQL that limits a list to what the user may see; "" only for those who see all."""
	user = user or frappe.session.user
	if user == "Guest":
		return DENY
	if asks_for_joined_table():
		return ""
	criterion = visible(doctype, user)
	return "" if criterion is None else criterion_sql(criterion)


def is_visible(doctype: str, name: str, user: str) -> bool:
	"""Runs the same criterion against the stored row: what the client sent in `doc` counts for nothing."""
	if user == "Guest":
		return False
	criterion = visible(doctype, user)
	if criterion is None:
		return True
	table = frappe.qb.DocType(doctype)
	return bool(frappe.qb.from_(table).select(table.name).where(table.name == name).where(criterion).run())


def is_allowed(doc, ptype: str | None, user: str | None) -> bool:
	"""Whether the policy of a document lets a user do what `ptype` names."""
	user, policy = user or frappe.session.user, policies()[doc.doctype]
	if user == "Administrator":
		return True
	if ptype == "write" and not doc.name:
		# Frappe 16 asks so before it takes a file for a form that is not saved; saving asks for create.
		return True
	if ptype == "create" or not doc.name:
		return bool(policy.may_create(doc, user))
	if not is_visible(doc.doctype, doc.name, user):
		return False
	return _may_change(policy, doc, ptype, user)


def _may_change(policy: Policy, doc, ptype: str | None, user: str) -> bool:
	if ptype not in ("write", "delete", "share"):
		return True
	rule = policy.may_delete if ptype == "delete" and policy.may_delete else policy.may_edit
	return bool(rule(doc, user)) if rule else True
