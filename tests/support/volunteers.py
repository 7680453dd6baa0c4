"""Volunteers for tests: the published consent text, applicants and volunteers with numbers of their own."""

from uuid import uuid4

from community_gov.demo.persons import make_person
from community_gov.volunteering.registration.registrations import PURPOSE
from tests.support.registry import GRID


def random_person() -> dict:
	"""A fictitious person whom no other test and no other run uses."""
	return make_person(700_000 + uuid4().int % 250_000)


def publish_text(site) -> str:
	if name := site.db.get_value("Consent Text", {"purpose": PURPOSE, "published": 1}):
		return name
	values = {
		"consent_title": f"志愿者同意书{uuid4().int % 10**6}",
		"purpose": PURPOSE,
		"text": "演示",
		"published": 1,
	}
	return site.get_doc({"doctype": "Consent Text", **values}).insert().name


def registration_values(**values) -> dict:
	person = random_person()
	typed = {"full_name": person["full_name"], "mobile": person["mobile"], "grid": GRID, "consents": 1}
	return {**typed, **values}


def make_registration(site, **values):
	publish_text(site)
	return site.get_doc({"doctype": "Volunteer Registration", **registration_values(**values)}).insert()


def make_volunteer(site, **values):
	values = {"full_name": f"志演示{uuid4().int % 10**6}", "grid": GRID, "status": "Active", **values}
	return site.get_doc({"doctype": "Volunteer", **values}).insert()
