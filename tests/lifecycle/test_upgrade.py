"""A site of 0.1.0 is restored and migrated: what people have stays as it is; then it is backed up, left and come back to."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.scratch import ScratchSite

DATA = ROOT / "tests" / "data"
EXPECTED = json.loads((DATA / "site-0.1.0.json").read_text(encoding="utf-8"))
# Shipped by later versions, or written by the migration itself.
GROWING = {
	"Shipped Record",
	"Clock Run",
	"Idempotency Key",
	"Reply Template",
	"Care Tag",
	"Calendar Exception",
	"Sensitive Access Log",
}
# Workflow states of the same name that Frappe makes itself, which the app leaves alone.
FRAPPES_OWN = ["Approved"]
# The demo of 0.1.0 has no case that went up a level.
ESCALATED = """
	update tabCase set climbs = 2 order by name limit 1;
	update `tabCase Event` set event = 'Climbed' order by name limit 1;
"""


# Nor one that somebody reported anonymously while signed in.
ANONYMOUS = """
	set @name = (select name from tabCase where owner not in ('Guest', 'Administrator') order by name limit 1);
	update tabCase set is_anonymous = 1 where name = @name;
"""


@pytest.fixture(scope="module")
def upgraded():
	"""The site of 0.1.0 after `bench migrate`."""
	site = ScratchSite("upgrade.localhost")
	site.fill(DATA / "site-0.1.0.sql.xz", encryption_key=EXPECTED["encryption_key"])
	site.run("mariadb", "-e", ESCALATED + ANONYMOUS)
	site.run("migrate", "--skip-search-index")
	yield site
	site.drop()


@pytest.fixture(scope="module")
def kept(upgraded):
	return upgraded.facts()


def test_every_record_is_still_there(kept):
	before, after = EXPECTED["counts"], kept["counts"]
	lost = {name for name, count in before.items() if (after.get(name) or 0) < count}
	assert lost == {"Idempotency Key"}, "stored answers that hold plain codes"
	grown = {name for name, count in before.items() if after[name] > count} - GROWING
	assert grown == set()


@pytest.mark.parametrize("fact", ["stages", "balances", "last_series"])
def test_what_people_know_is_the_same(kept, fact):
	"""Stages, points, and the counters that new names follow."""
	before, after = EXPECTED[fact], kept[fact]
	assert {key: after.get(key) for key in before} == before


def test_numbers_stay_and_their_fingerprints_leave_the_encryption_key(upgraded, kept):
	"""The facts find each number by its fingerprint; 0.1.0 made those with the encryption key."""
	before, after = EXPECTED["people"], kept["people"]
	assert set(after) >= set(before)
	for name, was in before.items():
		now = after[name]
		assert (now["mask"], now["number_sha256"]) == (was["mask"], was["number_sha256"]), name
		assert now["fingerprint"] != was["fingerprint"], name
	config = upgraded.config()
	assert len(config["community_gov_fingerprint_key"]) == 64
	assert config["encryption_key"] == EXPECTED["encryption_key"]


def test_codes_of_before_open_their_cases_and_none_is_stored(upgraded):
	"""0.1.0 kept tracking and pick-up codes as they are, and the account behind an anonymous report."""
	found = upgraded.facts("opened", json.dumps(EXPECTED["tracking_codes"]))
	assert found["cases"] == {name: name for name in EXPECTED["tracking_codes"]}
	assert found["columns"] == [] and found["accounts"] == ["Guest"]


def test_the_changed_workflow_is_as_its_administrator_left_it(kept):
	assert kept["workflow"] == EXPECTED["workflow"]
	assert kept["left_alone"] == [*FRAPPES_OWN, EXPECTED["touched"]]


def test_indexes_that_0_1_0_no_longer_needs_are_gone(upgraded):
	listed = upgraded.run("mariadb", "-e", "show index from tabCase")
	assert "case_position" not in listed and "case_open_place" in listed


def test_escalations_of_0_1_0_keep_their_counts(upgraded):
	"""0.1.0 called an escalation a climb, in its events, in a field of Case and in a setting."""
	counted = upgraded.run(
		"mariadb",
		"-e",
		"select concat('count=', max(escalation_count)) from tabCase;"
		" select concat('events=', count(*)) from `tabCase Event` where event = 'Escalated';"
		" select concat('automatic=', value) from tabSingles where field = 'escalate_automatically'",
	)
	assert all(told in counted for told in ("count=2", "events=1", "automatic=1")), counted


def test_texts_of_party_branches_became_branches_and_answer_as_before(upgraded):
	"""0.1.0 wrote the name of a branch on its place; now the branch lists the place."""
	told = upgraded.run(
		"mariadb",
		"-e",
		"select concat(g.name, '=', g.party_branch, '=', b.branch_name, '=', b.kind) from tabGrid g"
		" join `tabParty Branch` b on g.branch = b.name join `tabParty Branch Grid` r on r.parent = b.name"
		" and r.grid = g.name; select concat('lost=', count(*)) from tabGrid where party_branch > '' and branch is null",
	)
	name = "蒲圻街道北街社区党委"
	assert f"421281001002={name}={name}=Community Committee" in told and "lost=0" in told, told


def test_what_stood_before_is_found_by_its_words(kept):
	"""0.1.0 had no search in Chinese: the migration fills it."""
	assert set(kept["searched"]) == {"Case", "Resident", "Volunteer"}
	for doctype, (entries, words) in kept["searched"].items():
		assert entries == kept["counts"][doctype] > 0, doctype
		assert words >= entries, doctype


def test_a_backup_is_the_same_site_if_the_keys_are_carried(upgraded, kept, tmp_path):
	"""docs/admin-guide.md, "Backup and restore": without the keys, numbers can be neither opened nor found."""
	upgraded.run("backup", "--backup-path", str(tmp_path))
	[dump] = tmp_path.glob("*-database.sql.gz")
	restored = ScratchSite("restored.localhost")
	try:
		config = upgraded.config()
		keys = {name: config[name] for name in ("encryption_key", "community_gov_fingerprint_key")}
		restored.fill(unpacked(dump, tmp_path), **keys)
		assert restored.facts() == kept
	finally:
		restored.drop()


def unpacked(dump: Path, folder: Path) -> Path:
	import gzip

	plain = folder / "plain.sql"
	plain.write_bytes(gzip.decompress(dump.read_bytes()))
	return plain


def test_an_uninstalled_app_leaves_no_trace_and_comes_back(upgraded, kept):
	"""Last: it empties the site."""
	doctypes = [*kept["counts"], "Community Gov Settings"]
	upgraded.run("uninstall-app", "community_gov", "--yes", "--no-backup")
	left = upgraded.facts("traces", json.dumps(doctypes))
	assert {kind: found for kind, found in left.items() if found} == {}
	upgraded.run("install-app", "community_gov")
	again = upgraded.facts()
	assert again["counts"]["Case Category"] == EXPECTED["counts"]["Case Category"]
	assert again["counts"]["Case"] == 0 and again["left_alone"] in ([], FRAPPES_OWN)
	assert again["searched"] == {}
