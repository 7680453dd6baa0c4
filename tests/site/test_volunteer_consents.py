"""The consent of a volunteer who is on no register of residents: given by version, withdrawn, given anew."""

from datetime import datetime, timedelta

import pytest

from frappe import _

from community_gov.api.v1 import volunteer as volunteer_api
from community_gov.core.errors import BadInputError, ConflictError, ConsentWithdrawnError
from community_gov.core.notifications import site_language
from community_gov.demo.people import email
from community_gov.patches import file_consents_of_volunteers
from community_gov.registry.privacy import consents, person_places, withdrawal
from community_gov.volunteering.activities import attendance, sign_ups
from community_gov.volunteering.matching import helpers
from community_gov.volunteering.registration import anonymisation, persons, registrations
from tests.support.accounts import make_account, number
from tests.support.activities import make_activity
from tests.support.registry import GRID, make_resident
from tests.support.site_clock import today
from tests.support.volunteers import free_hour, make_registration, make_volunteer, publish_text


def newer_text(site) -> str:
	values = {
		"consent_title": "志愿者同意书二",
		"purpose": consents.VOLUNTEERING,
		"text": "新",
		"published": 1,
	}
	return site.get_doc({"doctype": "Consent Text", **values}).insert().name


def admitted(site, **values) -> str:
	"""A volunteer whom an approved registration has made."""
	return registrations.admit(make_registration(site, **values))


def consent_of(site, volunteer: str):
	return site.get_doc("Consent", {"volunteer": volunteer, "status": "Given"})


def take_down(site, **values):
	return site.get_doc({"doctype": "Consent", "consent_text": publish_text(site), **values}).insert()


def refused():
	return pytest.raises(ConsentWithdrawnError, match=r"has withdrawn the consent to .* anew")


def test_the_consent_comes_with_the_registration(site):
	registration = make_registration(site)
	volunteer = registrations.admit(registration)
	consent = consent_of(site, volunteer)
	assert (consent.consent_text, consent.purpose) == (registration.consent_text, consents.VOLUNTEERING)
	assert (consent.given_by, consent.form, consent.grid) == ("The Person", "Written", GRID)
	assert consent.given_on == registration.consented_at.date() and not consent.needs_renewal


def test_the_version_of_that_day_is_filed_and_asked_for_anew(site):
	registration = make_registration(site)
	text = newer_text(site)
	consent = consent_of(site, registrations.admit(registration))
	assert (consent.consent_text, consent.needs_renewal) == (registration.consent_text, 1)
	anew = site.get_doc({"doctype": "Consent", "volunteer": consent.volunteer, "consent_text": text}).insert()
	assert not anew.needs_renewal
	assert site.db.get_value("Consent", consent.name, "status") == "Replaced"


def test_who_comes_back_has_one_standing_consent(site):
	registration = make_registration(site)
	volunteer = registrations.admit(registration)
	site.get_doc("Volunteer", volunteer).update({"status": "Retired"}).save()
	assert registrations.admit(registration) == volunteer
	assert site.get_all("Consent", {"volunteer": volunteer}, pluck="status", order_by="name") == ["Given"]


def test_nothing_of_volunteering_goes_on_and_points_stay(site):
	volunteer = admitted(site)
	site.db.set_value("Volunteer", volunteer, "balance", 7)
	assert volunteer in {helper.name for helper in helpers.volunteers_near(GRID)}
	withdrawal.withdraw(consent_of(site, volunteer), "No time")
	activity = make_activity(site, datetime(2037, 5, 1, 9))
	with refused():
		sign_ups.sign_up(activity.name, volunteer)
	with refused():
		site.get_doc(
			{"doctype": "Service Record", "volunteer": volunteer, "intensity": "中度", **free_hour()}
		).insert()
	assert volunteer in persons.who_withdrew()
	assert volunteer not in {helper.name for helper in helpers.volunteers_near(GRID)}
	assert site.db.get_value("Volunteer", volunteer, "balance") == 7
	notes = site.get_all("Comment", {"reference_name": volunteer, "comment_type": "Info"}, pluck="content")
	with site_language():
		assert _("Consent withdrawn: no sign-ups, claims or services; points earned stay.") in notes
	with pytest.raises(ConflictError, match="withdrawn already"):
		withdrawal.withdraw(site.get_doc("Consent", {"volunteer": volunteer}))


def test_a_place_taken_before_leads_to_no_service(site):
	volunteer, other = admitted(site), make_volunteer(site).name
	roles = [{"role_title": "引导", "capacity": 1, "intensity": "中度"}]
	activity = make_activity(site, datetime(2037, 5, 1, 9), roles=roles)
	sign_ups.sign_up(activity.name, other)
	assert sign_ups.sign_up(activity.name, volunteer).status == "Waiting"
	withdrawal.withdraw(consent_of(site, volunteer))
	assert sign_ups.cancel(activity.name, other)["moved_up"] == 0, "the job passes them over"
	with refused():
		sign_ups.come_still(activity.name, volunteer)
	with refused():
		attendance.check_in(activity.name, volunteer, by_organiser=True)
	take_down(site, volunteer=volunteer)
	assert sign_ups.move_up(sign_ups.lock(activity.name)) == [volunteer]


def test_a_new_consent_starts_it_again(site):
	volunteer = admitted(site)
	withdrawal.withdraw(consent_of(site, volunteer))
	take_down(site, volunteer=volunteer)
	persons.require_consent(volunteer)
	assert volunteer not in persons.who_withdrew()


def test_a_consent_is_of_one_record_and_of_volunteers_for_volunteering_alone(site):
	volunteer, resident = make_volunteer(site).name, make_resident(site).name
	for holders in ({}, {"volunteer": volunteer, "resident": resident}):
		with pytest.raises(BadInputError, match="a resident or of a volunteer"):
			take_down(site, **holders)
	values = {"consent_title": "拍照", "purpose": "Photographs", "text": "演示", "published": 1}
	text = site.get_doc({"doctype": "Consent Text", **values}).insert().name
	with pytest.raises(BadInputError, match="for volunteering alone"):
		take_down(site, volunteer=volunteer, consent_text=text)
	take_down(site, volunteer=volunteer)
	with pytest.raises(ConflictError, match="on file already"):
		take_down(site, volunteer=volunteer)


def test_the_guardian_of_a_young_volunteer_speaks(site):
	guardian = {"guardian_name": "王演示监护", "guardian_mobile": number(), "guardian_consents": 1}
	volunteer = admitted(site, age_group="Under 14", **guardian)
	consent = consent_of(site, volunteer)
	assert (consent.given_by, consent.guardian_name) == ("Guardian", "王演示监护")
	with pytest.raises(BadInputError, match="is under 14"):
		take_down(site, volunteer=make_volunteer(site, age_group="Under 14").name)


def test_withdrawn_on_one_record_is_withdrawn_on_both(site):
	mobile = number()
	resident = make_resident(site, mobile=mobile)
	volunteer = admitted(site, full_name=resident.full_name, mobile=mobile)
	on_register = take_down(site, resident=resident.name)
	withdrawal.withdraw(consent_of(site, volunteer), "No time")
	stored = site.db.get_value("Consent", on_register.name, ["status", "withdrawn_reason"])
	assert stored == ("Withdrawn", "No time")
	assert consents.has_withdrawn(resident.name, consents.VOLUNTEERING)


def test_an_anonymous_volunteer_leaves_no_words_on_the_consent(site):
	guardian = {"guardian_name": "王演示监护", "guardian_mobile": number(), "guardian_consents": 1}
	volunteer = admitted(site, age_group="Aged 14 to 17", **guardian)
	consent = consent_of(site, volunteer)
	withdrawal.withdraw(consent, "王演示不想了")
	site.get_doc("Volunteer", volunteer).update({"status": "Retired"}).save()
	anonymisation.anonymise(volunteer)
	row = site.db.get_value("Consent", consent.name, ["status", "withdrawn_reason", "guardian_name"])
	assert row == ("Withdrawn", None, None)
	assert site.db.get_value("Volunteer", volunteer, "full_name") == person_places.ANONYMOUS


@pytest.fixture
def own(site):
	"""The volunteer record of the account that is signed in."""
	user = make_account(site, number(), ("Volunteer",))
	volunteer = admitted(site)
	site.get_doc("Volunteer", volunteer).update({"user": user}).save()
	site.set_user(user)
	return volunteer


def test_volunteers_take_their_own_consent_back_and_give_it_anew(site, own):
	told = volunteer_api.consents()
	assert (told["volunteer"], told["withdrawn"], told["may_agree"]) == (own, False, False)
	assert [row["status"] for row in told["consents"]] == ["Given"]
	assert volunteer_api.withdraw_consent("No time")["status"] == "Withdrawn"
	with pytest.raises(ConflictError, match="No consent of yours stands"):
		volunteer_api.withdraw_consent()
	told = volunteer_api.consents()
	assert (told["withdrawn"], told["may_agree"]) == (True, True)
	with pytest.raises(ConflictError, match="Another text"):
		volunteer_api.give_consent(told["text"]["version"] + 1)
	volunteer_api.give_consent(told["text"]["version"])
	told = volunteer_api.consents()
	assert (told["withdrawn"], told["may_agree"]) == (False, False)
	assert {row["status"] for row in told["consents"]} == {"Given", "Withdrawn"}


def test_a_child_does_not_agree_alone(site, own):
	site.db.set_value("Volunteer", own, "age_group", "Under 14")
	withdrawal.withdraw(consent_of(site, own))
	told = volunteer_api.consents()
	assert not told["may_agree"]
	with pytest.raises(BadInputError, match="the guardian gives"):
		volunteer_api.give_consent(told["text"]["version"])


def test_nobody_else_has_an_own_consent(site):
	site.set_user(email("gridworker"))
	for call in (volunteer_api.consents, volunteer_api.withdraw_consent):
		with pytest.raises(site.PermissionError):
			call()


def test_an_upgrade_files_what_registrations_say(site):
	volunteer = admitted(site)
	site.get_doc("Volunteer", volunteer).update(
		{"registration": site.db.get_value("Volunteer", volunteer, "registration")}
	)
	site.db.delete("Consent", {"volunteer": volunteer})
	for _again in range(2):
		file_consents_of_volunteers.execute()
	assert site.get_all("Consent", {"volunteer": volunteer}, pluck="status", order_by="name") == ["Given"]
	assert consent_of(site, volunteer).given_on <= today() + timedelta(0)
