"""A consent that is withdrawn stops what rests on it, purpose by purpose, and a note says so; a new one starts it again."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from frappe import _

from community_gov.api.v1 import help_request as help_api
from community_gov.api.v1 import visit as visits_api
from community_gov.core.errors import ConsentWithdrawnError
from community_gov.core.notifications import site_language
from community_gov.registry.care import care_tags, visit_plans
from community_gov.registry.identity import overview, reveal
from community_gov.registry.privacy import consents, withdrawal
from community_gov.volunteering.activities import sign_ups
from community_gov.volunteering.matching import helpers, offers
from community_gov.volunteering.registration import persons
from tests.support.activities import make_activity
from tests.support.photos import picture
from tests.support.registry import GRID, make_household, make_resident
from tests.support.site_clock import today
from tests.support.volunteers import make_volunteer

TAG, CATEGORY = "独居老人", "M06010"


@pytest.fixture
def person(site):
	"""Somebody whose consents to everything stand."""
	resident = make_resident(site, make_household(site))
	made = SimpleNamespace(name=resident.name, full_name=resident.full_name, mobile=resident.flags.mobile)
	made.consents = {}
	purposes = site.get_meta("Consent").get_field("purpose").options.split("\n")
	for purpose in purposes:
		made.consents[purpose] = give(site, resident.name, purpose)
	return made


def give(site, resident: str, purpose: str) -> str:
	"""The name of a new consent to the newest text of a purpose."""
	text = consents.newest(purpose)
	if not text:
		values = {"consent_title": purpose, "purpose": purpose, "text": "演示", "published": 1}
		text = site.get_doc({"doctype": "Consent Text", **values}).insert().name
	return site.get_doc({"doctype": "Consent", "resident": resident, "consent_text": text}).insert().name


def take_back(site, person, purpose: str) -> None:
	withdrawal.withdraw(site.get_doc("Consent", person.consents[purpose]))


def refused():
	return pytest.raises(ConsentWithdrawnError, match=r"has withdrawn the consent to .* anew")


def notes_on(site, doctype: str, name: str) -> str:
	filters = {"reference_doctype": doctype, "reference_name": name, "comment_type": "Info"}
	return " ".join(site.get_all("Comment", filters, pluck="content", order_by="creation asc"))


def said(text: str) -> str:
	"""A note as the site's language has it."""
	with site_language():
		return _(text)


def new(site, doctype: str, **values):
	return site.get_doc({"doctype": doctype, **values}).insert()


def test_no_visit_and_no_tag(site, person):
	new(site, "Resident Care Tag", resident=person.name, care_tag=TAG)
	planned = new(site, "Visit", resident=person.name)
	take_back(site, person, consents.CARE)
	assert site.db.get_value("Visit", planned.name, "status") == "Cancelled"
	assert not [
		row for row in overview.overview_of(site.get_doc("Resident", person.name))["tags"] if not row.to_date
	]
	with refused():
		new(site, "Visit", resident=person.name)
	with refused():
		visits_api.record("Met", resident=person.name)
	with refused():
		new(site, "Resident Care Tag", resident=person.name, care_tag="临时困难")
	assert notes_on(site, "Resident", person.name) == said(
		"Consent withdrawn: planned visits are cancelled, care tags end, none begin."
	)


def test_the_job_plans_no_visit_and_counts_the_person(site, person):
	values = {
		"plan_name": "试验走访",
		"care_tag": TAG,
		"visit_kind": "Home Visit",
		"frequency": "Weekly",
		"grid": GRID,
	}
	new(site, "Visit Plan", **values)
	new(site, "Resident Care Tag", resident=person.name, care_tag=TAG)
	take_back(site, person, consents.CARE)
	assert visit_plans.plan_visits()["withdrawn"] >= 1
	assert not site.db.exists("Visit", {"resident": person.name})
	give(site, person.name, consents.CARE)
	visit_plans.plan_visits()
	assert site.db.exists("Visit", {"resident": person.name}), "a new consent starts it again"


def test_nobody_is_proposed_for_a_tag(site, person):
	site.db.set_value("Resident", person.name, "birth_date", today() - timedelta(40_000))
	assert person.name in {row["resident"] for row in care_tags.proposals(GRID)}
	take_back(site, person, consents.CARE)
	assert person.name not in {row["resident"] for row in care_tags.proposals(GRID)}


def test_volunteers_are_not_asked_for_help(site, person):
	helper = make_volunteer(site).name
	asked = new(site, "Help Request", resident=person.name, help_kind="理发", need="理发")
	assert asked.name in {row["help_request"] for row in offers.requests_for(helper)}
	take_back(site, person, consents.HELP)
	assert asked.name not in {row["help_request"] for row in offers.requests_for(helper)}
	with refused():
		help_api.claim(asked.name, volunteer=helper)
	with refused():
		help_api.raise_request("理发", "理发", resident=person.name)
	told = said("Consent withdrawn: volunteers are not asked for help, and claim no request.")
	assert notes_on(site, "Help Request", asked.name) == told
	assert site.db.get_value("Help Request", asked.name, "stage") == "Raised"


def test_a_finding_and_a_request_become_no_case(site, person):
	found = [{"kind": "Case", "description": "门前路灯坏", "category": CATEGORY}]
	asked = new(site, "Help Request", resident=person.name, help_kind="理发", need="理发")
	visit = new(site, "Visit", resident=person.name, result="Met", findings=found)
	take_back(site, person, consents.SHARING)
	with refused():
		visits_api.follow_findings(visit.name)
	with refused():
		visits_api.finding_to_case(visit.name, visit.findings[0].name)
	with refused():
		help_api.act(asked.name, "Refer", note="Too hard", category=CATEGORY)
	assert site.db.get_value("Visit Finding", visit.findings[0].name, "case_file") is None


def attach_picture(site, name: str, file_name: str = "portrait.png"):
	about = {"attached_to_doctype": "Resident", "attached_to_name": name, "is_private": 1}
	return new(site, "File", file_name=file_name, content=picture(), **about)


def test_pictures_go_and_none_are_added(site, person):
	kept = attach_picture(site, person.name)
	paper = new(site, "File", file_name="a.txt", content=b"x", is_private=1)
	paper.update({"attached_to_doctype": "Resident", "attached_to_name": person.name}).save()
	take_back(site, person, consents.PHOTOGRAPHS)
	assert not site.db.exists("File", kept.name) and site.db.exists("File", paper.name)
	with refused():
		attach_picture(site, person.name, "portrait.HEIC")
	loose = new(site, "File", file_name="b.png", content=picture(), is_private=1)
	loose.update({"attached_to_doctype": "Resident", "attached_to_name": person.name})
	with refused():
		loose.save()


def test_nobody_looks_up_the_number_to_call(site, person):
	take_back(site, person, consents.CONTACT)
	doc = site.get_doc("Resident", person.name)
	with refused():
		reveal.reveal(doc, "mobile", "Service to the Person")
	assert reveal.reveal(doc, "mobile", "Emergency"), "a life goes first (PIPL Art. 13.4)"
	asked = new(site, "Help Request", resident=person.name, help_kind="理发", need="理发")
	told = help_api.contact(asked.name)
	assert told["mobile"] is None and "withdrawn the consent to calls" in told["note"]


def test_a_volunteer_serves_no_more_and_keeps_what_was_earned(site, person):
	typed = reveal.plain(site.get_doc("Resident", person.name), "mobile")
	name = make_volunteer(site, full_name=person.full_name, mobile=typed).name
	site.db.set_value("Volunteer", name, "balance", 7)
	assert name in {helper.name for helper in helpers.volunteers_near(GRID)}
	before = persons.who_withdrew()
	take_back(site, person, consents.VOLUNTEERING)
	assert persons.who_withdrew() - before == {name}
	assert name not in {helper.name for helper in helpers.volunteers_near(GRID)}
	activity = make_activity(site, datetime(2037, 5, 1, 9))
	with refused():
		sign_ups.sign_up(activity.name, name)
	times = {"started_at": "2024-02-26 09:00", "ended_at": "2024-02-26 10:00"}
	with refused():
		new(site, "Service Record", volunteer=name, intensity="中度", **times)
	asked = new(site, "Help Request", grid=GRID, help_kind="理发", need="理发", place="广场")
	with refused():
		help_api.claim(asked.name, volunteer=name)
	assert site.db.get_value("Volunteer", name, "balance") == 7


def test_the_person_in_one_look_says_what_was_withdrawn(site, person):
	doc = site.get_doc("Resident", person.name)
	assert overview.overview_of(doc)["withdrawn"] == []
	for purpose in person.consents:
		take_back(site, person, purpose)
	assert overview.overview_of(doc)["withdrawn"] == sorted(person.consents)
	give(site, person.name, consents.HELP)
	assert consents.HELP not in overview.overview_of(doc)["withdrawn"]
	assert len(notes_on(site, "Resident", person.name).split("。")) > 1 or notes_on(
		site, "Resident", person.name
	)


def test_who_was_never_asked_has_withdrawn_nothing(site):
	resident = make_resident(site)
	assert not consents.has_withdrawn(resident.name, consents.CARE)
	assert new(site, "Visit", resident=resident.name).name
