"""Short messages of a demo are shown on a page instead of sent."""

import pytest

from community_gov.core import text_messages
from community_gov.www.messages import index


@pytest.fixture
def demo(site, monkeypatch):
	monkeypatch.setitem(site.conf, text_messages.SHOWN, 1)
	site.cache.delete_value("community_gov:shown_messages")
	yield site
	site.cache.delete_value("community_gov:shown_messages")


def test_a_demo_shows_the_newest_first(demo, monkeypatch):
	# What every public page has needs a request.
	monkeypatch.setattr(index.public_page, "prepare", lambda context: None)
	for number in range(60):
		text_messages.send("19900000001", f"第{number}条")
	context = demo._dict()
	index.get_context(context)
	assert [row["text"] for row in context.rows[:2]] == ["第59条", "第58条"]
	assert len(context.rows) == 50 and context.rows[0]["number"] == "19900000001"


def test_another_site_has_no_such_page(site, monkeypatch):
	monkeypatch.delitem(site.conf, text_messages.SHOWN, raising=False)
	with pytest.raises(site.PageDoesNotExistError):
		index.get_context(site._dict())
	assert text_messages.shown() == []


def test_another_app_may_send(site, monkeypatch):
	sent = []
	monkeypatch.delitem(site.conf, text_messages.SHOWN, raising=False)
	monkeypatch.setattr(site, "get_attr", lambda path: lambda *args: sent.append((path, *args)))
	hooks = site.get_hooks
	monkeypatch.setattr(
		site,
		"get_hooks",
		lambda name=None, *a, **k: ["an_app.send"] if name == "send_sms" else hooks(name, *a, **k),
	)
	assert text_messages.can_send()
	text_messages.send("19900000001", "words")
	assert sent == [("an_app.send", ["19900000001"], "words", "", False)]
