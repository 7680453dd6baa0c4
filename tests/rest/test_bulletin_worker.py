"""A worker that dies while it mails a bulletin: nothing went out, and the next one sends each mail once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BENCH, SITE
from tests.rest.conftest import ok

ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import frappe, sys
frappe.init(site=sys.argv[1], sites_path=".", force=True)
frappe.connect()
from community_gov.casework.statistics.bulletin_mail import send_bulletin
send_bulletin(sys.argv[2])
if sys.argv[3] == "die":
	print("written", flush=True)
	sys.stdin.read()
frappe.db.commit()
"""
RECIPIENTS = ["first@demo.example", "second@demo.example"]


@pytest.fixture
def published(login, fresh):
	"""A bulletin that is to be mailed, on a site with an account for outgoing mail."""
	days = {"kind": "Special", "from_date": "2021-06-01", "to_date": "2021-06-02"}
	name = ok(login("chief").call("bulletin.generate", **days))["bulletin"]
	frappe = fresh()
	kept = frappe.db.get_value("Bulletin", name, ["stage", "workflow_state"], as_dict=True)
	values = {"stage": "Published", "recipients": "\n".join(RECIPIENTS), "mailed_state": None}
	frappe.db.set_value("Bulletin", name, values)
	account = frappe.new_doc("Email Account")
	account.update({"email_account_name": "Bulletins", "email_id": "out@demo.example", "enable_outgoing": 1})
	account.update({"default_outgoing": 1, "smtp_server": "localhost", "no_smtp_authentication": 1})
	account.db_insert()
	forget_mails(frappe)
	frappe.db.commit()
	yield name
	frappe = fresh()
	frappe.db.delete("Email Account", {"name": account.name})
	frappe.db.set_value("Bulletin", name, {**kept, "recipients": None, "mailed_state": None})
	forget_mails(frappe)
	frappe.db.commit()
	login("chief").call("bulletin.act", bulletin=name, action="Discard", note="End of the test")


def forget_mails(frappe) -> None:
	for parent in frappe.get_all(
		"Email Queue Recipient", {"recipient": ["in", RECIPIENTS]}, pluck="parent", order_by="creation asc"
	):
		frappe.db.delete("Email Queue", {"name": parent})
		frappe.db.delete("Email Queue Recipient", {"parent": parent})


def worker(bulletin: str, end: str) -> subprocess.Popen:
	return subprocess.Popen(
		[sys.executable, "-c", WORKER, SITE, bulletin, end],
		cwd=Path(BENCH) / "sites",
		env={**os.environ, "PYTHONPATH": str(ROOT)},
		stdin=subprocess.PIPE,
		stdout=subprocess.PIPE,
		stderr=subprocess.STDOUT,
		text=True,
	)


def queued(frappe) -> list[str]:
	filters = {"recipient": ["in", RECIPIENTS]}
	return frappe.get_all("Email Queue Recipient", filters, pluck="recipient", order_by="recipient asc")


def test_a_killed_worker_mails_nothing_and_the_next_one_each_once(published, fresh):
	dying = worker(published, "die")
	said = []
	while "written\n" not in said and (line := dying.stdout.readline()):
		said.append(line)
	assert "written\n" in said, said
	dying.kill()
	dying.wait(timeout=60)
	assert queued(fresh()) == []
	for _run in range(2):
		assert worker(published, "live").wait(timeout=120) == 0
	assert queued(fresh()) == RECIPIENTS
	assert fresh().db.get_value("Bulletin", published, "mailed_at")
