"""Volunteers for tests: the published consent text, applicants and volunteers with numbers of their own."""

import itertools
import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from community_gov.demo.persons import make_person
from community_gov.volunteering.registration.registrations import PURPOSE
from tests.support.registry import GRID

# Where a run begins among a thousand days, and at what time of the day: a site outlives many runs.
_DAYS, _SHIFT = itertools.count(secrets.randbelow(1_000)), timedelta(minutes=secrets.randbelow(1_440))


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


def free_hour() -> dict[str, str]:
	"""An hour long ago on a day of its own in this run: services of one person must not overlap."""
	begins = datetime(2021, 1, 1) + _SHIFT + timedelta(hours=25) * (next(_DAYS) % 1_000)
	return {"started_at": str(begins), "ended_at": str(begins + timedelta(hours=1))}
