"""Consent, the person's own rights, incidents, retention: what the law asks of a register of people."""

import json
from datetime import date, timedelta

import pytest

from community_gov.core.errors import BadInputError, ConflictError, ImmutableError
from community_gov.registry.homes import residence
from community_gov.registry.privacy import consents, data_requests, person_erasure, retention, withdrawal
from community_gov.registry.privacy.person_places import ANONYMOUS
from tests.support.registry import family, make_resident
from tests.support.site_clock import today

PURPOSE = "Photographs"


def make_text(site, published: int = 1):
	values = {"consent_title": "拍照同意书", "purpose": PURPOSE, "text": "演示文本", "published": published}
	return site.get_doc({"doctype": "Consent Text", **values}).insert()


def give(site, resident, text, **values):
	values = {"resident": resident.name, "consent_text": text.name, **values}
	return site.get_doc({"doctype": "Consent", **values}).insert()


def test_texts_are_numbered_when_published_and_stay(site):
	draft = make_text(site, published=0)
	assert draft.version in (None, 0)
	first, second = make_text(site), make_text(site)
	assert second.version == first.version + 1 and second.published_on
	second.text = "other words"
	with pytest.raises(ImmutableError, match="stays as it is"):
		second.save()
	with pytest.raises(ImmutableError, match="stays as it is"):
		site.get_doc("Consent Text", second.name).delete()


def test_a_consent_is_to_the_newest_published_text(site):
	resident = make_resident(site)
	with pytest.raises(BadInputError, match="not the published one"):
		give(site, resident, make_text(site, published=0))
	old, new = make_text(site), make_text(site)
	with pytest.raises(BadInputError, match="not the published one"):
		give(site, resident, old)
	with pytest.raises(BadInputError, match="lies ahead"):
		give(site, resident, new, given_on=today() + timedelta(1))
	doc = give(site, resident, new, status="Withdrawn", given_by="Guardian", purpose="Visits and Care")
	assert (doc.status, doc.given_by, doc.purpose, doc.grid) == (
		"Given",
		"The Person",
		PURPOSE,
		resident.grid,
	)
	with pytest.raises(ConflictError, match="on file already"):
		give(site, resident, new)


def test_a_new_text_asks_for_renewal_and_the_new_consent_replaces(site):
	resident = make_resident(site)
	first = give(site, resident, make_text(site))
	text = make_text(site)
	assert site.db.get_value("Consent", first.name, ["status", "needs_renewal"]) == ("Given", 1)
	give(site, resident, text)
	assert site.db.get_value("Consent", first.name, ["status", "needs_renewal"]) == ("Replaced", 0)
	assert consents.has_consented(resident.name, PURPOSE)


def test_withdrawal_is_at_once_and_remembers_when(site):
	resident = make_resident(site)
	consent = give(site, resident, make_text(site), given_on=today() - timedelta(3))
	assert consents.has_consented(resident.name, PURPOSE)
	withdrawal.withdraw(site.get_doc("Consent", consent.name), "No photos please")
	assert not consents.has_consented(resident.name, PURPOSE)
	assert consents.has_consented(resident.name, PURPOSE, today() - timedelta(1))
	with pytest.raises(ConflictError, match="withdrawn already"):
		withdrawal.withdraw(site.get_doc("Consent", consent.name))
	doc = site.get_doc("Consent", consent.name)
	doc.status = "Given"
	doc.save()
	assert site.db.get_value("Consent", consent.name, "status") == "Withdrawn"


def test_the_guardian_speaks_for_a_child(site):
	text, parent = make_text(site), make_resident(site)
	born = date(today().year - 5, 1, 1)
	child = make_resident(site, identity_number=None, birth_date=born, guardian=parent.name)
	doc = give(site, child, text)
	assert (doc.given_by, doc.guardian_name) == ("Guardian", parent.full_name)


def ask(site, resident, kind: str, **values):
	values = {"resident": resident.name, "kind": kind, "request": "Please", **values}
	return site.get_doc({"doctype": "Personal Data Request", **values}).insert()


def test_a_request_is_due_after_the_days_of_the_settings(site):
	request = ask(
		site, make_resident(site), "Copy of Data", received_on=today() - timedelta(20), due_on="2999-01-01"
	)
	assert request.due_on == today() - timedelta(5)
	assert data_requests.overdue() >= 1
	with pytest.raises(BadInputError, match="lies ahead"):
		ask(site, make_resident(site), "Copy of Data", received_on=today() + timedelta(1))


def test_a_copy_tells_everything_and_no_number(site):
	resident = make_resident(site)
	number = resident.flags.typed = resident.identity_number
	told = data_requests.copy_for(ask(site, resident, "Copy of Data"))
	values = {row["value"] for row in told["person"]}
	assert {resident.full_name, number, resident.mobile} <= values
	assert all("*" in value for value in (number, resident.mobile))
	assert [row["event"] for row in told["residence"]] == ["Registered"]
	with pytest.raises(ConflictError, match="does not ask for a copy"):
		data_requests.copy_for(ask(site, resident, "Deletion"))


def test_a_request_is_answered_once_with_words_by_somebody_who_checked(site):
	request = ask(site, make_resident(site), "Explanation")
	with pytest.raises(BadInputError, match="needs words"):
		data_requests.answer(request, True, " ")
	with pytest.raises(BadInputError, match="Nobody has checked"):
		data_requests.answer(request, True, "Explained.")
	request.identity_checked = 1
	request.save()
	data_requests.answer(request, True, "Explained.")
	stored = site.get_doc("Personal Data Request", request.name)
	assert (stored.status, stored.answered_by, stored.answered_on) == ("Done", "Administrator", today())
	with pytest.raises(ConflictError, match="answered already"):
		data_requests.answer(stored, False, "No.")
	stored.request = "Other words"
	with pytest.raises(ImmutableError):
		stored.save()


def test_a_refusal_needs_no_check_but_a_reason(site):
	request = ask(site, make_resident(site), "Correction")
	data_requests.answer(request, False, "The register agrees with the document.")
	assert site.db.get_value("Personal Data Request", request.name, "status") == "Refused"


def test_deletion_waits_until_the_person_has_left(site):
	resident = make_resident(site)
	request = ask(site, resident, "Deletion", identity_checked=1)
	with pytest.raises(ConflictError, match="still lives here"):
		data_requests.answer(request, True, "Deleted.")
	residence.leave(site.get_doc("Resident", resident.name), today())
	data_requests.answer(site.get_doc("Personal Data Request", request.name), True, "Deleted.")
	assert site.db.get_value("Resident", resident.name, "full_name") == ANONYMOUS


def test_an_incident_closes_when_the_law_is_done(site):
	account = {"data_kinds": "Phones", "cause": "Lost sheet", "harm": "Calls"}
	incident = site.get_doc({"doctype": "Privacy Incident", "subject": "Sheet", **account}).insert()
	told = {"told_authority_at": site.utils.now_datetime(), "measures": "Found again"}
	for values, words in (
		({"status": "Closed"}, "authority is not told"),
		({"status": "Closed", **told}, "persons are not told"),
		({"found_at": "2999-01-01 00:00:00"}, "lies ahead"),
	):
		doc = site.get_doc("Privacy Incident", incident.name).update(values)
		with pytest.raises(BadInputError, match=words):
			doc.save()
	doc = site.get_doc("Privacy Incident", incident.name)
	doc.update({"status": "Closed", "not_told_reason": "Nobody saw it", **told}).save()
	assert site.db.get_value("Privacy Incident", incident.name, "status") == "Closed"
	with pytest.raises(ImmutableError):
		doc.delete()


@pytest.fixture
def gone(site):
	"""Three people: moved out long ago, died long ago, moved out yesterday."""
	site.db.set_single_value("Community Gov Settings", "retain_moved_out_months", 36)
	site.db.set_single_value("Community Gov Settings", "retain_deceased_months", 12)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	people = [make_resident(site, registered_place="孝感", mobile="15400000077") for _number in range(3)]
	steps = (residence.leave, residence.die, residence.leave)
	days = (today() - timedelta(1200), today() - timedelta(400), today() - timedelta(1))
	for person, step, day in zip(people, steps, days, strict=True):
		step(site.get_doc("Resident", person.name), day)
	return people


def test_a_dry_run_changes_nothing_and_says_whom(site, gone):
	told = retention.run(dry_run=True)
	assert told["moved_out"] >= 1 and told["deceased"] >= 1 and told["failed"] == 0
	records = json.loads(site.db.get_value("Retention Run", told["run"], "records"))
	assert gone[0].name in records["Moved Out"] and gone[1].name in records["Deceased"]
	assert gone[2].name not in records["Moved Out"]
	assert site.db.get_value("Resident", gone[0].name, "full_name") == gone[0].full_name


def test_whose_time_is_over_becomes_nobody(site, gone):
	text = make_text(site)
	consent = give(site, gone[0], text)
	site.get_doc("Resident", gone[0].name).add_comment("Comment", f"Call {gone[0].full_name}")
	retention.run(dry_run=False)
	for person in gone[:2]:
		row = site.db.get_value("Resident", person.name, "*", as_dict=True)
		told = " ".join(str(value) for value in row.values())
		assert row.full_name == ANONYMOUS and row.anonymised_on == today()
		assert row.status in ("Moved Out", "Deceased") and row.grid == person.grid
		for word in (person.full_name, "孝感", "154*", person.identity_number):
			assert word not in told
		assert not row.identity_secret and not row.identity_fingerprint and not row.mobile_secret
		assert not site.get_all("Version", {"docname": person.name}, order_by="name asc")
	assert not site.get_all("Comment", {"reference_name": gone[0].name}, order_by="name asc")
	assert site.db.get_value("Consent", consent.name, "evidence") is None
	assert site.db.get_value("Resident", gone[2].name, "full_name") == gone[2].full_name
	again = retention.run(dry_run=False)
	assert (again["moved_out"], again["deceased"]) == (0, 0)


def test_one_record_that_fails_does_not_stop_the_others(site, gone, monkeypatch):
	spoil, real = gone[0].name, person_erasure.erase

	def broken(doctype, name):
		if name == spoil:
			raise RuntimeError("disk")
		real(doctype, name)

	monkeypatch.setattr(person_erasure, "erase", broken)
	told = retention.run(dry_run=False)
	assert told["failed"] == 1
	assert site.db.get_value("Resident", spoil, ["full_name", "anonymised_on"]) == (gone[0].full_name, None)
	assert site.db.get_value("Resident", gone[1].name, "full_name") == ANONYMOUS


def test_the_night_runs_only_where_the_settings_say_so(site, gone):
	retention.run_nightly()
	assert site.db.get_value("Resident", gone[0].name, "full_name") == gone[0].full_name
	site.db.set_single_value("Community Gov Settings", "anonymise_automatically", 1)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	retention.run_nightly()
	assert site.db.get_value("Resident", gone[0].name, "full_name") == ANONYMOUS


def test_an_anonymous_parent_is_nobodys_guardian(site):
	_household, (_head, parent) = family(site, 2)
	child = make_resident(site, guardian=parent.name)
	residence.leave(site.get_doc("Resident", parent.name), today())
	person_erasure.anonymise_person("Resident", parent.name)
	assert site.db.get_value("Resident", child.name, "guardian") is None
