"""Every form on which people type a position has the map for it."""

import json
import re

from tests.conftest import ROOT

APP = ROOT / "apps/community_gov"
# Taken on the spot with an answer, or found by the server.
WITHOUT = {"Case Check", "Case Event", "Case Photo", "Grid", "Patrol Check-in", "Visit"}


def forms_with_positions() -> dict[str, set[str]]:
	"""{DocType: names of its fields} of all that have a latitude."""
	found = {}
	for path in APP.glob("doctype/*/*.json"):
		doctype = json.loads(path.read_text(encoding="utf-8"))
		names = {field["fieldname"] for field in doctype.get("fields", ())}
		if "latitude" in names:
			found[doctype["name"]] = names
	return found


def test_forms_with_a_position_have_its_map():
	script = (APP / "public/js/community_gov/position.js").read_text(encoding="utf-8")
	served = set(re.findall(r'"([^"]+)"', re.search(r"const DOCTYPES = \[(.+)\]", script)[1]))
	forms = forms_with_positions()
	assert set(forms) - WITHOUT == served
	assert {name for name, fields in forms.items() if "position_map" in fields} == served
