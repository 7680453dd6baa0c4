"""What Frappe's own Chinese says beside ours: our table wins everywhere, so it may not change Frappe's words unawares."""

import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import frappe
from frappe.translate import get_translation_dict_from_file

from tests.unit.test_translations import CORRECTED, DESK_WORDS, TABLE, TEXTS

FRAPPE = Path(frappe.__file__).parent
HAS_CATALOGUE = (FRAPPE / "locale" / "zh.po").exists()


def words_of_frappe() -> dict[str, str]:
	"""Text -> Chinese of the Frappe that is installed: its table, and over it its catalogue, as Frappe reads them."""
	words = get_translation_dict_from_file(str(FRAPPE / "translations" / "zh.csv"), "zh", "frappe")
	if (catalogue := FRAPPE / "locale" / "zh.po").exists():
		with catalogue.open("rb") as file:
			words |= {row.id: row.string for row in read_po(file) if row.string and not row.context}
	return words


FRAPPES = words_of_frappe()
OURS = {source: text for source, text, context in TABLE if not context}


def changed_words(ours: dict[str, str], theirs: dict[str, str]) -> list[str]:
	"""Words that the whole desk would read otherwise because of us: they want a context, or a reason."""
	return sorted(word for word, text in ours.items() if theirs.get(word, text) != text)


def bare_words_missing(table, theirs) -> list[str]:
	"""Texts that are Chinese for one DocType only: wherever their DocType is not said, they would be English."""
	bare = {source for source, _text, context in table if not context} | set(theirs)
	return sorted({source for source, _text, context in table if context} - bare)


def test_no_word_of_frappe_changes_unawares():
	assert [word for word in changed_words(OURS, FRAPPES) if word not in DESK_WORDS] == []


def test_a_word_with_a_context_is_chinese_without_it():
	assert bare_words_missing(TABLE, FRAPPES) == []


def test_every_corrected_word_has_its_line():
	assert [word for word in CORRECTED if word not in OURS] == []


@pytest.mark.parametrize(
	("word", "read"),
	[
		# Wrong in Frappe itself: the element strontium, a place, a federal state.
		("Sr", "序号"),
		("Jump to field", "跳到字段"),
		("State", "状态"),
		# Once ours: the comment of a resident, the bulletin of a week, the answer to a report.
		("Comment", "评论"),
		("Weekly", "每周"),
		("Submitted", "已提交"),
		("Rejected", "拒绝"),
	],
)
def test_the_desk_reads(word, read):
	assert {**FRAPPES, **OURS}[word] == read


def test_checks_fail_where_they_should():
	assert changed_words(
		{"Comment": "评价内容", "Grid": "网格", "Case": "案件"}, {"Comment": "评论", "Case": "案件"}
	) == ["Comment"]
	table = [("Extension", "延期", "Case Adjustment"), ("Comment", "评价", "Case"), ("Grid", "网格", "")]
	assert bare_words_missing(table, {"Comment": "评论"}) == ["Extension"]


def test_the_words_of_the_desk_are_known():
	"""What Frappe shows in every desk and we name nowhere is in our table only because it stands in desk_words.json."""
	sources = {text.source for text in TEXTS}
	words = json.loads((Path(__file__).parent / "desk_words.json").read_text(encoding="utf-8"))
	assert sorted(words) == ["corrected", "lacking"]
	assert not set(words["lacking"]) & set(words["corrected"])
	unknown = [word for word in words["corrected"] if word not in sources and word not in FRAPPES]
	# 16 has lost the Chinese of some of them, and then they are lacking there.
	assert unknown == [] or HAS_CATALOGUE
