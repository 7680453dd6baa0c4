"""Reply templates: what may stand in them, which one wins, and that values are never read as templates."""

import json
import string
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.casework.intake import replies

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "reply_template.json"
CASE_STAGES = set(
	[
		"Reported",
		"Verifying",
		"Accepted",
		"Filed",
		"Dispatched",
		"Handling",
		"Checking",
		"Closed",
		"Rejected",
		"Suspended",
	]
)


@pytest.fixture
def refusals(monkeypatch):
	"""Collects the messages of refusals in place of Frappe's own throw."""

	def throw(message, exc=None):
		raise exc(message)

	monkeypatch.setattr(replies.frappe, "throw", throw)
	monkeypatch.setattr(replies, "_", lambda text: text)


@pytest.mark.parametrize(
	"text", ["", "plain", "{case} and {unit}", "{{braces}} stay", "{category}{reported_on}{due_on}"]
)
def test_known_placeholders_pass(text, refusals):
	replies.check_text(text)


@pytest.mark.parametrize(
	"text",
	[
		"{reporter_phone}",
		"{case.owner}",
		"{case[0]}",
		"{case!r}",
		"{case:>9}",
		"{",
		"}",
		"{}",
		"{0}",
		"{{{name}}}",
		"{category.__class__}",
	],
)
def test_anything_else_is_refused(text, refusals):
	with pytest.raises(replies.BadInputError, match=r"is no placeholder of a reply\. Use only: \{case\}"):
		replies.check_text(text)


@given(st.text(alphabet=string.printable + "案件{}"))
def test_values_are_inserted_as_they_are(value):
	assert replies.fill("<{case}|{unit}>", {"case": value, "unit": ""}) == f"<{value or '—'}|—>"


def test_the_most_specific_template_wins(monkeypatch):
	monkeypatch.setattr(replies, "category_path", lambda code: [code, "M06", "M"] if code else [])
	rows = {code: SimpleNamespace(category=code) for code in ("", "M06", "M06010")}
	every = list(rows.values())
	assert replies.most_specific(every, "M06010") is rows["M06010"]
	assert replies.most_specific(every, "M06011") is rows["M06"]
	assert replies.most_specific(every, None) is rows[""]
	assert replies.most_specific([rows["M06"]], None) is None


def test_every_stage_has_a_shipped_text_in_two_languages(refusals):
	rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
	assert {row["stage"] for row in rows if not row["category"]} == CASE_STAGES
	for row in rows:
		for text in (row["text"], row["text_en"]):
			assert text.strip()
			replies.check_text(text)
