"""Party branches over REST: the tree, with numbers of members and without names."""

import frappe

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
