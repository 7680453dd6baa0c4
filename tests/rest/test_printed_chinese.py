"""Every paper of the app in Chinese: printed with what a town has on it, and searched for Latin words and missing letters."""

import io
import os
import re
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pypdf import PdfReader

from community_gov.core import pdf
from community_gov.demo.chibi import Replay
from tests.desk.reading import english_in
from tests.rest.conftest import CHIBI_GRID, certificate_of, ok
from tests.rest.test_chibi_case import HttpClient
from tests.rest.test_services import with_evidence
from tests.support.activities import activity_values
from tests.support.site_clock import now

DOOR = "/api/method/frappe.utils.print_format.download_pdf"


@pytest.fixture(scope="module")
def papers(login, server) -> dict[str, bytes]:
	"""The papers by their formats."""
	case = Replay(HttpClient(server), date(2024, 9, 29), uuid4().hex).run()
	days = {"kind": "Special", "from_date": "2024-09-28", "to_date": "2024-10-08"}
	bulletin = ok(login("chief").call("bulletin.generate", **days))["bulletin"]
	person = someone_in_debt(login)
	starts = now() + timedelta(days=3_000 + uuid4().int % 20_000)
	activity = ok(login("coordinator").create("Volunteer Activity", **activity_values(starts)))["name"]
	printed = {
		"Case File": ("chief", "Case", case),
		"Bulletin": ("chief", "Bulletin", bulletin),
		"Point Statement": ("coordinator", "Volunteer", person),
		"Service Certificate": ("coordinator", "Service Certificate", certificate_of(login, person)),
		"Activity Poster": ("coordinator", "Volunteer Activity", activity),
	}
	return {name: paper(login(key), doctype, of, name) for name, (key, doctype, of) in printed.items()}


def someone_in_debt(login) -> str:
	coordinator, manager = login("coordinator"), login("manager")
	values = {"full_name": f"𬭼演示{uuid4().int % 10**4}", "grid": CHIBI_GRID}
	person = ok(coordinator.create("Volunteer", **values))["name"]
	for _number in range(2):
		service = with_evidence(login("admin"), person, content="河道清洁", role="队员")
		ok(manager.call("service.act", service_record=service, action="Confirm"))
	friend = ok(coordinator.create("Volunteer", full_name="友演示", grid=CHIBI_GRID))["name"]
	asked = {"giver": person, "taker": friend, "points": 2, "reason": "感谢照顾"}
	step = {"doctype": "Point Transfer", "name": ok(coordinator.call("points.give", **asked))["name"]}
	ok(manager.call("points.act", **step, action="Grant"))
	ok(coordinator.call("service.act", service_record=service, action="Revoke", note="没有到场"))
	return person


def paper(user, doctype: str, name: str, layout: str) -> bytes:
	params = {"doctype": doctype, "name": name, "format": layout, "language": "zh"}
	answer = user.session.get(user.url + DOOR, params=params, timeout=120)
	assert answer.status_code == 200, answer.text[:500]
	if folder := os.environ.get("PRINTS"):
		(Path(folder) / f"{layout}.pdf").write_bytes(answer.content)
	return answer.content


def text_of(content: bytes) -> str:
	return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


# What stands in the timeline in the language of the site, which is English in tests; codes, and those of characters.
NO_WORDS = re.compile(
	r"No routing rule fits.*?units\.|(?<![A-Za-z0-9])[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}(?![A-Za-z0-9])|U\+[0-9A-F]+",
	re.DOTALL,
)


def test_papers_read_in_chinese(papers):
	english = {
		name: [line for line in NO_WORDS.sub("", text_of(content)).splitlines() if english_in(line)]
		for name, content in papers.items()
	}
	assert english == {name: [] for name in papers}


def test_a_character_without_a_font_is_told_on_the_paper(papers, monkeypatch):
	for name in ("Point Statement", "Service Certificate"):
		text = text_of(papers[name]).replace("\n", "")
		# A text tells what was meant, drawn or not: fonts say what is.
		expected = ("𬭼演示",) if pdf._is_drawn("𬭼") else ("〓演示", "〓 代替 U+2CB7C")
		assert all(words in text for words in expected), text
	monkeypatch.setattr(pdf, "_drawn", lambda: [(0x4E00, 0x9FFF)])
	page = pdf.told_missing("<p>刘𬭼、㛃、刘</p>")
	assert page.startswith("<p>刘〓、〓、刘</p>") and "U+2CB7C、U+36C3" in page
	monkeypatch.setattr(pdf, "_drawn", lambda: [])
	assert pdf.told_missing("<p>刘𬭼</p>") == "<p>刘𬭼</p>"


def test_the_poster_of_a_place_reads_in_chinese(login):
	guest = login(None)
	answer = guest.session.get(f"{guest.url}/snapshot/poster?place={CHIBI_GRID}&_lang=zh", timeout=60)
	page = re.search(r'<section class="poster">.*?</section>', answer.text, re.DOTALL)[0]
	texts = re.sub(r"<svg.*?</svg>|<[^>]*>", "\n", page, flags=re.DOTALL).split("\n")
	assert "扫一扫" in "".join(texts) or "扫码" in "".join(texts), texts
	assert [text for text in texts if english_in(text)] == []
