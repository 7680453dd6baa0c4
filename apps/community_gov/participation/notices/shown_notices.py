"""What everybody may see of public notices, and of an objection by its code."""

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from community_gov.grids import picker
from community_gov.participation.notices import objections
from community_gov.participation.notices.public_notices import DOCTYPE

MOST = 100


def on_show() -> list[dict]:
	"""Notices on show; see api.v1.public_notice.shown."""
	# Everybody may read them; a guest holds no right on the list.
	names = frappe.get_all(
		DOCTYPE, {"stage": "On Show"}, pluck="name", order_by="ends_at asc, name asc", limit=MOST
	)
	return [_told(frappe.get_doc(DOCTYPE, name)) for name in names]


def _told(notice) -> dict:
	return {
		"notice": notice.name,
		**{name: notice.get(name) for name in ("title", "kind", "body")},
		"place": picker.path_of(notice.grid),
		"shown_on": str(getdate(notice.shown_at)),
		"ends_at": str(notice.ends_at)[:16],
		"corrections": [
			{"text": row.text, "corrected_at": str(row.corrected_at)[:16]} for row in notice.corrections
		],
		"takes_objections": now_datetime() <= get_datetime(notice.ends_at),
	}


def lock_shown(name: str):
	"""A notice that is or was on show, locked, so that it does not end while somebody objects.

	Raises:
	        frappe.DoesNotExistError (404)
	"""
	if not frappe.db.exists(DOCTYPE, {"name": name, "stage": ("!=", "Drafted")}):
		frappe.throw(_("There is no such notice. Open the list again."), frappe.DoesNotExistError)
	return frappe.get_doc(DOCTYPE, name, for_update=True)


def objection_of(code: str) -> dict:
	"""An objection and its answer, by its code. Raises frappe.DoesNotExistError (404)."""
	found = objections.of_code(code)
	if not found:
		frappe.throw(
			_("No objection has this code. Compare it with what you were told."), frappe.DoesNotExistError
		)
	return {
		name: str(value)[:16] if name.endswith("_at") and value else value for name, value in found.items()
	}
