"""A guardian who leaves the register stands on no consent of a former ward, nor a ward's guardian on an erased one."""

from datetime import date

import pytest

from community_gov.core.erasure import erase
from community_gov.patches import link_guardians_of_consents
from community_gov.registry.homes import residence
from community_gov.registry.identity import merging
from community_gov.registry.privacy.person_erasure import anonymise_person
from tests.support.accounts import number
from tests.support.person_search import rows_holding
from tests.support.registry import GRID, make_resident
from tests.support.site_clock import today
from tests.support.volunteers import make_registration, make_volunteer, publish_text


def make_child(site, **guardian):
	return make_resident(
		site, identity_number=None, birth_date=date(today().year - 8, 1, 1), mobile=None, **guardian
	)


@pytest.fixture
def guardian(site):
	return make_resident(site, full_name=f"监护演示{number()}", mobile=number())


def consent_of(site, child):
	values = {"resident": child.name, "consent_text": publish_text(site)}
	return site.get_doc({"doctype": "Consent", **values}).insert()


def leave_and_be_erased(site, name: str) -> None:
	residence.leave(site.get_doc("Resident", name), today(), "武汉")
	anonymise_person("Resident", name)


def spelt(name: str) -> list[str]:
	"""A name as it is, and as JSON of a history writes it."""
	return [name, name.encode("unicode_escape").decode()]


def by_record(site, guardian, mobile) -> dict:
	return {"guardian": guardian.name}


def by_name_and_number(site, guardian, mobile) -> dict:
	return {"guardian_name": guardian.full_name, "guardian_mobile": mobile}


WAYS = (by_record, by_name_and_number)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("former", ["another guardian", "of age", "still a ward"])
def test_an_erased_guardian_stands_on_no_consent(site, way, former):
	mobile = number()
	guardian = make_resident(site, full_name=f"监护演示{number()}", mobile=mobile)
	child = make_child(site, **way(site, guardian, mobile))
	consent = consent_of(site, child)
	assert (consent.given_by, consent.guardian_name) == ("Guardian", guardian.full_name)
	grow_apart(site, child, former)
	leave_and_be_erased(site, guardian.name)
	fields = ["guardian", "guardian_name", "guardian_mobile_fingerprint", "guardian_mobile_secret"]
	assert set(site.db.get_value("Consent", consent.name, fields)) == {None}
	assert site.db.get_value("Consent", consent.name, ["status", "given_by"]) == ("Given", "Guardian")
	assert rows_holding(site, spelt(guardian.full_name)) == {}
	assert site.db.get_value("Resident", child.name, "full_name") == child.full_name


def grow_apart(site, child, former: str) -> None:
	doc = site.get_doc("Resident", child.name)
	if former == "another guardian":
		doc.update({"guardian": make_resident(site).name, "guardian_name": None, "guardian_mobile": None})
	if former == "of age":
		doc.update({"birth_date": date(today().year - 20, 1, 1), "guardian": None})
		doc.update({"guardian_name": None, "guardian_mobile": None})
	doc.save()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_an_erased_former_ward_names_no_guardian(site, way):
	mobile = number()
	guardian = make_resident(site, full_name=f"监护演示{number()}", mobile=mobile)
	child = make_child(site, **way(site, guardian, mobile))
	consent = consent_of(site, child)
	grow_apart(site, child, "of age")
	leave_and_be_erased(site, child.name)
	fields = ["guardian", "guardian_name", "guardian_mobile_fingerprint", "guardian_mobile_secret"]
	assert set(site.db.get_value("Consent", consent.name, fields)) == {None}
	held = rows_holding(site, spelt(guardian.full_name))
	assert {table for table, _column in held} <= {"tabResident", "tabVersion"}
	assert not site.db.exists("Version", {"ref_doctype": "Resident", "docname": child.name})
	assert site.db.get_value("Resident", guardian.name, "full_name") == guardian.full_name


def test_a_shared_number_takes_nobody_elses_name_off(site):
	mobile = number()
	one, other = (make_resident(site, full_name=f"监护演示{number()}", mobile=mobile) for _each in range(2))
	child = make_child(site, guardian_name=other.full_name, guardian_mobile=mobile)
	consent = consent_of(site, child)
	leave_and_be_erased(site, one.name)
	assert site.db.get_value("Consent", consent.name, "guardian_name") == other.full_name


def test_a_merged_guardian_is_found(site, guardian):
	child = make_child(site, guardian=guardian.name)
	consent = consent_of(site, child)
	kept = make_resident(site, full_name=guardian.full_name)
	site.db.set_value("Resident", guardian.name, {"identity_fingerprint": None, "identity_secret": None})
	merging.merge(kept, site.get_doc("Resident", guardian.name), "twice")
	assert site.db.get_value("Consent", consent.name, "guardian") == kept.name
	leave_and_be_erased(site, kept.name)
	assert site.db.get_value("Consent", consent.name, ["guardian", "guardian_name"]) == (None, None)


def test_a_guardian_of_a_young_volunteer_is_erased_there_too(site):
	"""The guardian is on the register, or a volunteer; the registration had name and number."""
	for doctype, make in (("Resident", make_resident), ("Volunteer", make_volunteer)):
		mobile, name = number(), f"监护演示{number()}"
		guardian = make(site, full_name=name, mobile=mobile)
		named = {"guardian_name": name, "guardian_mobile": mobile}
		asked = make_registration(site, age_group="Under 14", guardian_consents=1, **named)
		child = make_child(site, **named)
		consent = consent_of(site, child)
		anonymise_person(doctype, guardian.name)
		for kept, record in (("Volunteer Registration", asked), ("Resident", child), ("Consent", consent)):
			fields = ["guardian_name", "guardian_mobile_fingerprint"]
			assert site.db.get_value(kept, record.name, fields) == (None, None), (doctype, kept)


def test_an_upgrade_links_the_guardians_whom_wards_name_still(site, guardian):
	child = make_child(site, guardian=guardian.name)
	consent, changed = consent_of(site, child), consent_of(site, make_child(site, guardian=guardian.name))
	site.db.set_value("Consent", consent.name, "guardian", None)
	site.db.set_value("Consent", changed.name, {"guardian": None, "guardian_name": "王演示前任"})
	link_guardians_of_consents.execute()
	assert site.db.get_value("Consent", consent.name, "guardian") == guardian.name
	assert site.db.get_value("Consent", changed.name, "guardian") is None


def test_the_number_of_a_guardian_leaves_no_trace_in_a_history(site):
	mobile = number()
	child = make_child(site, guardian_name="王演示监护", guardian_mobile=mobile)
	consent = consent_of(site, child)
	assert consent.guardian_mobile_fingerprint and mobile not in str(consent.as_dict())
	assert rows_holding(site, [mobile]) == {}
	erase("Consent", consent.name)
	assert consent.grid == GRID
