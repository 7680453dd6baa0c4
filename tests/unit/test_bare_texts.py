"""No text stands in a page or script of ours without asking for its translation."""

import re
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "apps" / "community_gov"
# What a template computes, and its tags with their attributes.
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
WORDS = re.compile(r"[A-Z][a-z]{2,}")
SHOWN_BY_SCRIPTS = re.compile(
	r"""\b(?:label|title|description|primary_action_label|placeholder|message|dialog_title)\s*:\s*["'`][A-Z][a-z]+[^"'`]*["'`]"""
	r"""|>\s*[A-Z][a-z]+[A-Za-z ]*\s*<"""
)


def bare_in_template(html: str) -> list[str]:
	return [line.strip() for line in CODE.sub(" ", html).split("\n") if WORDS.search(line)]


def bare_in_script(script: str) -> list[str]:
	return SHOWN_BY_SCRIPTS.findall(script)


def read(ending: str) -> dict[str, str]:
	files = [path for path in sorted(APP.rglob(f"*.{ending}")) if "dist" not in path.parts]
	assert len(files) > 15
	return {str(path.relative_to(APP)): path.read_text(encoding="utf-8") for path in files}


def test_templates_and_scripts_have_no_bare_text():
	found = {name: bare_in_template(text) for name, text in read("html").items()}
	found |= {name: bare_in_script(text) for name, text in read("js").items()}
	assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
	("find", "text", "number"),
	[
		(bare_in_template, "<h1 class='Big One'>Case File</h1>", 1),
		(bare_in_template, "<h1>{{ _('Case File') }}</h1>{# A note #}<style>Body {}</style>", 0),
		(bare_in_script, '{ label: "Reason", title: __("Reason") }', 1),
		(bare_in_script, "`<th>Reason</th><th>${__('Day')}</th>`", 1),
		(bare_in_script, '{ title: "topic", message: `${why}` }', 0),
	],
)
def test_the_check_sees_them(find, text, number):
	assert len(find(text)) == number
