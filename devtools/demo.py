"""./dev demo: from nothing to a running demo community."""

from __future__ import annotations

import os
import subprocess

from devtools import bench, copies, processes, setup, sites
from devtools.errors import DevError
from devtools.files import is_stamped, read_json, stamp, update_json
from devtools.paths import DEMO_SITE, Engine

TOWN = "demo_town"
LOADING = "Loading the demo community"
STARTING = "Starting the web server"
FOR_TRYING = (
	"This engine is a development version of Frappe of 2023, for trying on this machine only: it listens on 127.0.0.1 "
	"and must never be put on a network. Production runs on official Frappe 15.50 or later, or 16."
)


def run(engine: Engine, fresh: bool = False) -> int:
	"""Bring the demo up and print where it is and who can log in."""
	if fresh:
		_forget(engine)
	progress = setup.ready(engine, DEMO_SITE, desk=True, extra=(LOADING, STARTING))
	users = _load(engine, progress)
	with setup.setup_lock(engine), progress.step(STARTING):
		port = processes.start_all(engine, DEMO_SITE)
		_check_login_page(engine, port)
	print(f"\nCommunity Gov is running: http://localhost:{port}\n")
	print(f"Administrator / {sites.DEMO_PASSWORD}")
	if users:
		print(users)
	if engine.source is None:
		print("\n" + FOR_TRYING)
	print("\nStop it with ./dev stop, and MariaDB and Redis too with ./dev down.")
	return 0


def _forget(engine: Engine) -> None:
	"""Stop the demo and drop its site, so that it is made anew."""
	setup.ready(engine)
	processes.stop_all(engine, processes.DEMO_PROGRAMS)
	with setup.setup_lock(engine):
		sites.drop(engine, DEMO_SITE)
		copies.empty_cache(engine, DEMO_SITE)


def _load(engine: Engine, progress: setup.Progress) -> str:
	"""Load the demo data once; returns what the loader said about its users."""
	kept = engine.state / f"demo-{DEMO_SITE}"
	saved = engine.state / "demo-users.json"
	if is_stamped(engine, kept.name, TOWN):
		return read_json(saved).get("users", "")
	if not (engine.root / TOWN / "load.py").is_file():
		return ""
	# Its telephone numbers are made up: a page shows the messages instead.
	bench.set_site_config(engine, DEMO_SITE, community_gov_shown_messages=1)
	with setup.setup_lock(engine), progress.step(LOADING):
		users = _run_loader(engine)
		update_json(saved, {"users": users}, 0o600)
		stamp(engine, kept.name, TOWN)
	return users


def _run_loader(engine: Engine) -> str:
	log = engine.log("demo")
	command = [engine.python, engine.root / "devtools" / "inside" / "load_town.py", DEMO_SITE]
	env = {**os.environ, **processes.site_env(engine, DEMO_SITE)}
	with log.open("ab") as errors:
		done = subprocess.run(
			command, cwd=engine.sites, env=env, stdout=subprocess.PIPE, stderr=errors, text=True
		)
	with log.open("a", encoding="utf-8") as file:
		file.write(done.stdout)
	if done.returncode:
		raise DevError(
			"Loading the demo community failed", "mend what the log shows and run ./dev demo --fresh", log
		)
	return done.stdout.strip()


def _check_login_page(engine: Engine, port: int) -> None:
	if not processes.answers(f"http://localhost:{port}/login"):
		log = engine.log("web")
		raise DevError(
			"The login page does not open", "read the web server's log and run ./dev demo again", log
		)
