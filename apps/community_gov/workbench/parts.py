"""Which parts of the workbench an account has: by its roles, and by what the town uses."""

import frappe
from frappe.utils import cint

from community_gov.permissions.scope import AREA_ROLES, CENTRE_ROLES, roles_of, worker_areas

STAFF_ROLES = CENTRE_ROLES | AREA_ROLES | {"Unit Handler"}
QUEUE, REPORT, VISITS, PATROL, DOORS, MINE = "queue", "report", "visits", "patrol", "doors", "mine"


def is_used(part: str) -> bool:
	"""Whether the town uses a part that the settings can hide: visits, patrols, doors or help."""
	return bool(cint(frappe.get_cached_doc("Community Gov Settings").get(f"work_{part}")))


def tabs_of(user: str) -> list[str]:
	"""The tabs of the session user, in their order; who is no staff has the own figures only."""
	if not roles_of(user) & STAFF_ROLES:
		return [MINE]
	shown = {
		QUEUE: True,
		REPORT: frappe.has_permission("Case", "create"),
		VISITS: is_used("visits") and frappe.has_permission("Visit", "write"),
		PATROL: is_used("patrols") and bool(worker_areas(user)),
		DOORS: is_used("doors") and bool(worker_areas(user)),
		MINE: True,
	}
	return [tab for tab, is_shown in shown.items() if is_shown]
