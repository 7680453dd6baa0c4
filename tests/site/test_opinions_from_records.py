"""Opinions out of visits and receptions: one for each note, with what it came from, nothing of the anonymous kept."""

import pytest

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.participation.opinions import from_records
from tests.support.clocks import acting
from tests.support.registry import GRID, make_resident

KNOWN = "Known to the Clerk"


def make_visit(site, status: str = "Done", kind: str = "Note"):
	"""A visit as a row with one finding: how visits are done is tested elsewhere."""
	resident = make_resident(site)
	doc = site.new_doc("Visit")
	doc.update({"resident": resident.name, "visit_kind": "Home Visit", "due_on": "2099-01-01"})
	doc.assignee = "gridworker@demo.example"
	doc.insert()
	doc.append("findings", {"kind": kind, "description": "楼上漏水三个月没人管"}).db_insert()
	doc.db_set("status", status)
	return site.get_doc("Visit", doc.name)


def make_reception(site, **values):
	doc = site.new_doc("Reception Record")
	given = {"reception_date": "2024-09-20", "grid": GRID[:12], "place": "书记工作室", "receptionist": "书记"}
	doc.update({**given, "outcome": "Settled on the Spot", "matter": "停车太难", "reply": "已记下", **values})
	return doc.insert()


def test_a_note_of_a_visit_becomes_an_opinion_once(site):
	visit = make_visit(site)
	with acting(site, "manager"):
		made = from_records.from_finding(visit, visit.findings[0].name, None, KNOWN)
		with pytest.raises(ConflictError, match="opinion already"):
			from_records.from_finding(visit, visit.findings[0].name, None, KNOWN)
	assert (made.channel, made.said_by, made.grid) == ("Visit", visit.resident, visit.grid)
	assert (made.source_doctype, made.source_name) == ("Visit", visit.name)


def test_of_somebody_anonymous_nothing_is_kept(site):
	record = make_reception(site, visitor_name="王演示1", visitor_phone="15400000001")
	with acting(site, "manager"):
		made = from_records.from_reception(record, None, "Anonymous")
	assert (made.said_by, made.speaker_name, made.mobile, made.mobile_secret) == (None, None, None, None)


def test_a_reception_names_its_visitor_where_that_is_wanted(site):
	record = make_reception(site, visitor_name="王演示1", visitor_phone="0715-5350000")
	with acting(site, "manager"):
		made = from_records.from_reception(record, None, "Named")
	assert (made.channel, made.speaker_name, made.mobile) == ("Reception", "王演示1", None)


@pytest.mark.parametrize(("status", "kind"), [("Planned", "Note"), ("Done", "Help Request")])
def test_only_notes_of_finished_visits(site, status, kind):
	visit = make_visit(site, status, kind)
	with acting(site, "manager"), pytest.raises(BadInputError, match="no such note"):
		from_records.from_finding(visit, visit.findings[0].name, None, KNOWN)


def test_another_way_of_being_known_is_refused(site):
	with acting(site, "manager"), pytest.raises(BadInputError, match="Choose one of"):
		from_records.from_reception(make_reception(site), None, "Famous")
