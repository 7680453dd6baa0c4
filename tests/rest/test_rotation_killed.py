"""A rotation that is killed at three points: people find each other all the time, and the next run finishes it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from tests.conftest import BENCH, SITE
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.registry import adult

# No other test takes persons of the series from here on: a number that two have finds two.
FIRST = 951_000
SECRETS = ("identity_secret", "mobile_secret", "guardian_mobile_secret")
ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import frappe, os, signal, sys
frappe.init(site=sys.argv[1], sites_path=".", force=True)
frappe.connect()
from community_gov.commands.rotate import rotate_suite
from community_gov.registry.identity import number_keys, rotation
rotation.BATCH, rotation.SETTLE = 2, 0
dies_in, dies_at = sys.argv[3], int(sys.argv[4])
def dying(module, name):
	work, calls = getattr(module, name), []
	def wrapped(*args):
		calls.append(1)
		if len(calls) == dies_at:
			os.kill(os.getpid(), signal.SIGKILL)
		return work(*args)
	setattr(module, name, wrapped)
if dies_in:
	dying(rotation if dies_in == "seal" else number_keys, dies_in)
rotate_suite(sys.argv[2])
"""


def rotated(suite: str, dies_in: str = "", dies_at: int = 0) -> int:
	"""The exit status of a rotation in a process of its own."""
	command = [sys.executable, "-c", WORKER, SITE, suite, dies_in, str(dies_at)]
	environment = {**os.environ, "PYTHONPATH": str(ROOT)}
	return subprocess.run(command, cwd=Path(BENCH) / "sites", env=environment, timeout=120).returncode


def person(login, at: int) -> tuple[str, str]:
	"""(name, number) of somebody who was just entered."""
	who = adult(at)
	values = {name: who[name] for name in ("full_name", "identity_number", "mobile")}
	return ok(login("gridworker").create("Resident", grid=CHIBI_GRID, **values))["name"], who[
		"identity_number"
	]


def rotations(frappe) -> list[str]:
	filters = {"purpose": "Key Rotation"}
	return frappe.get_all("Sensitive Access Log", filters, pluck="detail", order_by="creation asc, name asc")


@pytest.fixture
def former_suite():
	"""The site's usual suite at the beginning, whatever a broken run left, and at the end."""
	assert rotated("AES / SHA-256") == 0
	yield
	assert rotated("AES / SHA-256") == 0


def test_a_killed_rotation_is_finished_by_the_next(login, fresh, former_suite):
	def secrets(**filters) -> list[str]:
		"""Every protected number of the residents: some have a mobile and no identity number."""
		rows = fresh().get_all("Resident", filters, list(SECRETS), order_by="name asc")
		return [row[field] for row in rows for field in SECRETS if row[field]]

	def is_found(name: str, number: str) -> bool:
		found = ok(login("admin").call("resident.find", identity_number=number, purpose="Emergency"))
		return [row["name"] for row in found["residents"]] == [name]

	at = FIRST + uuid4().int % 48_000
	people = [person(login, at), person(login, at + 50)]
	sm4 = "SM4-GCM / SM3-HMAC"
	seen = len(rotations(fresh()))
	assert rotated(sm4, "_replace_file", 1) == -signal.SIGKILL
	assert len(rotations(fresh())) == seen, "nothing was switched"
	assert not any(value.startswith("sm4gcm:") for value in secrets())
	# Two people have at most six numbers: the seventh is in the second batch, or later.
	assert rotated(sm4, "seal", 7) == -signal.SIGKILL
	found = [value.startswith("sm4gcm:") for value in secrets()]
	assert any(found) and not all(found), "a batch is stored, the one it was killed in is not"
	people.append(person(login, at + 100))
	assert secrets(name=people[-1][0])[0].startswith("sm4gcm:")
	assert all(is_found(*one) for one in (people[0], people[-1]))
	assert rotated(sm4, "finish", 1) == -signal.SIGKILL
	assert rotated(sm4) == 0
	# Killed at the end itself: the end is on record once more.
	steps = [line.split(":")[0] for line in rotations(fresh())[seen:]]
	assert steps == ["Started", "Resumed", "Finished", "Resumed", "Finished"]
	assert all(value.startswith("sm4gcm:") for value in secrets())
	assert all(is_found(*one) for one in people[1:])
	# Looks within an hour are limited, and the test site outlives a run.
	frappe = fresh()
	frappe.db.delete("Sensitive Access Log", {"reference_name": ["in", [name for name, _number in people]]})
	frappe.db.commit()
