"""Chinese is complete: every text that a person may read has its line in translations/zh.csv, and no line is dead."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.support import translatable

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "apps" / "community_gov"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"\{\d*\}")
# Words of the desk itself: those that a version of Frappe leaves in English, and those that its Chinese gets wrong.
_DESK_WORDS = json.loads((Path(__file__).parent / "desk_words.json").read_text(encoding="utf-8"))
CORRECTED = _DESK_WORDS["corrected"]
DESK_WORDS = [*_DESK_WORDS["lacking"], *CORRECTED]


def read_table(path: Path) -> list[tuple[str, str, str]]:
	"""Rows of (source, translation, context)."""
	with path.open(encoding="utf-8", newline="") as file:
		return [(row[0], row[1], row[2] if len(row) > 2 else "") for row in csv.reader(file)]


TABLE = read_table(APP / "translations" / "zh.csv")
TEXTS = translatable.find(APP, ROOT / "fixtures")


def untranslated(texts, table) -> list[str]:
	"""Texts that Frappe would show in English: neither their context nor the bare text is in the table."""
	known = {(source, context) for source, _translation, context in table}
	missing = [text for text in texts if not known & {(text.source, text.context), (text.source, "")}]
	return sorted({f"{text.source!r} ({text.context}) in {text.where}" for text in missing})


def stale(texts, table) -> list[str]:
	sources = {text.source for text in texts} | set(DESK_WORDS)
	return sorted({source for source, _translation, _context in table if source not in sources})


def differing_placeholders(table) -> list[str]:
	return [
		source
		for source, translation, _context in table
		if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(translation))
	]


def test_every_text_is_translated():
	assert untranslated(TEXTS, TABLE) == []


def test_no_line_is_dead():
	assert stale(TEXTS, TABLE) == []


def test_no_line_stands_twice():
	keys = Counter((source, context) for source, _translation, context in TABLE)
	assert [key for key, count in keys.items() if count > 1] == []


def test_placeholders_survive():
	assert differing_placeholders(TABLE) == []


def test_translations_are_chinese_and_trimmed():
	odd = [source for source, text, _context in TABLE if not CHINESE.search(text) or text != text.strip()]
	assert odd == []


def test_messages_of_two_sentences_stay_two():
	"""What happened, what to do: neither half may be lost."""
	two = re.compile(r"[a-z0-9})`]\. [A-Z]")
	short = [source for source, text, _context in TABLE if two.search(source) and text.count("。") < 2]
	assert short == []


def test_sources_are_english():
	"""Users of other languages must not meet Chinese labels; descriptions may quote the standard's term."""
	descriptions = {
		field.get("description")
		for _path, doctype in translatable.documents(APP, "doctype/*/*.json")
		for field in doctype["fields"]
	}
	chinese = [text.source for text in TEXTS if CHINESE.search(text.source)]
	assert sorted(set(chinese) - descriptions) == []


def test_purposes_of_the_dialog_are_those_of_the_log():
	"""The dialog that reveals a number lists the purposes itself; the last four are a sheet's, a new code's, an export's, a rotation's."""
	log = json.loads(
		(APP / "doctype/sensitive_access_log/sensitive_access_log.json").read_text(encoding="utf-8")
	)
	options = next(field["options"] for field in log["fields"] if field["fieldname"] == "purpose").split("\n")
	of_programs = ["Key Rotation", "Audit Export", "New Code", "Comparison with a Sheet"]
	assert [options.pop() for _kind in of_programs] == of_programs
	script = (APP / "public/js/community_gov/reveal.js").read_text(encoding="utf-8")
	assert texts_of(script, "VALUES") == texts_of(script, "PURPOSES") == options


def texts_of(script: str, constant: str) -> list[str]:
	"""The texts in the array of that name, however it is laid out."""
	array = re.search(rf"\bconst {constant} = \[(.*?)\];", script, re.DOTALL)[1]
	return re.findall(r'"([^"]+)"', array)


@pytest.fixture
def sample(tmp_path) -> Path:
	"""A small app with one text of each kind."""
	files = {
		"doctype/lamp/lamp.json": json.dumps(
			{
				"name": "Lamp",
				"links": [{"link_doctype": "Street", "link_fieldname": "lamp", "group": "Places"}],
				"fields": [
					{"fieldname": "a", "fieldtype": "Data", "label": "Height", "description": "In metres."},
					{"fieldname": "b", "fieldtype": "Select", "label": "State", "options": "\nLit\nBroken"},
				],
			}
		),
		"code.py": 'throw(_("Lamp {0} is out. Replace it.").format(1))\n_("Lit", context="Lamp")\n_(f"no {x}")',
		"desk.js": '__("Switch On"); __("Off", null, "Lamp"); f(`${__("A", [__("B")])}`); __(\n\t"It\\"s {0}", [1])',
		"page.html": "<p>{{ _('Lamp post') }}</p>",
		"number_card/lamps/lamps.json": json.dumps({"label": "Lamps"}),
		"workspace/lamps/lamps.json": json.dumps(
			{
				"title": "Lamp Desk",
				"content": json.dumps([{"type": "header", "data": {"text": "<b>Work</b>"}}]),
				**{table: [] for table in ("number_cards", "quick_lists", "links", "charts")},
				"shortcuts": [{"label": "All Lamps", "format": "{} lit"}],
			}
		),
	}
	for name, content in files.items():
		path = tmp_path / name
		path.parent.mkdir(parents=True, exist_ok=True)
		path.write_text(content, encoding="utf-8")
	return tmp_path


def test_finder_finds_every_kind(sample):
	found = {(text.source, text.context) for text in translatable.find(sample)}
	assert found >= {
		("Lamp", ""),
		("Places", ""),
		("Height", "Lamp"),
		("In metres.", "Lamp"),
		("Broken", "Lamp"),
		("Lamp {0} is out. Replace it.", ""),
		("Lit", "Lamp"),
		("Switch On", ""),
		("Off", "Lamp"),
		("B", ""),
		('It"s {0}', ""),
		("Lamp post", ""),
		("Lamps", ""),
		("Lamp Desk", ""),
		("Work", ""),
		("All Lamps", ""),
		("{} lit", ""),
	}
	assert any(source.startswith("UNTRANSLATABLE") for source, _context in found)


def test_checks_fail_where_they_should(sample):
	texts = translatable.find(sample)
	table = [(text.source, "灯", text.context) for text in texts if text.source != "Broken"]
	assert untranslated(texts, table) == ["'Broken' (Lamp) in lamp.json: b"]
	assert untranslated([translatable.Text("Off", "Lamp", "x")], [("Off", "关", "Door")]) == [
		"'Off' (Lamp) in x"
	]
	assert stale(texts, [("Candle", "蜡烛", "")]) == ["Candle"]
	assert differing_placeholders([("Lamp {0}", "灯", ""), ("{0} of {1}", "{1}的{0}", "")]) == ["Lamp {0}"]
