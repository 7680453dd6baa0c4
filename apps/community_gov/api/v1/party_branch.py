"""Party branches over REST: the tree, with numbers of members and without names."""

import frappe
from frappe import _

from community_gov.permissions.access import require
from community_gov.team import party_branches


@frappe.whitelist(methods=["GET"])
def tree(area: str | None = None) -> list[dict]:
	"""Branches in the order of the tree, above before below.

	Args:
	        area: code of a place; everything one may list without it.
	Permission: who may read branches; those that the user may list.
	Returns:
	        [{name, branch_name, kind, parent_branch, grid, member_count, level}]; level 0 for the top
	"""
	require(party_branches.DOCTYPE, "read")
	return party_branches.tree(area)


@frappe.whitelist(methods=["GET", "POST"])
def children(
	doctype: str = "Party Branch", parent: str = "", is_root: bool = False, **filters: str
) -> list[dict]:
	"""Branches right below one for the desk's tree; those without a branch above them for the root.

	Permission: who may read branches; those that the user may list.
	Returns:
	        [{value, title, expandable}]; the title names kind and number of members
	"""
	require(party_branches.DOCTYPE, "read")
	at_root = is_root or parent in ("", "All Branches", _("All Branches"))
	return party_branches.below(None if at_root else parent)
