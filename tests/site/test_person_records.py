"""A volunteer and a resident who are one person: what is withdrawn or deleted for one is so for the other."""

import pytest

from community_gov.api.v1 import volunteer as volunteer_api
from community_gov.core.errors import BadInputError, ConflictError, ConsentWithdrawnError
from community_gov.demo.people import email
from community_gov.registry.homes import residence
from community_gov.registry.identity import account_holders, merging, person_records
from community_gov.registry.privacy import consents, data_requests, retention, withdrawal
from community_gov.volunteering.registration import anonymisation, persons
from tests.support.accounts import make_account, number
from tests.support.registry import FAR_GRID, GRID, make_resident
from tests.support.site_clock import today
from tests.support.volunteers import make_volunteer, publish_text


def change(site, doctype: str, name: str, **values) -> None:
	site.get_doc(doctype, name).update(values).save()


def by_account(site, resident, mobile: str) -> str:
	"""The record has no number; its account carries that of the person."""
	user = make_account(site, mobile, ("Volunteer",))
	return make_volunteer(site, full_name=resident.full_name, user=user).name


def by_a_number_given_up(site, resident, mobile: str) -> str:
	name = make_volunteer(site, full_name=resident.full_name, mobile=mobile).name
	change(site, "Volunteer", name, mobile=None)
	return name


def by_the_number_that_the_resident_gave_up(site, resident, mobile: str) -> str:
	name = make_volunteer(site, full_name=resident.full_name, mobile=mobile).name
	change(site, "Resident", resident.name, mobile=number())
	return name


def by_a_link(site, resident, mobile: str) -> str:
	"""Neither name nor number agree: staff know who it is."""
	name = make_volunteer(site).name
	volunteer_api.link_resident(name, resident.name)
	return name


WAYS = (by_account, by_a_number_given_up, by_the_number_that_the_resident_gave_up, by_a_link)


@pytest.fixture(params=WAYS, ids=lambda way: way.__name__)
def person(request, site):
	"""(resident, volunteer) of one person, the volunteer without an own number."""
	mobile = number()
	resident = make_resident(site, mobile=mobile)
	volunteer = request.param(site, resident, mobile)
	return site.get_doc("Resident", resident.name), volunteer


def consent_of(site, **holder):
	return site.get_doc({"doctype": "Consent", "consent_text": publish_text(site), **holder}).insert()


def test_a_withdrawn_consent_reaches_the_volunteer(site, person):
	resident, volunteer = person
	stranger = make_volunteer(site, full_name=resident.full_name).name
	consent = consent_of(site, resident=resident.name)
	persons.require_consent(volunteer)
	withdrawal.withdraw(site.get_doc("Consent", consent.name))
	with pytest.raises(ConsentWithdrawnError):
		persons.require_consent(volunteer)
	assert persons.who_withdrew() & {volunteer, stranger} == {volunteer}


def ask_for_deletion(site, resident):
	values = {"resident": resident.name, "kind": "Deletion", "request": "x", "identity_checked": 1}
	return site.get_doc({"doctype": "Personal Data Request", **values}).insert()


def test_a_deletion_waits_for_the_volunteer_record(site, person):
	resident, volunteer = person
	residence.leave(resident, today(), "武汉")
	request = ask_for_deletion(site, resident)
	with pytest.raises(ConflictError, match=f"is also volunteer {volunteer}"):
		data_requests.answer(request, True, "Done")
	change(site, "Volunteer", volunteer, status="Retired")
	anonymisation.anonymise(volunteer)
	data_requests.answer(site.get_doc("Personal Data Request", request.name), True, "Done")
	assert site.db.get_value("Resident", resident.name, "anonymised_on") == today()
	assert site.db.get_value("Volunteer", volunteer, ["full_name", "resident"]) == ("已匿名", None)


def test_the_retention_keeps_whoever_volunteers_still_and_says_so(site, person):
	resident, volunteer = person
	residence.leave(resident, today(), "武汉")
	site.db.set_single_value("Community Gov Settings", "retain_moved_out_months", 0)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	before = retention.run(dry_run=True)
	assert before["volunteering"] >= 1
	listed = site.db.get_value("Retention Run", before["run"], "records")
	assert resident.name in listed.partition("volunteering")[2]
	change(site, "Volunteer", volunteer, status="Retired")
	anonymisation.anonymise(volunteer)
	after = retention.run(dry_run=True)
	assert after["volunteering"] == before["volunteering"] - 1
	assert after["moved_out"] == min(before["moved_out"] + 1, retention.BATCH)


def test_a_family_shares_a_telephone_not_a_name(site):
	mobile = number()
	parent = make_resident(site, mobile=mobile)
	account = make_account(site, mobile, ("Volunteer",), first_name=parent.full_name, last_name=None)
	child = make_volunteer(site, mobile=mobile).name
	on_the_parents_phone = make_volunteer(site, user=account).name
	assert person_records.volunteers_of([parent.name]) == set()
	for volunteer in (child, on_the_parents_phone):
		assert person_records.residents_of(volunteer) == set(), "nor do account and telephone of the family"


def test_a_name_alone_ties_nobody(site):
	resident = make_resident(site)
	make_volunteer(site, full_name=resident.full_name, mobile=number())
	make_volunteer(site, full_name=resident.full_name)
	assert person_records.volunteers_of([resident.name]) == set()


def test_what_staff_say_counts_alone(site):
	"""A namesake on the same telephone is told apart by the link to somebody else."""
	mobile = number()
	resident = make_resident(site, mobile=mobile)
	volunteer = make_volunteer(site, full_name=resident.full_name, mobile=mobile).name
	assert person_records.residents_of(volunteer) == {resident.name}
	other = make_resident(site)
	volunteer_api.link_resident(volunteer, other.name)
	assert person_records.residents_of(volunteer) == {other.name}
	assert person_records.volunteers_of([resident.name]) == set()
	volunteer_api.link_resident(volunteer)
	assert person_records.volunteers_of([resident.name]) == {volunteer}


def test_a_merge_takes_the_link_along_and_back(site):
	kept, other = make_resident(site), make_resident(site, identity_number=None)
	volunteer = make_volunteer(site).name
	volunteer_api.link_resident(volunteer, other.name)
	entry = merging.merge(kept, other, "twice")
	assert person_records.residents_of(volunteer) == {kept.name}
	with pytest.raises(BadInputError, match="merged into another"):
		volunteer_api.link_resident(volunteer, other.name)
	merging.undo(site.get_doc("Resident Merge", entry.name))
	assert person_records.residents_of(volunteer) == {other.name}


def test_an_anonymous_record_is_linked_to_nobody(site):
	resident, volunteer = make_resident(site), make_volunteer(site, status="Active").name
	change(site, "Volunteer", volunteer, status="Retired")
	anonymisation.anonymise(volunteer)
	with pytest.raises(ConflictError, match="names nobody"):
		volunteer_api.link_resident(volunteer, resident.name)


def test_the_link_tells_whose_account_it_is(site):
	"""Two accounts, each with a volunteer record of the same resident, are one person's."""
	resident = make_resident(site)
	accounts = [make_account(site) for _each in range(2)]
	for user in accounts:
		volunteer_api.link_resident(make_volunteer(site, user=user).name, resident.name)
	assert account_holders.is_same_holder(*accounts)
	assert all(account_holders.is_resident(user, resident.name) for user in accounts)
	assert not account_holders.is_resident(make_account(site), resident.name)


@pytest.mark.parametrize("key", ["coordinator", "gridworker", "volunteer", "handler"])
def test_only_who_may_change_the_person_and_sees_the_volunteer_links(site, key):
	resident, volunteer = make_resident(site), make_volunteer(site, grid=GRID).name
	site.set_user(email(key))
	with pytest.raises(site.PermissionError):
		volunteer_api.link_resident(volunteer, resident.name)


def test_managers_link_within_their_area_and_nobody_writes_the_field(site):
	resident, far = make_resident(site), site.get_all("Resident", {"grid": FAR_GRID}, limit=1)
	volunteer = make_volunteer(site, grid=GRID).name
	site.set_user(email("manager"))
	assert volunteer_api.link_resident(volunteer, resident.name)["resident"] == resident.name
	with pytest.raises(site.PermissionError):
		volunteer_api.link_resident(volunteer, far[0].name)
	site.set_user("Administrator")
	change(site, "Volunteer", volunteer, resident=far[0].name)
	assert site.db.get_value("Volunteer", volunteer, "resident") == resident.name


def test_the_consent_of_the_linked_person_is_seen_by_jobs(site):
	"""The link set after the withdrawal stops the volunteer, unless they have agreed anew since."""
	resident, volunteer = make_resident(site), make_volunteer(site).name
	withdrawal.withdraw(consent_of(site, resident=resident.name))
	assert not consents.has_withdrawn(volunteer, consents.VOLUNTEERING, "Volunteer")
	volunteer_api.link_resident(volunteer, resident.name)
	assert volunteer in persons.who_withdrew()
	consent_of(site, volunteer=volunteer)
	assert volunteer not in persons.who_withdrew()
	persons.require_consent(volunteer)
