"""A link by which a reporter shows others how a case stands: kind, stage and days, as the public map tells; no person, and no words and
photos but those that staff have released.

The link holds the number of the case and a signature under the site's key: it opens this page only and gives none of the rights of a code.
"""

from hmac import compare_digest

import frappe
from frappe.utils import getdate

from community_gov.casework.intake import released, replies
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
	        {category, stage, stage_category, place, steps: [{stage, on}], words, outcome, photos}; place is the community, steps are
	        days, photos is how many there are (see released.shown_of); None without a genuine signature, or where the case is
	        confidential by now
	"""
	case = _case_of(token)
	if not case:
		return None
	chinese = frappe.local.lang.startswith("zh")
	return {
		"category": replies.category_name(case.category, chinese) or None,
		"stage": case.stage,
		"stage_category": case.stage_category,
		"place": _place_of(case.grid) if case.grid else None,
		"steps": [
			{"stage": row.to_stage, "on": str(getdate(row.happened_at))}
			for row in events.stage_entries(case.name)
		],
		**released.shown_of(case.name),
	}


def shared_photo(token: str | None, number: int) -> bytes | None:
	"""A released photo of the case of a link, see released.photo_of; None where there is none."""
	case = _case_of(token)
	return released.photo_of(case.name, number) if case else None


def _case_of(token: str | None):
	name, _dot, sign = str(token or "").rpartition(".")
	return _public_case(name) if name and compare_digest(sign.encode(), _sign(name).encode()) else None


def _place_of(grid: str) -> str:
	"""The street and the community."""
	return " ".join(path_of(grid[:COMMUNITY_LENGTH]).split(" / ")[-2:])


def _sign(name: str) -> str:
	return keyed_hash(f"shared case\n{name}")[:SIGN_LENGTH]


def _public_case(name: str):
	fields = ["name", "category", "stage", "stage_category", "grid", "is_confidential"]
	case = frappe.db.get_value("Case", name, fields, as_dict=True)
	return case if case and case.name == name and not case.is_confidential else None
