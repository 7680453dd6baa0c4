"""Fixtures for tests with a site: the bench and site come from ./dev test."""

import json
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from devtools.suite import COUNTS
from tests.support.workers import BENCH, take_site

# A loaded machine must not fail a property that holds.
settings.register_profile("default", deadline=None, max_examples=30)
settings.register_profile("large", deadline=None, max_examples=1_000)
settings.load_profile("default")

ROOT = Path(__file__).resolve().parents[1]
SITE = take_site()


def pytest_terminal_summary(terminalreporter) -> None:
	"""Leaves the numbers of this run where `./dev test` adds them up."""
	if kept := os.environ.get(COUNTS):
		numbers = {key: len(rows) for key, rows in terminalreporter.stats.items() if key}
		Path(kept).write_text(json.dumps(numbers))


def connect() -> None:
	"""Opens the test site in this process as a job does, in the folder that Frappe's relative paths expect."""
	import frappe

	from tests.support.site_cache import unpack_metadata_once

	os.chdir(os.path.join(BENCH, "sites"))
	frappe.init(site=SITE, sites_path=".", force=True)
	frappe.connect()
	unpack_metadata_once()
	# Frappe 16 opens logs, which lie beside the site, when these modules are imported.
	from community_gov.overrides.processes import begin_job

	begin_job()
	frappe.flags.mute_emails = True
	frappe.local.lang = "en"


@pytest.fixture(scope="session")
def world():
	"""The demo community without its case, loaded once into the test site and committed."""
	from tests.support.world import build_world

	connect()
	forget_jobs()
	build_world()
	return SITE


def forget_jobs() -> None:
	"""What an interrupted run of this site left queued keeps no worker of this one busy."""
	from frappe.utils.background_jobs import get_queue

	for name in ("short", "default", "long"):
		for job in get_queue(name).get_jobs():
			if job.id.startswith(f"{SITE}::"):
				job.delete()


@pytest.fixture
def site(world):
	"""An open site as Administrator; whatever the test writes is rolled back."""
	import frappe

	from tests.support.site_cache import kept_true

	connect()
	frappe.db.begin()
	with kept_true():
		yield frappe
		frappe.set_user("Administrator")
		frappe.db.rollback()


@pytest.fixture(scope="session")
def server(world):
	"""A real web server for the test site; its address."""
	from devtools.processes import WebServer

	# A dependency installs a package named `tests`: ours must come first on the path.
	path = {"PYTHONPATH": str(ROOT)}
	wsgi = "tests.support.clock_server:application"
	with WebServer(BENCH, SITE, wsgi=wsgi, name=f"web-{SITE}", env=path) as running:
		yield running.url


@pytest.fixture(scope="session")
def login(server):
	"""login(key) -> User: the demo account of that key, or a guest for None; each logs in once."""
	return sign_in_once(server)


def sign_in_once(server: str):
	"""get(key) -> User, whose session nobody else has."""
	from community_gov.demo.people import PASSWORD, email
	from tests.support.http import User

	return cache(lambda key: User(server, email(key) if key else None, PASSWORD))


@pytest.fixture
def fresh(world):
	"""fresh() -> frappe with a new snapshot of the database: what the server has committed meanwhile."""
	import frappe

	def reopen():
		connect()
		return frappe

	yield reopen
	frappe.db.rollback()


@pytest.fixture(scope="session")
def administrator(server):
	"""Administrator over HTTP, for what even Administrator must not be able to do."""
	from tests.support.http import User

	return User(server, "Administrator", os.environ["COMMUNITY_GOV_ADMIN_PASSWORD"])
