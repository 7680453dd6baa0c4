"""Where people live, for the desk's tree."""

import frappe

from community_gov.permissions.access import require
from community_gov.registry.homes import tree


@frappe.whitelist(methods=["GET"])
def children(node: str | None = None, area: str | None = None) -> dict:
	"""What stands below a node of the tree compound → building → unit → household → people.

	Args:
	        node: `value` of a node as it came before; none for the compounds.
	        area: code prefix that limits the compounds.
	Permission: who may read buildings; each level holds what the user may list, and no number of anybody.
	Returns:
	        {nodes: [{value, title, kind, name, count, expandable}]}; at most 500, households with their status,
	        people with their relation to the head
	"""
	require("Building", "read")
	return {"nodes": tree.children(node, area)}
