"""Frappe sites: made once, migrated when the app's schema changes, made anew after an interruption."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from devtools import app, bench, ports, services, shell, templates
from devtools.files import digest_files, is_stamped, remake, secret, stamp, unstamp, write_if_changed
from devtools.paths import APP, DEMO_SITE, SCALE_SITE, SECOND_TEST_SITE, TEST_SITE, TEST_SITES, Engine

DATABASES = {
	DEMO_SITE: "community_gov_demo",
	TEST_SITE: "community_gov_test",
	SECOND_TEST_SITE: "community_gov_test2",
	SCALE_SITE: "community_gov_scale",
}
LANGUAGES = {DEMO_SITE: "zh", TEST_SITE: "en", SCALE_SITE: "zh"}
TIME_ZONE = "Asia/Shanghai"
COUNTRY = "China"
DEMO_PASSWORD = "admin"
SCHEMA_FILES = ("hooks.py", "modules.txt", "patches.txt", "core/compat.py", "community_gov.py")
SCHEMA_FOLDERS = ("setup", "patches", "workflows", "core/stages")


def schema_fingerprint(engine: Engine) -> str:
	"""Digest over everything in the app that `migrate` would act upon."""
	folder = (engine.root / APP).resolve()
	files = [folder / name for name in SCHEMA_FILES]
	files += [path for path in folder.rglob("*.json") if "node_modules" not in path.parts]
	files += [path for part in SCHEMA_FOLDERS for path in (folder / part).rglob("*.py")]
	files += (engine.root / "fixtures").rglob("*.json")
	return digest_files(files, engine.root)


def admin_password(engine: Engine, site: str) -> str:
	"""Administrator's password of a site: documented for the demo, random for tests."""
	if site == DEMO_SITE:
		return DEMO_PASSWORD
	return secret(engine, f"admin-{TEST_SITE if site in TEST_SITES else site}")


def ensure(engine: Engine, site: str, progress: shell.Progress, title: str, migrate: bool = True) -> None:
	"""Make the site, install the app, or migrate: whatever is missing."""
	todo = _missing(engine, site, migrate)
	if not todo:
		return
	with progress.step(title):
		for step in todo:
			step(engine, site)


def _missing(engine: Engine, site: str, migrate: bool) -> list[Callable[[Engine, str], None]]:
	"""The steps that the site still needs."""
	made = (engine.state / f"site-{site}").is_file() and (engine.sites / site / "site_config.json").is_file()
	installed = made and (engine.state / f"schema-{site}").is_file()
	todo: list[Callable[[Engine, str], None]] = [] if made else [_create]
	if app.is_there(engine) and not installed:
		todo.append(_install_app)
	elif installed and migrate and not is_stamped(engine, f"schema-{site}", schema_fingerprint(engine)):
		todo.append(_migrate)
	return todo


def _create(engine: Engine, site: str) -> None:
	drop(engine, site)
	log, database = engine.log(f"site-{site}"), DATABASES[site]
	if not templates.available(engine):
		# The real password is set afterwards; this one may be seen in the list of processes.
		words = ["--db-name", database, "--admin-password", secrets.token_urlsafe(12), "--force"]
		bench.run_frappe(engine, log.stem, f"Making the site {site}", "new-site", site, *words)
		templates.save(engine, database, log)
	else:
		templates.restore(engine, site, database, log)
	_prepare(engine, site)
	stamp(engine, f"site-{site}", "made")


def _prepare(engine: Engine, site: str) -> None:
	"""Settings without which the desk would open its setup wizard."""
	values: dict[str, object] = {"developer_mode": 0, "server_script_enabled": False}
	if site != DEMO_SITE:
		values |= {"allow_tests": True, "mute_emails": True, "pause_scheduler": 1}
	else:
		values |= {"host_name": f"http://localhost:{ports.choose(engine, 'web', lambda port: True)}"}
	bench.set_site_config(engine, site, **values)
	what = f"Preparing the site {site}"
	words = (site, LANGUAGES[site], TIME_ZONE, COUNTRY, str(_password_file(engine, site)))
	bench.run_inside(engine, f"site-{site}", what, "prepare.py", *words)


def _password_file(engine: Engine, site: str) -> Path:
	"""File that hands the password over without showing it in the process list."""
	path = engine.state / "secrets" / f"prepare-{site}"
	write_if_changed(path, admin_password(engine, site), 0o600)
	return path


def _install_app(engine: Engine, site: str) -> None:
	"""Install the app; half an installation cannot be continued, so meanwhile the site counts as not made."""
	fingerprint = schema_fingerprint(engine)
	unstamp(engine, f"site-{site}")
	words = ("--site", site, "install-app", APP)
	advice = "read the end of the log, mend the app and run the same command again"
	bench.run_frappe(engine, f"site-{site}", f"Installing the app on {site}", *words, todo=advice)
	_prepare(engine, site)
	stamp(engine, f"site-{site}", "made")
	stamp(engine, f"schema-{site}", fingerprint)


def _migrate(engine: Engine, site: str) -> None:
	fingerprint = schema_fingerprint(engine)
	advice = "mend the app and run it again"
	if site == TEST_SITE:
		advice += ", or start over with ./dev test --recreate-site"
	bench.run_frappe(engine, f"site-{site}", f"Migrating {site}", "--site", site, "migrate", todo=advice)
	_prepare(engine, site)
	stamp(engine, f"schema-{site}", fingerprint)


def drop(engine: Engine, site: str) -> None:
	"""Remove a site with its database, whatever state it is in."""
	unstamp(engine, f"site-{site}", f"schema-{site}", f"demo-{site}")
	name = DATABASES[site]
	users = f"DROP USER IF EXISTS '{name}'@'localhost', '{name}'@'%'"
	config = services.write_client_config(engine)
	command: list[str | Path] = ["mariadb", f"--defaults-file={config}", "-e"]
	statement = f"DROP DATABASE IF EXISTS `{name}`; {users};"
	shell.run([*command, statement], engine.log(f"site-{site}"), f"Dropping the site {site}")
	remake(engine.sites / site)
