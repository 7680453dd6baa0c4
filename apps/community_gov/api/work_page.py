"""The page of the workbench: texts and settings, nothing of the person, since phones keep the page for when there is no network."""

import json
from functools import lru_cache

import frappe
from frappe import _
from frappe.utils import cint
from frappe.utils.jinja_globals import bundled_asset

from community_gov.api import public_page
from community_gov.casework.intake import emergencies
from community_gov.core import map_tiles
from community_gov.core.code_text import plain_code
from community_gov.core.stages.rules import STAGES_OF
from community_gov.team.assessment_scores import GRADES

SHOWN = ("Case", "Case Dispatch", "Help Request")
# Of the public pages' scripts these serve here, too.
SHARED = ("page", "map", "formats", "ways", "webview")
FOLDER = public_page.SCRIPTS.parent / "work"
COLOUR = "#1d5fa8"


def prepare(context) -> None:
	"""Fills the context of /work, in the language that the address asks for, or else that of the account."""
	_set_language()
	context.update(
		{
			"no_cache": 1,
			"lang": frappe.local.lang,
			"other_language": "en" if frappe.local.lang.startswith("zh") else "zh",
			"service": public_page.service_name(),
			"colour": COLOUR,
			"qr_reader": qr_reader(),
			"page_data": public_page.as_page_data(_page_data()),
		}
	)


def route_asked() -> str:
	"""Where somebody is led after the sign-in: the code of a patrol point that was scanned stays with it."""
	code = plain_code(frappe.form_dict.get("point"))[:20]
	return f"/work?point={code}" if code else "/work"


def _set_language() -> None:
	asked = str(frappe.form_dict.get("_lang") or frappe.local.lang or "zh")
	frappe.local.lang = "zh" if asked.startswith("zh") else "en"


def _page_data() -> dict:
	"""What the scripts need: {lang, words, stages by DocType, grades, tiles, credit, max_photos, dangers}."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	return {
		"lang": frappe.local.lang,
		"words": {text: _(text) for text in words()},
		"stages": {stage: _(stage, context="Case") for stage in STAGES_OF["Case"]},
		"stages_of": {
			doctype: {stage: _(stage, context=doctype) for stage in STAGES_OF[doctype]} for doctype in SHOWN
		},
		"grades": {grade: _(grade) for _points, grade in GRADES},
		**map_tiles.tile_source(),
		"max_photos": cint(settings.max_photos) or 9,
		"dangers": emergencies.for_page(),
		"qr_reader": qr_reader(),
	}


def qr_reader() -> str:
	"""The address of the script that reads codes where the browser has no reader; loaded when somebody scans."""
	return bundled_asset("qr_reader.bundle.js")


@lru_cache
def words() -> tuple[str, ...]:
	"""The texts of the scripts, found where they stand."""
	shared = [public_page.SCRIPTS / f"{name}.js" for name in SHARED]
	return public_page.texts_in([*sorted(FOLDER.glob("*.js")), *shared])


def manifest() -> str:
	"""The manifest by which phones install the workbench (W3C Web Application Manifest)."""
	_set_language()
	icons = [
		{
			"src": f"/assets/community_gov/images/work-{size}.png",
			"sizes": f"{size}x{size}",
			"type": "image/png",
			"purpose": purpose,
		}
		for size in (192, 512)
		for purpose in ("any", "maskable")
	]
	return json.dumps(
		{
			"id": "/work",
			"name": f"{public_page.service_name()} · {_('Workbench')}",
			"short_name": _("Workbench"),
			"lang": frappe.local.lang,
			"start_url": "/work",
			"scope": "/work",
			"display": "standalone",
			"background_color": "#f2f5f9",
			"theme_color": COLOUR,
			"icons": icons,
		},
		ensure_ascii=False,
	)
