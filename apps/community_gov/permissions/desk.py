"""Who finds the app on the screen of apps."""

import frappe

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
		"System Manager",
	}
)


def has_desk_role() -> bool:
	"""True for everybody who has a workspace of ours."""
	return bool(DESK_ROLES & set(frappe.get_roles()))
