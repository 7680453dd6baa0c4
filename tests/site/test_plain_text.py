"""No text of ours holds markup, whatever wraps it and whoever writes it."""

import re

import pytest

from community_gov.core.errors import BadInputError
from community_gov.core.text import TEXT_FIELDS, clean_texts, without_tags

TAG = re.compile(r"<[a-zA-Z/!?]")
MARKUP = (
	'{"a":"<img src=x onerror=alert(1)>"}',
	"<script>alert(1)</script>",
	"<svg/onload=alert(1)>",
	"half a tag <img src=x onerror=alert(1)",
	"<<b>b>",
	"<!--<img src=x>-->",
	"<?php 1 ?>",
	"</td><td>",
	'["<iframe src=javascript:alert(1)>"]',
	"data:text/html,<b>x</b>",
	"<\u0130mg><A HREF=javascript:1>",
)


@pytest.mark.parametrize("text", ["1 < 2", "水位<3米", "a <- b", "<", "2<3>1", "单价<＝5元", "I <3 Chibi"])
def test_signs_stay_as_they_are(text):
	assert without_tags(text) == text


@pytest.mark.parametrize("text", MARKUP)
def test_words_stay_and_tags_go(text):
	plain = without_tags(text)
	assert not TAG.search(plain)
	assert plain.replace("＜", "<") == text


def documents(site) -> list:
	"""A new document of every DocType of ours, each table with a row, each text with markup in it."""
	docs = []
	for name in site.get_all(
		"DocType", {"module": "Community Gov", "istable": 0}, pluck="name", order_by="name"
	):
		doc = site.new_doc(name)
		for df in doc.meta.get_table_fields():
			doc.append(df.fieldname, {})
		for row in (doc, *doc.get_all_children()):
			for df in row.meta.get("fields", {"fieldtype": ["in", TEXT_FIELDS]}):
				row.set(df.fieldname, MARKUP[0])
		docs.append(doc)
	return docs


def test_every_text_of_every_doctype_is_cleaned(site):
	held = []
	for doc in documents(site):
		clean_texts(doc)
		for row in (doc, *doc.get_all_children()):
			for df in row.meta.get("fields", {"fieldtype": ["in", TEXT_FIELDS]}):
				if TAG.search(row.get(df.fieldname) or ""):
					held.append((row.doctype, df.fieldname))
	assert held == []


def test_the_event_of_every_doctype_is_hooked(site):
	hooked = site.get_hooks("doc_events")["*"]["before_validate"]
	assert "community_gov.core.fields.read_alike" in hooked


def test_control_characters_are_refused_in_rows_too(site):
	doc = site.new_doc("Case")
	doc.append(
		"photos",
		{"caption": "a\0b"} if site.get_meta("Case Photo").has_field("caption") else {"image": "a\0b"},
	)
	with pytest.raises(BadInputError, match="holds a control character"):
		clean_texts(doc)
