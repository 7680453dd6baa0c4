"""What the process remembers of Frappe's repeated work is never other than what Frappe would find again."""

import pickle

import pytest

import frappe
from frappe import translate
from frappe.utils import data

from community_gov.overrides import remembered

WORD = "Word of a test"
# Bytes: that of Chinese has half a million.
DICTIONARY = 100_000


def new_request() -> None:
	"""The next request reads everything from the cache that processes share."""
	frappe.local.cache.clear()


def words(lang: str = "zh") -> dict[str, str]:
	new_request()
	return translate.get_all_translations(lang)


def add_word(site, text: str):
	return site.get_doc(
		{"doctype": "Translation", "language": "zh", "source_text": WORD, "translated_text": text}
	).insert()


def test_a_changed_word_is_seen_by_the_next_request(site):
	assert WORD not in words()
	word = add_word(site, "甲")
	assert words()[WORD] == words()[WORD] == "甲"
	word.translated_text = "乙"
	word.save()
	assert words()[WORD] == words()[WORD] == "乙"
	word.delete()
	assert WORD not in words()


def test_what_another_process_wrote_is_read_and_what_a_caller_adds_is_forgotten(site):
	words()[WORD] = "added for the desk"
	assert WORD not in words()
	site.cache.hset(translate.MERGED_TRANSLATION_KEY, "zh", {WORD: "丙"})
	assert words() == {WORD: "丙"} == words()
	site.cache.hdel(translate.MERGED_TRANSLATION_KEY, "zh")
	assert len(words()) > 1_000 and WORD not in words()


def test_a_dictionary_is_unpacked_once(site, monkeypatch):
	words()
	loads, sizes = pickle.loads, []
	monkeypatch.setattr(pickle, "loads", lambda stored: sizes.append(len(stored)) or loads(stored))
	assert words() == words() and max(sizes, default=0) < DICTIONARY


def test_a_guest_who_asks_for_every_language_does_not_fill_the_memory(site):
	kept = remembered._of_translations(translate.get_all_translations)
	for number in range(2 * remembered.MOST_DICTIONARIES):
		lang = f"x{number}"
		site.cache.hset(translate.MERGED_TRANSLATION_KEY, lang, {WORD: lang})
		new_request()
		assert kept(lang)[WORD] == lang
		site.cache.hdel(translate.MERGED_TRANSLATION_KEY, lang)
	(unpacked,) = (cell.cell_contents for cell in kept.__closure__ if isinstance(cell.cell_contents, dict))
	assert len(unpacked) <= remembered.MOST_DICTIONARIES


@pytest.mark.parametrize("name", ["name', sleep(9), '", "ifnull(name, 1) or 1"])
def test_a_bad_name_of_a_field_is_refused_each_time(site, name):
	for _again in range(2):
		with pytest.raises(site.DataError, match="Invalid field name"):
			data.sanitize_column(name)
	assert data.sanitize_column("`tabCase`.`name`") is None


def test_names_are_parsed_once_and_long_ones_are_not_kept():
	asked = []
	check = remembered._of_column(asked.append)
	for name in ("title", "title", "x" * 999, "x" * 999):
		check(name)
	assert asked == ["title", "x" * 999, "x" * 999]


def test_names_to_read_come_back_as_frappe_cleans_them(site):
	for _again in range(2):
		found = site.db.get_value("User", "Administrator", ["name", "Email -- nothing"], as_dict=True)
		assert found == {
			"name": "Administrator",
			"Email": site.db.get_value("User", "Administrator", "email"),
		}
