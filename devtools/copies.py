"""Copies of the test site: tests that run side by side have a site each."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from devtools import bench, processes, shell, sites, system, templates
from devtools.files import digest_files, digest_text, is_stamped, read_json, stamp
from devtools.paths import APP, SECOND_TEST_SITE, TEST_SITE, Engine

# Run as a module, it fills the test site with what every test stands on.
WORLD = Path("tests/support/world.py")
# What a copy has of its own; everything else, keys included, is the first site's.
OWN = ("db_name", "db_password", "db_user", "db_type")
FILES = ("public/files", "private/files")


def ensure(engine: Engine, progress: shell.Progress, title: str) -> None:
	"""Make the second test site from the first, unless it was made from the same schema and the same world."""
	fingerprint = _fingerprint(engine)
	step = f"schema-{SECOND_TEST_SITE}"
	if is_stamped(engine, step, fingerprint) and (engine.sites / SECOND_TEST_SITE).is_dir():
		return
	with progress.step(title):
		build_world(engine)
		_copy(engine, TEST_SITE, SECOND_TEST_SITE)
		stamp(engine, step, fingerprint)


def _fingerprint(engine: Engine) -> str:
	demo = (engine.root / APP / "demo").resolve().rglob("*.py")
	world = digest_files([engine.root / WORLD, *demo], engine.root)
	# A test site that was made anew is another one, though its schema is the same.
	made = str((engine.state / f"site-{TEST_SITE}").stat().st_mtime_ns)
	return digest_text(sites.schema_fingerprint(engine), world, made)


def build_world(engine: Engine) -> None:
	"""Fill the test site with the places and people that tests stand on."""
	command = [engine.python, "-m", ".".join(WORLD.with_suffix("").parts)]
	env = {**os.environ, **processes.site_env(engine, TEST_SITE), "PYTHONPATH": str(engine.root)}
	shell.run(command, engine.log("world"), "Filling the test site", cwd=engine.root, env=env)


def empty_cache(engine: Engine, site: str) -> None:
	"""Forget what Redis keeps of a site: one that is made anew under its name has no apps at first."""
	flush = [system.need("redis-cli"), "-u", processes.cache_url(engine, site), "flushdb"]
	shell.run(flush, engine.log(f"site-{site}"), f"Emptying the cache of {site}")


def _copy(engine: Engine, source: str, target: str) -> None:
	log, dump = engine.log(f"site-{target}"), engine.services / "copy.sql"
	sites.drop(engine, target)
	templates.dump(engine, sites.DATABASES[source], dump, log)
	templates.fill(engine, target, sites.DATABASES[target], dump, log)
	dump.unlink()
	for name in FILES:
		shutil.copytree(engine.sites / source / name, engine.sites / target / name, dirs_exist_ok=True)
	empty_cache(engine, target)
	config = read_json(engine.sites / source / "site_config.json")
	bench.set_site_config(engine, target, **{key: config[key] for key in config if key not in OWN})
