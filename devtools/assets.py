"""Desk assets: built from the sources of Frappe and the app, again only when these change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from devtools import bench, official, shell, system
from devtools.files import digest_files, is_stamped, remake, stamp
from devtools.paths import APP, DEVTOOLS, Engine
from devtools.shell import Progress

SOURCES = DEVTOOLS / "desk"
LOCK_FILES = ("package.json", "package-lock.json")
SCRIPTS = ("build.mjs", "plugins.mjs")


def install_modules(engine: Engine, progress: Progress, title: str) -> None:
	"""Install the node modules of the desk build from the lock file."""
	fingerprint = digest_files([SOURCES / name for name in LOCK_FILES], SOURCES)
	if is_stamped(engine, "modules", fingerprint):
		return
	with progress.step(title):
		engine.desk.mkdir(parents=True, exist_ok=True)
		for name in LOCK_FILES:
			shutil.copyfile(SOURCES / name, engine.desk / name)
		command = [system.need("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
		shell.run(command, engine.log("desk"), "Installing node modules", cwd=engine.desk)
		stamp(engine, "modules", fingerprint)


def build(engine: Engine, progress: Progress, title: str) -> None:
	"""Build every bundle, unless nothing changed since the last build."""
	fingerprint = _fingerprint(engine)
	if _is_whole(engine) and is_stamped(engine, "assets", fingerprint):
		return
	with progress.step(title):
		bench.run_inside(engine, "desk", "Linking the apps' public files", "link_assets.py")
		if engine.source:
			official.build_assets(engine)
		else:
			_build(engine)
			official.link_modules(engine, engine.desk / "node_modules")
		bench.run_inside(engine, "desk", "Announcing the new assets", "forget_assets.py")
		stamp(engine, "assets", fingerprint)


def _is_whole(engine: Engine) -> bool:
	"""Whether every built file is there: engines of one checkout write the app's bundles to the same folder."""
	index = engine.sites / "assets" / "assets.json"
	if not index.is_file():
		return False
	addresses = json.loads(index.read_text(encoding="utf-8")).values()
	return all((engine.sites / address.lstrip("/")).is_file() for address in addresses)


def _fingerprint(engine: Engine) -> str:
	public = (engine.root / APP / "public").resolve()
	files = [path for path in public.rglob("*") if path.is_file() and "dist" not in path.parts]
	files += [SOURCES / name for name in (*LOCK_FILES, *SCRIPTS)]
	files += [engine.state / "source", engine.sites / "apps.txt"]
	return digest_files(files, engine.root)


def _build(engine: Engine) -> None:
	for name in SCRIPTS:
		shutil.copyfile(SOURCES / name, engine.desk / name)
	command = [system.need("node"), engine.desk / "build.mjs", engine.bench]
	shell.run(command, engine.log("desk"), "Building desk assets", cwd=engine.desk)


def forget(engine: Engine) -> Path:
	"""Forget the last build, so that the next one is done whatever has changed."""
	return remake(engine.state / "assets")
