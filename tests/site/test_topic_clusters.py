"""Cases of one kind that come again and again become one topic, which names them."""

import pytest

from community_gov.participation.deliberation import clusters
from tests.support.clocks import filed_case
from tests.support.polls import take
from tests.support.registry import GRID

KIND, OTHER = "M06010", "M06011"


@pytest.fixture
def cases(site, travel):
	"""cases(number, kind) -> names of filed cases; three of a kind make a topic."""
	travel("2024-09-23 09:00")
	# Whatever other tests filed on these days is too little or too old.
	site.db.set_value("Case", {"filed_at": (">", "2024-08-01")}, "filed_at", "2020-01-01")
	settings = site.get_doc("Community Gov Settings")
	settings.update({"topic_cases": 3, "topic_case_days": 30})
	settings.save()
	return lambda number, kind=KIND: [filed_case(site, kind).name for _one in range(number)]


def topics(site) -> list:
	filters = {"origin": clusters.ORIGIN, "case_category": KIND, "collected_at": (">", "2024-08-01")}
	names = site.get_all("Deliberation Topic", filters, pluck="name", order_by="name asc")
	return [site.get_doc("Deliberation Topic", name) for name in names]


def test_enough_cases_become_one_topic_that_names_them(site, cases):
	first = cases(2)
	cases(2, OTHER)
	assert clusters.propose_due() == [] == topics(site), "one too few"
	names = {*first, *cases(1)}
	made = clusters.propose_due()
	(topic,) = topics(site)
	assert made == [topic.name] and topic.grid == GRID[:12] and topic.stage == "Collected"
	assert {row.source_name for row in topic.sources} == names
	assert topic.description == "3 cases of this kind were filed here within 30 days."
	told = {"document_type": topic.doctype, "document_name": topic.name}
	assert site.db.exists("Notification Log", told)
	cases(3)
	assert clusters.propose_due() == [], "the open topic is theirs"
	take(site, topic, "Sort", track="In Depth", pattern="1+5+N")
	assert site.db.get_value("Topic Source", {"parent": topic.name}, "source_doctype") == "Case"


def test_after_the_topic_only_new_cases_count(site, cases, travel):
	cases(3)
	clusters.propose_due()
	(topic,) = topics(site)
	topic.db_set("stage_category", "Done")
	assert clusters.propose_due() == [], "its cases have been told"
	cases(2)
	assert clusters.propose_due() == []
	cases(1)
	assert len(clusters.propose_due()) == 1 and len(topics(site)) == 2


def test_doubles_old_and_confidential_cases_and_a_setting_of_zero_make_none(site, cases, travel):
	one, two, three, four = cases(4)
	site.db.set_value("Case", two, "duplicate_of", one)
	site.db.set_value("Case", three, "filed_at", "2024-08-20 09:00:00")
	assert clusters.propose_due() == []
	site.db.set_value("Case", two, {"duplicate_of": None, "is_confidential": 1})
	assert clusters.propose_due() == [], "who reads topics does not read it"
	site.db.set_value("Case", two, "is_confidential", 0)
	settings = site.get_doc("Community Gov Settings")
	settings.topic_cases = 0
	settings.save()
	assert clusters.propose_due() == []
	settings.topic_cases = 3
	settings.save()
	assert len(clusters.propose_due()) == 1, four


def test_who_collects_cannot_say_of_which_kind_it_is(site, cases):
	topic = site.new_doc("Deliberation Topic")
	values = {"title": "楼道堆物", "grid": GRID, "description": "常年堆放", "origin": "Resident"}
	topic.update({**values, "case_category": KIND})
	topic.insert()
	assert not topic.case_category
