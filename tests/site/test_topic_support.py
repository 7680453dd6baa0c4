"""Topics that residents raise and want too: unnamed, one voice a household, told to the clerk once there are enough."""

import pytest

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.participation.deliberation import support
from tests.site.test_deliberation import sorted_topic
from tests.support.polls import take
from tests.support.registry import GRID, family


@pytest.fixture
def now(travel):
	travel("2024-09-23 09:00")
	return travel


def test_a_household_has_one_voice(site, now):
	topic = sorted_topic(site)
	topic.db_set("threshold_supports", 2)
	_home, (one, other) = family(site, 2)
	assert support.support(topic.name, number_of(site, one)) == 1
	with pytest.raises(ConflictError, match="household supports this topic already"):
		support.support(topic.name, number_of(site, other))
	assert not site.db.get_value(topic.doctype, topic.name, "is_wanted")
	assert support.support(topic.name, "15400990009") == 2
	assert site.db.get_value(topic.doctype, topic.name, "is_wanted") == 1
	assert site.db.exists("Participation Event", {"subject": topic.name, "event": "Enough Support"})
	assert support.support(topic.name, "15400990010") == 3
	events = {"subject": topic.name, "event": "Enough Support"}
	assert len(site.get_all("Participation Event", events)) == 1


def number_of(site, resident) -> str:
	from community_gov.registry.identity.protected_numbers import plain

	return plain(site.get_doc("Resident", resident.name), "mobile")


def test_only_what_was_taken_up_is_shown_and_supported(site, now):
	raised = support.propose("小区路灯,电话13800138000", "晚上太黑", GRID)
	assert (raised.stage, raised.origin) == ("Collected", "Resident")
	assert "13800138000" not in raised.title
	assert raised.name not in {row["topic"] for row in support.shown()}
	with pytest.raises(ConflictError, match="takes no support"):
		support.support(raised.name, "15400990009")
	with pytest.raises(ConflictError, match="takes no support"):
		support.support("TOPIC-0", "15400990009")
	take(site, raised, "Sort", track="In Depth", pattern="1+5+N")
	assert raised.name in {row["topic"] for row in support.shown()}
	raised.db_set("is_about_person", 1)
	assert raised.name not in {row["topic"] for row in support.shown()}


@pytest.mark.parametrize(
	("title", "text", "grid"),
	[
		("", "晚上太黑", GRID),
		("路灯", " ", GRID),
		("字" * 141, "晚上太黑", GRID),
		("路灯", "字" * 2001, GRID),
		("路灯", "黑", "0"),
	],
)
def test_what_cannot_be_a_topic_is_refused(site, now, title, text, grid):
	with pytest.raises(BadInputError):
		support.propose(title, text, grid)
