"""What ends a family proxy ends what it sees and the codes it drew; what is confidential it never sees."""

import pytest

import frappe

from community_gov.casework.intake import tracking
from community_gov.portal import family_proxies, represented
from community_gov.registry.identity.protected_numbers import fingerprint, plain
from community_gov.registry.privacy import withdrawal
from tests.site.test_withdrawn_consents import give
from tests.support.registry import GRID, make_household, make_resident
from tests.support.volunteers import random_person

PURPOSE, TERMS = "Family Proxy", ("Child", 6)


@pytest.fixture
def elder(site):
	return make_resident(site, make_household(site))


@pytest.fixture
def child():
	return random_person()["mobile"]


def reported(site, number: str) -> str:
	values = {"description": "井盖破损", "grid": GRID, "source": "Hotline", "category": "M06010"}
	return site.get_doc({"doctype": "Case", **values, "reporter_phone": number}).insert().name


def by_code(mobile: str, proxy: str, **values):
	given = {"mobile": mobile, "granted_by": family_proxies.BY_CODE, "ends_on": "2999-01-01", **values}
	name = family_proxies._insert(f"number {fingerprint(mobile)}", proxy, "Child", given)
	return family_proxies.standing(name, proxy)


def by_staff(site, elder, child: str):
	consent = give(site, elder.name, PURPOSE)
	name = family_proxies.grant_by_staff(site.get_doc("Resident", elder.name), consent, child, *TERMS)
	return consent, family_proxies.standing(name, child)


def seen(doc) -> set[str]:
	return {row["name"] for row in represented.records_of(doc)["records"]}


def test_a_confidential_report_is_not_for_relatives(site, child):
	mother = random_person()["mobile"]
	open_to_all, confidential = reported(site, mother), reported(site, mother)
	site.db.set_value("Case", confidential, "is_confidential", 1)
	doc = by_code(mother, child)
	assert seen(doc) == {open_to_all}
	with pytest.raises(frappe.DoesNotExistError, match="No record of this person"):
		represented.new_code(doc, "case", confidential, child)


def test_a_code_ends_with_the_proxy_that_drew_it(site, child, travel):
	travel("2031-03-03 09:00")
	mother = random_person()["mobile"]
	one, other = reported(site, mother), reported(site, mother)
	doc = by_code(mother, child)
	drawn, _replaced = (represented.new_code(doc, "case", name, child) for name in (one, other))
	assert tracking.case_by_code(drawn) == one
	travel("2031-03-03 09:05")
	own = represented.own_records.new_code("case", other, mother)
	family_proxies.end(doc.name, family_proxies.PERSON)
	assert tracking.case_by_code(drawn) is None
	assert tracking.case_by_code(own) == other, "the person drew it since"


def test_a_withdrawn_consent_ends_every_proxy_for_good(site, elder, child):
	number = plain(elder, "mobile")
	phone, (consent, doc) = by_code(number, random_person()["mobile"]), by_staff(site, elder, child)
	withdrawal.withdraw(site.get_doc("Consent", consent))
	give(site, elder.name, PURPOSE)
	ended = {"status": "Ended", "ended_by": family_proxies.PERSON}
	for name in (doc.name, phone.name):
		assert site.db.get_value("Family Proxy", name, list(ended), as_dict=True) == ended, "a later consent"
	with pytest.raises(frappe.DoesNotExistError, match="does not stand any more"):
		family_proxies.standing(doc.name, child)


def test_staff_grant_no_records_of_a_number_that_is_another_persons_now(site, elder, child):
	_consent, doc = by_staff(site, elder, child)
	case = reported(site, plain(elder, "mobile"))
	assert case in seen(doc)
	elder.reload()
	elder.mobile = random_person()["mobile"]
	elder.save()
	assert case not in seen(doc)
	with pytest.raises(frappe.DoesNotExistError, match="No record of this person"):
		represented.new_code(doc, "case", case, child)


def test_nobody_acts_for_the_dead(site, elder, child):
	_consent, doc = by_staff(site, elder, child)
	site.db.set_value("Resident", elder.name, "status", "Deceased")
	assert family_proxies.of_number(child)["acts_for"] == []
	with pytest.raises(frappe.DoesNotExistError, match="does not stand any more"):
		family_proxies.standing(doc.name, child)
