"""Registration of volunteers: who must agree, who may approve, the same person, retirement, stars."""

from uuid import uuid4

import pytest

from community_gov.core.codes import shown_once
from community_gov.core.errors import (
	BadInputError,
	ConflictError,
	ImmutableError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.demo.people import email
from community_gov.registry.identity import protected_numbers
from community_gov.volunteering.registration import registrations
from community_gov.volunteering.services import recognised_hours
from tests.support.registry import GRID
from tests.support.volunteers import make_registration, make_volunteer, publish_text, random_person

MINOR = {"age_group": "Aged 14 to 17"}


@pytest.fixture
def as_user(site):
	"""as_user(key, step): runs a step as somebody of the demo."""

	def run(key: str, step):
		site.set_user(email(key))
		try:
			return step()
		finally:
			site.set_user("Administrator")

	return run


def decide(doc, state: str, **values):
	doc.reload()
	doc.update({"workflow_state": state, **values})
	return doc.save()


def test_approval_makes_one_volunteer_with_everything_said(site, as_user):
	person = random_person()
	doc = make_registration(
		site,
		mobile=person["mobile"],
		is_party_member=1,
		skills=[{"skill": "理发"}],
		languages=[{"language": "英语"}],
		availability=[{"weekday": "Monday", "from_time": "09:00", "until_time": "11:00"}],
	)
	assert (doc.stage, doc.mobile, len(shown_once(doc))) == (
		"Submitted",
		person["mobile"][:3] + "****" + person["mobile"][-4:],
		12,
	)
	assert (doc.consent_given_by, doc.consent_text) == ("The Person", publish_text(site))
	as_user("coordinator", lambda: decide(doc, "Approved"))
	volunteer = site.get_doc("Volunteer", doc.volunteer)
	assert volunteer.name.startswith("V") and person["identity_number"] not in volunteer.name
	assert (volunteer.status, volunteer.full_name, volunteer.grid) == ("Active", doc.full_name, GRID)
	assert (volunteer.registration, volunteer.is_party_member) == (doc.name, 1)
	assert [row.skill for row in volunteer.skills] == ["理发"]
	assert [row.language for row in volunteer.languages] == ["英语"]
	assert [row.weekday for row in volunteer.availability] == ["Monday"]
	assert protected_numbers.plain(volunteer, "mobile") == person["mobile"]
	assert doc.ended_by == email("coordinator")


def test_who_entered_it_does_not_approve_it(site, as_user):
	publish_text(site)
	doc = as_user("coordinator", lambda: make_registration(site))
	with pytest.raises(SeparationOfDutiesError, match="entered this registration"):
		as_user("coordinator", lambda: decide(doc, "Approved"))
	as_user("manager", lambda: decide(doc, "Approved"))
	assert doc.volunteer


def test_consent_is_asked_for_and_not_unsaid(site):
	with pytest.raises(BadInputError, match="Nobody has agreed"):
		make_registration(site, consents=0)
	doc = make_registration(site)
	doc.update({"consents": 0, "consent_text": None, "consented_at": "2020-01-01"})
	doc.save()
	assert (
		doc.consents == 1 and doc.consent_text == publish_text(site) and str(doc.consented_at)[:4] != "2020"
	)


def test_without_a_published_text_nobody_registers(site):
	site.db.set_value("Consent Text", {"purpose": registrations.PURPOSE}, "published", 0)
	doc = {"doctype": "Volunteer Registration", "full_name": "王演示", "mobile": random_person()["mobile"]}
	with pytest.raises(BadInputError, match="No consent text for volunteers"):
		site.get_doc({**doc, "grid": GRID, "consents": 1}).insert()


@pytest.mark.parametrize(
	("values", "words"),
	[
		(MINOR, "under 18 need a guardian"),
		({**MINOR, "guardian_name": "李演示"}, "under 18 need a guardian"),
		({**MINOR, "guardian_name": "李演示", "guardian_mobile": "15400000001"}, "guardian has not agreed"),
		({"age_group": "Under 14"}, "under 18 need a guardian"),
	],
)
def test_minors_need_a_guardian_who_agrees(site, values, words):
	with pytest.raises(BadInputError, match=words):
		make_registration(site, **values)


def test_a_guardian_speaks_for_a_child(site):
	guardian = {
		"guardian_name": "李演示",
		"guardian_mobile": random_person()["mobile"],
		"guardian_consents": 1,
	}
	child = make_registration(site, age_group="Under 14", **guardian)
	assert child.consent_given_by == "Guardian" and "****" in child.guardian_mobile
	assert make_registration(site, **MINOR, **guardian).consent_given_by == "The Person"
	adult = make_registration(site, **guardian)
	assert not (adult.guardian_name or adult.guardian_mobile or adult.guardian_mobile_secret)


@pytest.mark.parametrize(
	("values", "words"),
	[
		(
			{"availability": [{"weekday": "Monday", "from_time": "11:00", "until_time": "09:00"}]},
			"ends before it begins",
		),
		(
			{"availability": [{"weekday": "Monday", "from_time": "11:00", "until_time": "11:00"}]},
			"ends before it begins",
		),
		({"mobile": "12345"}, "is a short number"),
	],
)
def test_bad_values_are_refused(site, values, words):
	with pytest.raises(BadInputError, match=words):
		make_registration(site, **values)


def test_what_is_switched_off_is_not_offered(site):
	site.db.set_value("Service Language", "日语", "enabled", 0)
	with pytest.raises(BadInputError, match="日语 is not offered"):
		make_registration(site, languages=[{"language": "日语"}])


def test_the_same_number_is_the_same_person(site):
	mobile = random_person()["mobile"]
	first = make_registration(site, mobile=mobile)
	with pytest.raises(ConflictError, match=f"{first.name} with this number is open"):
		make_registration(site, mobile=mobile)
	decide(first, "Approved")
	second = make_registration(site, mobile=mobile)
	assert second.same_person == first.volunteer
	with pytest.raises(ConflictError, match=f"{first.volunteer} has this number already"):
		decide(second, "Approved")
	with pytest.raises(ConflictError, match=f"{first.volunteer} has this number already"):
		make_volunteer(site, mobile=mobile)


def test_a_retired_volunteer_comes_back_with_the_history(site):
	mobile = random_person()["mobile"]
	old = make_volunteer(site, mobile=mobile, joined_on="2020-01-01")
	old.status = "Retired"
	old.save()
	assert old.retired_on
	doc = make_registration(site, mobile=mobile)
	decide(doc, "Approved")
	old.reload()
	assert (doc.volunteer, old.status, old.retired_on) == (old.name, "Active", None)
	assert str(old.joined_on) == "2020-01-01"


def test_declining_needs_a_reason_and_ends_it(site):
	doc = make_registration(site)
	with pytest.raises(StageGuardError, match="No reason was given"):
		decide(doc, "Declined")
	decide(doc, "Declined", step_note="重复")
	assert (doc.stage, doc.volunteer) == ("Declined", None)
	with pytest.raises(ImmutableError):
		doc.delete()


def test_names_of_declined_registrations_go(site):
	doc = make_registration(site)
	decide(doc, "Declined", step_note="重复")
	registrations.forget_old()
	assert site.db.get_value("Volunteer Registration", doc.name, "full_name") == doc.full_name
	site.db.set_value("Volunteer Registration", doc.name, "ended_at", "2020-01-01")
	assert registrations.forget_old() >= 1
	fields = ["full_name", "mobile", "mobile_secret", "mobile_fingerprint"]
	assert site.db.get_value("Volunteer Registration", doc.name, fields) == ("已匿名", None, None, None)


def test_coordinators_are_told(site):
	doc = make_registration(site)
	told = site.get_all(
		"Notification Log", {"document_name": doc.name}, pluck="for_user", order_by="name asc"
	)
	assert email("coordinator") in told and email("volunteer") not in told


def test_open_work_is_handed_over_or_keeps_a_volunteer(site):
	leader, heir = make_volunteer(site), make_volunteer(site)
	team = {
		"doctype": "Volunteer Team",
		"team_name": f"演示队{uuid4().hex[:6]}",
		"grid": GRID[:12],
		"leader": leader.name,
	}
	team = site.get_doc(team).insert()
	leader.status = "Retired"
	with pytest.raises(ConflictError, match="leads 1 teams and has claimed 0 requests"):
		leader.save()
	leader.reload()
	leader.update({"status": "Retired", "successor": leader.name})
	with pytest.raises(BadInputError, match="not an active volunteer"):
		leader.save()
	leader.reload()
	leader.update({"status": "Retired", "successor": heir.name})
	leader.save()
	assert site.db.get_value("Volunteer Team", team.name, "leader") == heir.name
	assert leader.retired_on and site.db.exists("Volunteer", leader.name)


def test_points_on_hold_keep_a_volunteer(site):
	volunteer = make_volunteer(site)
	site.db.set_value("Volunteer", volunteer.name, "held_points", 5)
	volunteer.reload()
	volunteer.status = "Retired"
	with pytest.raises(ConflictError, match="points on hold"):
		volunteer.save()


def test_hours_and_stars_are_the_servers(site):
	volunteer = make_volunteer(site, hours=500, stars=5, no_shows=3, registration=None)
	assert (volunteer.hours or 0, volunteer.stars, volunteer.no_shows) == (0, 0, 0)
	site.db.set_value("Volunteer", volunteer.name, {"hours": 7, "stars": 4})
	recognised_hours.refresh(volunteer.name)
	assert site.db.get_value("Volunteer", volunteer.name, ["hours", "stars"]) == (0, 0)


def test_the_settings_keep_a_rising_list(site):
	settings = site.get_doc("Community Gov Settings")
	settings.star_hours = "300, 100"
	with pytest.raises(BadInputError, match="hours for stars cannot be read"):
		settings.save()
