"""The gettext catalogues say what the table of translations says, and either of Frappe's readers finds the same."""

import importlib.util
import io

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from frappe.translate import get_translation_dict_from_file

from devtools import catalogues
from devtools.paths import ROOT

APP = ROOT / "apps" / "community_gov"
TABLE = APP / "translations" / "zh.csv"
REMEDY = "run ./dev translations"


def read(name: str):
	with (APP / "locale" / name).open("rb") as file:
		return read_po(file)


def lines(catalogue) -> list[tuple[str, str, str]]:
	found = [(message.id, message.string, message.context or "") for message in catalogue if message.id]
	return sorted(found, key=lambda row: (row[0], row[2]))


def compiled():
	"""The catalogue after `bench build`."""
	binary = io.BytesIO()
	write_mo(binary, read("zh.po"))
	binary.seek(0)
	return binary


def test_translations_are_those_of_the_table():
	assert lines(read("zh.po")) == catalogues.read_rows(TABLE), REMEDY


def test_template_names_the_same_texts():
	template = [(text, "", context) for text, _translation, context in catalogues.read_rows(TABLE)]
	assert lines(read("main.pot")) == template, REMEDY


def test_every_catalogue_is_one_that_is_written():
	assert {path.name for path in catalogues.files()} == {path.name for path in (APP / "locale").iterdir()}


def test_nothing_is_fuzzy_or_of_one_moment():
	for path, text in catalogues.files().items():
		assert "fuzzy" not in text and "-Date" not in text
		assert path.read_text(encoding="utf-8").splitlines()[:8] == text.splitlines()[:8], REMEDY


def test_compiled_catalogue_and_table_give_the_desk_the_same():
	"""Frappe 15.50 and 16 read the table, then the catalogue over it: nothing may change, appear or be lost."""
	keys = {}
	for message in read_mo(compiled()):
		if message.id:
			context = f":{message.context.decode()}" if message.context else ""
			keys[f"{message.id}{context}"] = message.string
	assert keys == get_translation_dict_from_file(str(TABLE), "zh", "community_gov", throw=True)


@pytest.mark.skipif(not importlib.util.find_spec("frappe.gettext"), reason="this Frappe reads tables only")
def test_frappe_itself_reads_the_same_from_both(tmp_path, monkeypatch):
	from frappe.gettext import translate

	folder = tmp_path / "zh" / "LC_MESSAGES"
	folder.mkdir(parents=True)
	(folder / "community_gov.mo").write_bytes(compiled().read())
	monkeypatch.setattr(translate, "get_locale_dir", lambda: tmp_path)
	table = get_translation_dict_from_file(str(TABLE), "zh", "community_gov", throw=True)
	assert translate.get_translations_from_mo("zh", "community_gov") == table


def test_a_table_becomes_a_catalogue(tmp_path):
	table = tmp_path / "zh.csv"
	table.write_text(
		'"Say ""it"", {0}","说“{0}”"\nFile,文件\nFile,立案,Workflow Action\n100 % sure,确定\n',
		encoding="utf-8",
	)
	text = catalogues.catalogue(table, "zh")
	made = read_po(io.StringIO(text))
	assert lines(made) == catalogues.read_rows(table)
	assert made.get("File", "Workflow Action").string == "立案"
	assert "python-format" not in text
