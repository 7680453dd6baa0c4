"""The frame of the public pages: language, texts of their scripts, settings that they may know."""

import json
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

import frappe
from frappe import _
from frappe.sessions import get_csrf_token
from frappe.utils import cint, get_url

from community_gov.api import front_page
from community_gov.core import map_tiles
from community_gov.core.stages.rules import CASE_STAGES, HELP_STAGES, REGISTRATION_STAGES

SCRIPTS = Path(__file__).resolve().parents[1] / "public" / "js" / "snapshot"
TEXT = re.compile(r"""\b__\(\s*"((?:\\.|[^"\\])*)\"""")


def prepare(context, **more) -> None:
	"""Fills the context of a public page; Chinese unless the address asks for another language.

	Args:
	        more: what the scripts of this page need besides _page_data.
	"""
	_set_language()
	settings = frappe.get_cached_doc("Community Gov Settings")
	context.update(
		{
			"no_cache": 1,
			"lang": frappe.local.lang,
			"other_language": "en" if frappe.local.lang.startswith("zh") else "zh",
			"service": service_name(),
			"footer": front_page.footer(),
			"description": _("Report problems, follow them, ask for help and take part in the community."),
			"share_image": get_url("/assets/community_gov/images/share.png"),
			"share_url": address_with(),
			"page_data": as_page_data({**_page_data(settings), **more}),
		}
	)


def address_with(**query: str) -> str:
	"""The address of this page as others may have it: in its language, with nothing else of what the address says.

	Args:
	        query: what the page needs to be found again.
	"""
	return get_url(f"{frappe.local.request.path}?{urlencode({**query, '_lang': frappe.local.lang})}")


def as_page_data(values: dict) -> str:
	"""JSON that stands in a page: no `<` ends the script it stands in."""
	return json.dumps(values, ensure_ascii=False).replace("<", "\\u003c")


def needs_account(route: str) -> None:
	"""Sends a guest to the login and back again."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(route)}"
		raise frappe.Redirect


def service_name() -> str:
	"""The name of the community, the one that the site gave itself under Website Settings, or ours."""
	if named := front_page.community_name():
		return named
	own = frappe.get_website_settings("app_name")
	return own if own and own != "Frappe" else _("Community Governance")


def _set_language() -> None:
	asked = str(frappe.form_dict.get("_lang") or "zh")
	frappe.local.lang = "zh" if asked.startswith("zh") else "en"


def _page_data(settings) -> dict:
	"""What the scripts need: {lang, words, stages, help_stages, registration_stages, volunteer, tiles, credit, max_photos, csrf_token}."""
	return {
		"lang": frappe.local.lang,
		"words": {text: _(text) for text in words()},
		"stages": {stage: _(stage, context="Case") for stage in CASE_STAGES},
		"help_stages": {stage: _(stage, context="Help Request") for stage in HELP_STAGES},
		"registration_stages": {
			stage: _(stage, context="Volunteer Registration") for stage in REGISTRATION_STAGES
		},
		"volunteer": has_volunteer(),
		**map_tiles.tile_source(),
		"max_photos": cint(settings.max_photos) or 9,
		"reporting": bool(settings.allow_guest_reporting),
		"csrf_token": get_csrf_token() if frappe.session.user != "Guest" else None,
	}


def has_volunteer() -> bool:
	"""Whether the account of the session is that of an active volunteer."""
	user = frappe.session.user
	return user != "Guest" and bool(frappe.db.exists("Volunteer", {"user": user, "status": "Active"}))


@lru_cache
def words() -> tuple[str, ...]:
	"""The texts of the scripts, found where they stand, so that no second list can fall behind."""
	return texts_in(sorted(SCRIPTS.glob("*.js")))


def texts_in(paths: list[Path]) -> tuple[str, ...]:
	"""The texts of scripts, each once, in the order in which they stand there."""
	found = [TEXT.findall(path.read_text(encoding="utf-8")) for path in paths]
	return tuple(dict.fromkeys(text.replace('\\"', '"') for texts in found for text in texts))
