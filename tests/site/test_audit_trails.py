"""Audit trails in a ZIP: all rows of the days, sums that agree, no number of anybody, and the taking itself on record."""

import hashlib
import json
import zipfile

import click
import pytest

from frappe.utils import getdate

from community_gov.commands import audit as command
from community_gov.core import audit_trails
from community_gov.core.audit_trails import Span
from community_gov.core.errors import BadInputError
from community_gov.demo.people import email
from community_gov.registry.identity import merging, reveal
from tests.support.audit import exported, rows_of
from tests.support.registry import make_resident, person_values
from tests.support.site_clock import in_days

IDENTITY, MOBILE = "11010519491231002X", "13800138000"


@pytest.fixture
def trails(site, monkeypatch):
	"""A person with a history of today: looked at, merged, with numbers typed where they do not belong."""
	monkeypatch.setattr(audit_trails, "BATCH", 40)
	kept = make_resident(site, identity_number=None, mobile=None)
	typed = person_values()
	other = make_resident(site, identity_number=typed["identity_number"], mobile=typed["mobile"])
	reason = f"Card {IDENTITY}, phone {MOBILE}, at 29.13800138000"
	for _turn in range(3):
		reveal.reveal(other, "mobile", "Emergency", reason)
	merging.merge(kept, other, reason)
	return typed


def test_sums_and_counts_agree_with_the_files(site, trails):
	manifest, files = exported()
	sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
	assert set(sums) == set(files) - {"SHA256SUMS"}
	assert all(hashlib.sha256(files[name]).hexdigest() == found for name, found in sums.items())
	assert json.loads(files["manifest.json"]) == manifest and manifest["left_out"] == []
	for file in manifest["files"]:
		assert (file["rows"], file["bytes"]) == (len(rows_of(files, file["file"])), len(files[file["file"]]))
	today = {"creation": [">=", str(getdate())]}
	looks = rows_of(files, "sensitive_access_log.jsonl")
	# Since then the export itself stands there, too.
	assert len(looks) == site.db.count("Sensitive Access Log", today) - 1 >= 3
	assert len({row["name"] for row in looks}) == len(looks)


def test_no_number_leaves_in_an_archive(site, trails):
	_manifest, files = exported()
	text = b"".join(files.values()).decode()
	for number in (IDENTITY, MOBILE, trails["identity_number"], trails["mobile"]):
		assert number not in text.replace("29.13800138000", "")
	assert "Card 110***********002X, phone 138****8000, at 29.13800138000" in text
	assert "gAAAA" not in text and "moved" not in rows_of(files, "resident_merge.jsonl")[0]


@pytest.mark.parametrize("before", ["改", "A", " ", "号:"])
def test_a_number_is_masked_whatever_stands_before_it_in_a_version(site, before):
	person = make_resident(site, identity_number=None, mobile=None)
	person.reload()
	person.registered_place = f"{before}{IDENTITY}、{MOBILE}"
	person.save()
	_manifest, files = exported()
	text = files["version.jsonl"].decode()
	assert "registered_place" in text and IDENTITY not in text and MOBILE not in text


def test_taking_them_out_is_on_record_with_the_sum(site, trails):
	_manifest, files = exported()
	entry = site.get_last_doc("Sensitive Access Log", {"purpose": "Audit Export"})
	assert (entry.user, entry.fields_shown) == ("Administrator", "audit trails")
	assert hashlib.sha256(files["manifest.json"]).hexdigest() in entry.detail
	with pytest.raises(BadInputError, match="Purpose Audit Export is not known"):
		reveal.check_purpose("Audit Export")


def test_other_days_hold_other_rows(site, trails):
	manifest, _files = exported(Span(getdate("2001-01-01"), getdate("2001-01-31")))
	assert {file["rows"] for file in manifest["files"]} == {0}


def test_what_a_reader_may_not_list_is_named(site, trails):
	site.set_user(email("admin"))
	manifest, files = exported()
	assert {"Access Log", "Version"} <= set(manifest["left_out"]) and "version.jsonl" not in files
	assert rows_of(files, "sensitive_access_log.jsonl")


def test_too_much_for_one_answer_is_refused(site, trails):
	with pytest.raises(BadInputError, match=r"too many records for one answer\. Choose fewer days"):
		exported(most_rows=2)
	with pytest.raises(BadInputError, match=r"for 1 to 31 days, the first one first\. Choose other days"):
		audit_trails.check_span(Span(getdate(), getdate(in_days(-1))), 31)
	with pytest.raises(BadInputError, match="for 1 to 31 days"):
		audit_trails.check_span(Span(getdate(in_days(-31)), getdate()), 31)


def test_the_command_writes_a_file_for_its_owner_alone(site, trails, tmp_path, monkeypatch):
	monkeypatch.setattr(site.db, "commit", lambda: None)
	path = tmp_path / "trails.zip"
	manifest = command.export_to(path, getdate(in_days(-400)), getdate())
	assert path.stat().st_mode & 0o777 == 0o600 and zipfile.is_zipfile(path) and len(manifest["files"]) >= 12
	with pytest.raises(click.ClickException, match="exists already"):
		command.export_to(path, getdate(), getdate())
	monkeypatch.setattr(audit_trails, "_log", lambda *given: 1 / 0)
	with pytest.raises(ZeroDivisionError):
		command.export_to(tmp_path / "other.zip", getdate(), getdate())
	assert [entry.name for entry in tmp_path.iterdir()] == ["trails.zip"]
