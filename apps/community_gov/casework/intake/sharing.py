"""A link by which a reporter shows others how a case stands: kind, stage and days, as the public map tells; nobody's words, no person.

The link holds the number of the case and a signature under the site's key: it opens this page only and gives none of the rights of a code.
"""

from hmac import compare_digest

import frappe
from frappe.utils import getdate

from community_gov.casework.intake import replies
from community_gov.casework.intake.tracking import case_by_code
from community_gov.casework.lifecycle import events
from community_gov.core.codes import keyed_hash
from community_gov.grids.picker import path_of

PAGE = "/snapshot/progress"
SIGN_LENGTH = 24
# Below the community a place could be a doorstep.
COMMUNITY_LENGTH = 12


def link_of(code: str) -> str | None:
	"""The path of the shared page for a tracking code; None for an unknown code, or where a case is confidential."""
	name = case_by_code(code)
	if not name or not _public_case(name):
		return None
	return f"{PAGE}?case={name}.{_sign(name)}"


def shared_progress(token: str | None) -> dict | None:
	"""What the shared page shows of a case.

	Args:
	        token: number and signature, as the link has them.
	Returns:
	        {category, stage, stage_category, place, steps: [{stage, on}]}; place is the community, steps are days; None without
	        a genuine signature, or where the case is confidential by now
	"""
	name, _dot, sign = str(token or "").rpartition(".")
	case = _public_case(name) if name and compare_digest(sign.encode(), _sign(name).encode()) else None
	if not case:
		return None
	chinese = frappe.local.lang.startswith("zh")
	return {
		"category": replies.category_name(case.category, chinese) or None,
		"stage": case.stage,
		"stage_category": case.stage_category,
		"place": _place_of(case.grid) if case.grid else None,
		"steps": [
			{"stage": row.to_stage, "on": str(getdate(row.happened_at))} for row in events.stage_entries(name)
		],
	}


def _place_of(grid: str) -> str:
	"""The street and the community."""
	return " ".join(path_of(grid[:COMMUNITY_LENGTH]).split(" / ")[-2:])


def _sign(name: str) -> str:
	return keyed_hash(f"shared case\n{name}")[:SIGN_LENGTH]


def _public_case(name: str):
	fields = ["name", "category", "stage", "stage_category", "grid", "is_confidential"]
	case = frappe.db.get_value("Case", name, fields, as_dict=True)
	return case if case and case.name == name and not case.is_confidential else None
