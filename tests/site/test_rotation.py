"""Another key or suite for the numbers: everybody is found meanwhile and after, nobody twice, and all copies follow."""

import json
from pathlib import Path

import pytest

import frappe

from community_gov.commands import rotate as command
from community_gov.core.errors import BadInputError, CipherSuiteError, ConflictError
from community_gov.registry.identity import (
	account_holders,
	cipher_suites,
	finding,
	merging,
	number_keys,
	reveal,
	rotation,
)
from community_gov.registry.identity.cipher_suites import AES, SM
from community_gov.registry.identity.number_keys import FORMER, KEY, SUITE, Protection
from community_gov.registry.identity.protected_numbers import PROTECTED, fingerprint, plain
from community_gov.volunteering.registration import persons
from tests.support.audit import exported, rows_of
from tests.support.number_keys import in_memory as keys_in_memory
from tests.support.registry import GRID, make_resident, person_values
from tests.support.site_clock import this_morning
from tests.support.volunteers import make_volunteer

DOCTYPES = Path(rotation.__file__).parents[2] / "doctype"


@pytest.fixture
def entries(site, monkeypatch):
	"""The site's configuration in memory; nothing is committed, nothing waits."""
	return keys_in_memory(monkeypatch)


def stored(doctype: str, name: str, prefix: str = "mobile") -> tuple[str, str]:
	return frappe.db.get_value(doctype, name, [f"{prefix}_secret", f"{prefix}_fingerprint"])


def typed_and_stored(site) -> tuple[dict, str]:
	typed = person_values(grid=GRID)
	return typed, site.get_doc(dict(typed)).insert().name


def test_the_declared_list_is_what_doctypes_have():
	found: dict[str, set[str]] = {}
	for path in DOCTYPES.glob("*/*.json"):
		doctype = json.loads(path.read_text(encoding="utf-8"))
		names = {field["fieldname"] for field in doctype["fields"]}
		secrets = {name.removesuffix("_secret") for name in names if name.endswith("_secret")}
		if secrets:
			found[doctype["name"]] = secrets
	assert found == {name: set(prefixes) for name, prefixes in PROTECTED.items()}


def test_a_site_without_people_gets_a_key_of_its_own(entries, monkeypatch):
	entries[KEY] = None
	assert not rotation.ensure_own_key() and entries[KEY] is None, "people are found under the key of before"
	monkeypatch.setattr(rotation, "_has_numbers", lambda doctype: False)
	assert rotation.ensure_own_key() and len(entries[KEY]) == 64


def test_fingerprints_leave_the_encryption_key(site, entries):
	"""Sites of before 0.2.0; what was interrupted after the switch is finished, and a second run does nothing."""
	entries[KEY] = None
	typed, name = typed_and_stored(site)
	before = stored("Resident", name)[1]
	assert rotation.separate_key()["Resident"] >= 1 and len(entries[KEY]) == 64
	assert stored("Resident", name)[1] == fingerprint(typed["mobile"]) != before
	assert rotation.separate_key() == {}


def test_everything_is_converted_and_back(site, entries):
	typed, name = typed_and_stored(site)
	volunteer = make_volunteer(site, mobile=typed["mobile"]).name
	counts = command.rotate_suite(SM)
	assert counts["Resident"] >= 1 and counts["Volunteer"] >= 1 and entries[FORMER] is None
	for doctype, prefixes in PROTECTED.items():
		for prefix in prefixes:
			sealed = site.get_all(
				doctype, {f"{prefix}_secret": ["is", "set"]}, pluck=f"{prefix}_secret", order_by="name asc"
			)
			assert {cipher_suites.suite_of(value) for value in sealed} <= {SM}, (doctype, prefix)
	assert stored("Resident", name)[1] == stored("Volunteer", volunteer)[1] == fingerprint(typed["mobile"])
	assert plain(site.get_doc("Resident", name), "identity_number") == typed["identity_number"]
	with pytest.raises(ConflictError, match="registered already"):
		site.get_doc(dict(typed)).insert()
	assert command.rotate_suite(SM) == {}
	command.rotate_suite(AES)
	assert stored("Resident", name)[0].startswith("gAAAA") and len(stored("Resident", name)[1]) == 64


def test_a_new_key_finds_everybody(site, entries):
	typed, name = typed_and_stored(site)
	before = stored("Resident", name)
	assert command.rotate_key()["Resident"] >= 1
	after = stored("Resident", name)
	assert entries[KEY] != "b" * 64 and after[0] == before[0] and after[1] != before[1]
	assert after[1] == fingerprint(typed["mobile"])


def test_people_are_found_and_told_apart_while_a_rotation_is_on_its_way(site, entries):
	typed, early = typed_and_stored(site)
	volunteer = make_volunteer(site, mobile=typed["mobile"]).name
	other = make_volunteer(site, mobile="13900002211").name
	number_keys.switch_to(Protection(SM, entries[KEY]))
	late_typed, late = typed_and_stored(site)
	assert stored("Resident", late)[1].startswith("sm3:") and not stored("Resident", early)[1].startswith(
		"sm3:"
	)
	for number, name in ((typed, early), (late_typed, late)):
		found = finding.by_number(number["identity_number"], None, "Emergency")
		assert [row["name"] for row in found] == [name]
		with pytest.raises(ConflictError, match="registered already"):
			site.get_doc(dict(number)).insert()
	doc = site.get_doc("Volunteer", other)
	doc.mobile = typed["mobile"]
	with pytest.raises(ConflictError, match="has this number already"):
		doc.save()
	user = site.get_doc("User", "Administrator")
	user.db_set("mobile_no", typed["mobile"])
	assert persons.is_self("Administrator", volunteer)
	assert account_holders.is_resident("Administrator", early)
	assert not persons.is_self("Administrator", other)


def test_two_numbers_are_two_people_meanwhile(site, entries):
	_typed, early = typed_and_stored(site)
	number_keys.switch_to(Protection(SM, entries[KEY]))
	_typed, late = typed_and_stored(site)
	with pytest.raises(BadInputError, match="different identity numbers"):
		merging.merge(site.get_doc("Resident", early), site.get_doc("Resident", late), "Same name")


def test_a_merge_of_before_is_undone_after(site, entries):
	typed, other = typed_and_stored(site)
	kept = make_resident(site, identity_number=None, mobile=None).name
	entry = merging.merge(site.get_doc("Resident", kept), site.get_doc("Resident", other), "Entered twice")
	assert rotation.rotate(Protection(SM, "c" * 64))["Resident Merge"] >= 1
	assert "gAAAA" not in site.db.get_value("Resident Merge", entry.name, "moved")
	merging.undo(site.get_doc("Resident Merge", entry.name))
	assert stored("Resident", kept) == (None, None)
	assert stored("Resident", other)[1] == fingerprint(typed["mobile"])
	assert plain(site.get_doc("Resident", other), "identity_number") == typed["identity_number"]


def test_what_cannot_be_done_is_refused_before_anything_changes(site, entries, monkeypatch):
	before = dict(entries)
	monkeypatch.setattr(cipher_suites, "is_supported", lambda suite: suite == AES)
	with pytest.raises(CipherSuiteError, match=r"cannot do SM4-GCM / SM3-HMAC\. Install the package"):
		command.rotate_suite(SM)
	assert entries == before
	entries[SUITE] = "ROT13"
	with pytest.raises(CipherSuiteError, match=r"is no cipher suite\. Choose one of: AES / SHA-256"):
		make_resident(site)


def test_a_second_rotation_at_once_is_refused(site, entries, monkeypatch):
	monkeypatch.setattr(rotation, "LOCK_SECONDS", 0.1)
	before = dict(entries)
	with (
		rotation._alone(),
		pytest.raises(ConflictError, match=r"rotation is at work on this site\. Wait until"),
	):
		command.rotate_suite(SM)
	assert entries == before


def test_a_number_under_another_key_is_refused_in_words(site, entries):
	_typed, name = typed_and_stored(site)
	site.db.set_value("Resident", name, "mobile_secret", "sm4gcm:AAAA")
	with pytest.raises(CipherSuiteError, match=r"cannot be opened with the site's key\. Put encryption_key"):
		plain(site.get_doc("Resident", name), "mobile")


def entries_of_log(site) -> list[str]:
	"""What rotations have left in the log in this test, first to last."""
	rows = site.get_all(
		"Sensitive Access Log",
		{"purpose": "Key Rotation", "creation": [">=", this_morning()]},
		["detail", "user", "accessed_at"],
		order_by="creation asc",
	)
	assert all(row.user == "Administrator" and row.accessed_at for row in rows)
	return [row.detail for row in rows]


def test_start_and_end_are_on_record_without_a_key(site, entries):
	typed_and_stored(site)
	before = len(entries_of_log(site))
	keys = {entries[KEY]}
	counts = command.rotate_suite(SM)
	started, finished = entries_of_log(site)[before:]
	assert started.startswith(f"Started: {AES} → {SM}, the same fingerprint key; run by ")
	assert finished.startswith("Finished: ") and f"; {sum(counts.values())} records: " in finished
	assert f"Resident {counts['Resident']}" in finished
	command.rotate_key()
	keys.add(entries[KEY])
	started, finished = entries_of_log(site)[before + 2 :]
	assert f"{SM} → {SM}, another fingerprint key" in started and "Finished" in finished
	assert not any(key in line for key in keys for line in entries_of_log(site))
	with pytest.raises(BadInputError, match="Purpose Key Rotation is not known"):
		reveal.check_purpose("Key Rotation")


def test_what_goes_on_after_an_interruption_is_on_record(site, entries):
	typed_and_stored(site)
	before = len(entries_of_log(site))
	number_keys.switch_to(Protection(SM, entries[KEY]))
	assert rotation.resume()["Resident"] >= 1
	resumed, finished = entries_of_log(site)[before:]
	assert resumed.startswith(f"Resumed: {AES} → {SM}") and finished.startswith("Finished: ")
	assert command.rotate_suite(SM) == {} and len(entries_of_log(site)) == before + 2


def test_a_suite_that_cannot_be_had_leaves_no_entry(site, entries):
	before = len(entries_of_log(site))
	with pytest.raises(CipherSuiteError):
		rotation.rotate(Protection("ROT13", entries[KEY]))
	assert len(entries_of_log(site)) == before


def test_rotations_leave_with_the_audit_trails(site, entries):
	command.rotate_suite(SM)
	_manifest, files = exported()
	looks = [row for row in rows_of(files, "sensitive_access_log.jsonl") if row["purpose"] == "Key Rotation"]
	assert any(row["detail"].startswith(f"Finished: {AES} → {SM}") for row in looks)
