"""A dump of a fresh Frappe site, from which further sites are made in seconds."""

from __future__ import annotations

import json
from pathlib import Path

from devtools import services, shell, system
from devtools.files import is_stamped, remake, secret, stamp, write_atomic
from devtools.paths import Engine

FOLDERS = ("public/files", "private/files", "private/backups", "locks", "logs", "indexes", "error-snapshots")


def _dump_file(engine: Engine) -> Path:
	return engine.services / "template.sql"


def _fingerprint(engine: Engine) -> str:
	return (engine.state / "source").read_text(encoding="utf-8")


def available(engine: Engine) -> bool:
	"""Whether a dump of this Frappe exists."""
	return _dump_file(engine).is_file() and is_stamped(engine, "template", _fingerprint(engine))


def save(engine: Engine, database: str, log: Path) -> None:
	"""Keep a dump of `database`, which must hold a fresh site without any app."""
	dump(engine, database, _dump_file(engine), log)
	stamp(engine, "template", _fingerprint(engine))


def dump(engine: Engine, database: str, target: Path, log: Path) -> None:
	"""Write `database` as SQL to the file `target`."""
	part = remake(target.with_suffix(".part"))
	options = [
		f"--defaults-file={services.write_client_config(engine)}",
		"--single-transaction",
		"--skip-comments",
	]
	what = f"Keeping a copy of {database}"
	shell.run([system.need("mariadb-dump"), *options, f"--result-file={part}", database], log, what)
	part.rename(target)


def restore(engine: Engine, site: str, database: str, log: Path) -> None:
	"""Make `site` from the dump of a fresh site."""
	fill(engine, site, database, _dump_file(engine), log)


def fill(engine: Engine, site: str, database: str, source: Path, log: Path) -> None:
	"""Make `site` from the dump `source`: database, user, folders and configuration."""
	password = secret(engine, f"database-{site}")
	make = (
		f"CREATE DATABASE `{database}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n"
		f"CREATE USER '{database}'@'localhost' IDENTIFIED BY '{password}';\n"
		f"GRANT ALL PRIVILEGES ON `{database}`.* TO '{database}'@'localhost';\n"
	)
	statements = engine.services / "make-site.sql"
	write_atomic(statements, make, 0o600)
	client = [system.need("mariadb"), f"--defaults-file={services.write_client_config(engine)}"]
	shell.run(client, log, f"Making the database of {site}", stdin=statements)
	statements.unlink()
	shell.run([*client, database], log, f"Filling the database of {site}", stdin=source)
	for name in FOLDERS:
		(engine.sites / site / name).mkdir(parents=True, exist_ok=True)
	config = {"db_name": database, "db_password": password, "db_type": "mariadb"}
	write_atomic(engine.sites / site / "site_config.json", json.dumps(config, indent=1) + "\n", 0o600)
