"""What the settings say of community notices."""

import frappe
from frappe.utils import cint


def setting(name: str) -> int:
	"""A number of the settings."""
	return cint(frappe.get_cached_doc("Community Gov Settings").get(name))


def quiet() -> tuple[int, int]:
	"""(first, last) full hour of the quiet hours."""
	return setting("notice_quiet_from"), setting("notice_quiet_until")
