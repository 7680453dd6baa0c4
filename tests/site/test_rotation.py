"""A new key for the fingerprints: everybody is found again, nobody twice, and the former key opens nothing."""

import pytest

import frappe

from community_gov.commands import rotate as command
from community_gov.core.errors import ConflictError
from community_gov.registry.identity import rotation
from community_gov.registry.identity.protected_numbers import KEY, fingerprint
from tests.support.registry import GRID, make_resident, person_values


def prints(name: str) -> tuple:
	return frappe.db.get_value("Resident", name, ["identity_fingerprint", "mobile_fingerprint"])


@pytest.fixture
def conf(site):
	"""The site's configuration, in memory as before at the end."""
	before = frappe.local.conf.get(KEY)
	yield frappe.local.conf
	frappe.local.conf[KEY] = before


def test_a_site_without_people_gets_a_key_of_its_own(site, conf, monkeypatch):
	kept: list[str] = []
	conf[KEY] = None
	monkeypatch.setattr(rotation, "keep", kept.append)
	monkeypatch.setattr(rotation, "_has_fingerprints", lambda doctype: False)
	assert rotation.ensure_own_key()
	assert len(kept[0]) == 64 and kept[0] != conf.get("encryption_key")


def test_a_site_with_people_keeps_the_key_that_finds_them(site, conf):
	make_resident(site, mobile="13800138000")
	conf[KEY] = None
	assert not rotation.ensure_own_key()
	assert conf[KEY] is None


def test_everybody_is_found_under_the_new_key(site, conf):
	typed = person_values(grid=GRID)
	name = site.get_doc(dict(typed)).insert().name
	bare = make_resident(site, identity_number=None, mobile=None).name
	before = prints(name)
	counts = rotation.rotate("a" * 64)
	assert counts["Resident"] == site.db.count("Resident")
	assert prints(name) == (fingerprint(typed["identity_number"]), fingerprint(typed["mobile"]))
	assert prints(name)[0] != before[0]
	assert prints(bare) == (None, None)
	with pytest.raises(ConflictError, match="registered already"):
		site.get_doc(dict(typed)).insert()


def test_a_failure_takes_the_key_back(site, conf, monkeypatch):
	kept = []
	monkeypatch.setattr(rotation, "update_site_config", lambda key, value: kept.append(value))
	monkeypatch.setattr(frappe.db, "commit", lambda: (_ for _ in ()).throw(RuntimeError("gone")))
	former = conf.get(KEY)
	with pytest.raises(RuntimeError, match="gone"):
		command.rotate()
	assert conf.get(KEY) == former
	assert kept[-1] == (former or "None") and len(kept) == 2
