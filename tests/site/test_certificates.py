"""Certificates of service: hours as confirmed, sealed, verified by code with the name masked, revoked with a reason."""

from datetime import datetime, timedelta

import pytest

from frappe.utils import add_days

from community_gov.core.errors import BadInputError, ConflictError, ImmutableError, SeparationOfDutiesError
from community_gov.demo.people import email
from community_gov.volunteering.services import certificates, recognised_hours
from tests.support.site_clock import now
from tests.support.volunteers import make_volunteer

PERIOD = {"from_date": "2024-01-01", "to_date": "2024-06-30"}


def serve(site, volunteer: str, day: str, hours: float = 2, stage: str = "Confirmed") -> None:
	"""A service that others have confirmed."""
	begins = datetime.fromisoformat(f"{day} 09:00")
	doc = site.new_doc("Service Record")
	doc.update({"volunteer": volunteer, "started_at": begins, "ended_at": begins + timedelta(hours=hours)})
	doc.insert()
	site.db.set_value("Service Record", doc.name, "stage", stage)


def issue(site, volunteer: str, **values):
	return site.get_doc(
		{"doctype": "Service Certificate", "volunteer": volunteer, **PERIOD, **values}
	).insert()


@pytest.fixture
def volunteer(site) -> str:
	name = make_volunteer(site, full_name="志演示证明").name
	for day in ("2024-01-01", "2024-03-05", "2024-06-30"):
		serve(site, name, day)
	serve(site, name, "2024-07-01", hours=5)
	serve(site, name, "2024-04-01", hours=3, stage="Recorded")
	return name


def test_confirmed_hours_of_the_period_alone_count(site, volunteer):
	doc = issue(site, volunteer, hours=900, verification_code="A" * 12, status="Revoked", volunteer_name="x")
	assert (doc.hours, doc.service_count, doc.volunteer_name, doc.status) == (6, 3, "志演示证明", "Valid")
	assert len(doc.verification_code) == 12 and doc.verification_code != "A" * 12
	recognised_hours.refresh(volunteer)
	assert site.db.get_value("Volunteer", volunteer, ["hours", "stars"]) == (11, 0)


def test_stars_follow_the_hours_and_the_settings(site, volunteer):
	site.db.set_single_value("Community Gov Settings", "star_hours", "5, 10, 20")
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	try:
		recognised_hours.refresh(volunteer)
		assert site.db.get_value("Volunteer", volunteer, ["hours", "stars"]) == (11, 2)
	finally:
		site.clear_document_cache("Community Gov Settings", "Community Gov Settings")


def test_the_page_tells_what_the_paper_says_with_the_name_masked(site, volunteer):
	doc = issue(site, volunteer)
	code = doc.verification_code
	told = certificates.verified(f" {code[:4].lower()}-{code[4:]}")
	assert told["volunteer_name"] == "志****" and (told["hours"], told["service_count"]) == (6, 3)
	assert (told["status"], str(told["from_date"]), str(told["to_date"])) == (
		"Valid",
		"2024-01-01",
		"2024-06-30",
	)
	assert set(told) == {
		*(
			"certificate",
			"volunteer_name",
			"from_date",
			"to_date",
			"hours",
			"service_count",
			"issued_on",
			"status",
		)
	}
	assert certificates.verified("A" * 12) is None and certificates.verified("") is None


@pytest.mark.parametrize(
	("field", "value"), [("hours", 600), ("volunteer_name", "别人"), ("to_date", "2025-01-01")]
)
def test_what_was_altered_in_the_database_is_told(site, volunteer, field, value):
	doc = issue(site, volunteer)
	site.db.set_value("Service Certificate", doc.name, field, value)
	assert certificates.verified(doc.verification_code) == {"certificate": doc.name, "status": "Altered"}


def test_revoking_takes_a_reason_and_is_told(site, volunteer):
	doc = issue(site, volunteer)
	with pytest.raises(BadInputError, match="No reason was given"):
		certificates.revoke(site.get_doc(doc.doctype, doc.name), " ")
	certificates.revoke(site.get_doc(doc.doctype, doc.name), "时长有误")
	assert certificates.verified(doc.verification_code)["status"] == "Revoked"
	with pytest.raises(ConflictError, match="revoked already"):
		certificates.revoke(site.get_doc(doc.doctype, doc.name), "再次")
	site.db.set_value("Service Certificate", doc.name, "status", "Valid")
	assert certificates.verified(doc.verification_code)["status"] == "Altered", (
		"nobody brings it back by hand"
	)


def revoke_service(site, volunteer: str, day: str) -> str:
	name = site.db.get_value("Service Record", {"volunteer": volunteer, "started_at": f"{day} 09:00:00"})
	doc = site.get_doc("Service Record", name)
	# What the state says follows from the stage that the fixture wrote.
	doc.db_set({"workflow_state": "Confirmed", "decided_at": add_days(now(), -1)})
	doc.reload()
	doc.move_to_stage("Revoked", "Revoke", "弄错了人")
	return name


def test_a_certificate_ends_with_a_service_that_it_counts(site, volunteer):
	counted, earlier = issue(site, volunteer), issue(site, volunteer, to_date="2024-02-28")
	name = revoke_service(site, volunteer, "2024-06-30")
	stored = site.get_doc("Service Certificate", counted.name)
	assert (stored.status, name in stored.revoke_reason) == ("Revoked", True)
	assert certificates.verified(counted.verification_code)["status"] == "Revoked"
	assert certificates.verified(earlier.verification_code)["status"] == "Valid"
	later = issue(site, volunteer)
	assert (later.hours, certificates.verified(later.verification_code)["status"]) == (4, "Valid")


def test_a_certificate_from_before_the_confirmation_stays(site, volunteer):
	doc = issue(site, volunteer)
	site.get_doc("Service Certificate", doc.name).db_set("issued_on", add_days(now(), -2))
	revoke_service(site, volunteer, "2024-06-30")
	assert certificates.verified(doc.verification_code)["status"] == "Valid"


def test_a_certificate_is_not_rewritten(site, volunteer):
	doc = issue(site, volunteer)
	doc.hours = 600
	with pytest.raises(ImmutableError):
		doc.save()
	with pytest.raises(ImmutableError):
		site.get_doc(doc.doctype, doc.name).delete()


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"from_date": "2024-06-30", "to_date": "2024-01-01"}, "ends before it begins"),
		({"to_date": "2099-01-01"}, "lies ahead"),
		({"from_date": "2023-01-01", "to_date": "2023-12-31"}, "No hour of this period is confirmed"),
	],
)
def test_periods_that_cannot_be(site, volunteer, values, words):
	with pytest.raises(BadInputError, match=words):
		issue(site, volunteer, **values)


def test_nobody_certifies_themselves(site, volunteer):
	site.db.set_value("Volunteer", {"user": email("coordinator")}, "user", None)
	site.db.set_value("Volunteer", volunteer, "user", email("coordinator"))
	site.set_user(email("coordinator"))
	with pytest.raises(SeparationOfDutiesError):
		issue(site, volunteer)


def test_the_paper_carries_number_code_and_qr(site, volunteer):
	doc = issue(site, volunteer)
	html = site.get_print(doc.doctype, doc.name, "Service Certificate")
	for words in (doc.name, doc.verification_code[:4], "<svg", "志演示证明", volunteer):
		assert words in html
