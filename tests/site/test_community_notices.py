"""Notices to residents: who is told, who lets them out, when, once, and who was reached."""

import pytest

from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError, StageGuardError
from community_gov.demo.people import email
from community_gov.participation.announcements import (
	approvals,
	audience,
	chasing,
	deliveries,
	door_rounds,
	reach,
	sending,
	shown,
)
from tests.support.clocks import acting
from tests.support.community_notices import (
	approved,
	make_homes,
	make_notice,
	scheduled,
	sent,
	states_of,
	values_for,
)
from tests.support.polls import take
from tests.support.registry import FAR_GRID, GRID, make_resident


@pytest.fixture
def now(travel):
	travel("2031-03-03 09:00")
	return travel


@pytest.fixture
def messages(site, monkeypatch):
	"""[(number, text)] of what went out; nothing of the test is committed."""
	found: list[tuple[str, str]] = []
	monkeypatch.setattr(site.db, "commit", lambda: None)
	monkeypatch.setattr(sending.text_messages, "can_send", lambda: True)
	monkeypatch.setattr(sending.text_messages, "send", lambda number, text: found.append((number, text)))
	return found


@pytest.fixture
def homes(site, now):
	return make_homes(site)


def stored(site, notice):
	return site.get_doc("Community Notice", notice.name)


def settings(site, **values):
	site.db.set_single_value("Community Gov Settings", values)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")


def test_a_notice_goes_its_way_and_is_sent_once(site, messages, homes):
	building, _rows = homes
	notice = sent(site, building)
	assert (notice.stage, notice.audience_households, notice.with_number) == ("Sent", 3, 3)
	assert [text[:6] for _number, text in messages] == ["【赤壁市"] * 3 or len(messages) == 3
	assert all("停水通知" in text and approvals_code(notice) in text for _number, text in messages)
	sending.work_through(notice.name)
	assert sending.begin(notice.name) == 0
	assert len(messages) == 3
	assert states_of(site, notice, "SMS") == [("Reached", None)] * 3
	assert states_of(site, notice, "Door") == [("Waiting", None)] * 3
	notice = stored(site, notice)
	assert (notice.sending, notice.reached_households, notice.reached_sms) == ("Done", 3, 3)
	with acting(site, "clerk"), pytest.raises(StageGuardError, match="is not possible for you"):
		take(site, notice, "Schedule", "clerk")


def approvals_code(notice) -> str:
	code = notice.check_code
	return f"{code[:4]}-{code[4:8]}-{code[8:]}"
