"""What the desk shows to whom beside documents: the app on the screen of apps, workspaces in breadcrumbs."""

import frappe
from frappe import _

from community_gov.core.stages.rules import STAGES_OF
from community_gov.core.stages.states import stages_in_reach
from community_gov.grids import picker

DESK_ROLES = frozenset(
	{
		"Grid Worker",
		"Operator",
		"Duty Chief",
		"Unit Handler",
		"Grid Supervisor",
		"Community Manager",
		"Volunteer Coordinator",
		"Community Administrator",
		"Community Auditor",
		"Council Clerk",
		"Supervision Member",
		"System Manager",
	}
)


def has_desk_role() -> bool:
	"""True for everybody who has a workspace of ours."""
	return bool(DESK_ROLES & set(frappe.get_roles()))


def own_workspaces_first(bootinfo) -> None:
	"""Hook of the desk's start: breadcrumbs lead to the first workspace of a module, so that must be one's own."""
	for app in bootinfo.get("app_data") or ():
		if app.get("app_name") == "community_gov":
			app["app_title"] = _(app["app_title"])
	workspaces = (bootinfo.get("module_wise_workspaces") or {}).get("Community Gov")
	if not workspaces:
		return
	filters = {"parenttype": "Workspace", "parent": ["in", workspaces], "role": ["in", frappe.get_roles()]}
	own = set(frappe.get_all("Has Role", filters=filters, pluck="parent", order_by="parent asc"))
	first = {"filters": {"name": ["in", list(own)]}, "pluck": "name", "limit": 1}
	# get_all: names of workspaces, of which the roles say whose they are.
	named = frappe.get_all("Workspace", **first, order_by="sequence_id asc")
	bootinfo.own_workspace = named[0] if named else None
	bootinfo.module_wise_workspaces["Community Gov"] = sorted(workspaces, key=lambda name: name not in own)


def tell_reach(bootinfo) -> None:
	"""Hook of the desk's start: the own grid, and the stages to which this user's roles can bring a case, for bulk steps.

	What the desk offers binds nobody: the server asks again at each step.
	"""
	bootinfo.own_grid = picker.own_grid(frappe.session.user)
	bootinfo.staged_doctypes = list(STAGES_OF)
	bootinfo.case_stages_in_reach = stages_in_reach("Case", frappe.get_roles())
