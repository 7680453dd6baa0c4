"""Frappe from a Git repository: clone, requirements, its own asset build."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

from devtools import shell
from devtools.errors import DevError
from devtools.files import digest_text, is_stamped, remake, stamp
from devtools.paths import Engine

# Git dependencies of Frappe that a package registry has as well.
REGISTRY_NAMES = {"pypika": "PyPika~=0.48.9", "gunicorn": "gunicorn"}


def fetch(engine: Engine, progress: shell.Progress, title: str) -> None:
	"""Clone the repository of `--frappe` into apps/frappe at the wanted ref."""
	fingerprint = digest_text(engine.source or "", engine.ref or "", "1")
	if engine.frappe.is_dir() and is_stamped(engine, "source", fingerprint):
		return
	with progress.step(title):
		part = remake(engine.bench / "apps" / ".frappe.part")
		_clone(engine, part)
		os.replace(part, remake(engine.frappe))
		stamp(engine, "source", fingerprint)


def _clone(engine: Engine, target: Path) -> None:
	log = engine.log("source")
	address = engine.source or ""
	if Path(address).exists():
		address = Path(address).as_uri()
	ref = ["--branch", engine.ref] if engine.ref else []
	advice = "check the address, the ref after @ and your access, then run the same command again"
	command = ["git", "-c", "advice.detachedHead=false", "clone", "-q"]
	try:
		shell.run([*command, "--depth", "1", *ref, address, target], log, "Cloning Frappe", advice)
	except DevError:
		# A commit is no branch name, and some servers refuse shallow clones.
		shell.run([*command, "--no-checkout", address, remake(target)], log, "Cloning Frappe", advice)
		shell.run(
			["git", "-C", target, "checkout", "-q", engine.ref or "HEAD"], log, "Checking Frappe out", advice
		)
	if not (target / "frappe" / "__init__.py").is_file():
		raise DevError("The repository given to --frappe is not Frappe", "name a clone of Frappe", log)


def _project(engine: Engine) -> dict[str, Any]:
	try:
		import tomllib
	except ImportError:
		from pip._vendor import tomli as tomllib
	text = (engine.frappe / "pyproject.toml").read_text(encoding="utf-8")
	return tomllib.loads(text)["project"]


def requires_python(engine: Engine) -> str:
	"""Pythons that the cloned Frappe admits."""
	return _project(engine).get("requires-python", ">=3.10")


def wants_new_python(engine: Engine) -> bool:
	"""Whether this is Frappe 16, which is developed on newer Pythons than it admits."""
	text = (engine.frappe / "frappe" / "__init__.py").read_text(encoding="utf-8")
	match = re.search(r'__version__ = "(\d+)', text)
	return bool(match and int(match[1]) >= 16)


def requirements(engine: Engine) -> list[str]:
	"""The clone's requirements, with registry releases in place of its Git dependencies."""
	return [from_registry(text) for text in _project(engine)["dependencies"]] + ["setuptools<81"]


def from_registry(requirement: str) -> str:
	"""A requirement without a Git address: `gunicorn @ git+https://…` becomes `gunicorn`."""
	name, sign, address = requirement.partition("@")
	if not sign or "git+" not in address:
		return requirement
	return REGISTRY_NAMES.get(name.strip().lower(), name.strip())


def needs_compiler(engine: Engine) -> bool:
	"""Whether a requirement has no ready wheels and must be compiled."""
	return any(name.startswith("mysqlclient") for name in requirements(engine))


def build_assets(engine: Engine) -> None:
	"""Install the clone's node modules and run its own production build."""
	log = engine.log("desk")
	yarn = _yarn(engine)
	shell.run(
		[yarn, "install", "--frozen-lockfile", "--ignore-scripts"],
		log,
		"Installing node modules",
		cwd=engine.frappe,
	)
	env = {"FRAPPE_BENCH_ROOT": str(engine.bench), "CI": "1", "PATH": f"{yarn.parent}:{os.environ['PATH']}"}
	shell.run([yarn, "run", "production"], log, "Building desk assets", cwd=engine.frappe, env=env)


def _yarn(engine: Engine) -> Path:
	known = shutil.which("yarn")
	if known:
		return Path(known)
	program = engine.tools / "yarn" / "node_modules" / ".bin" / "yarn"
	if not program.exists():
		command = [
			"npm",
			"install",
			"--no-audit",
			"--no-fund",
			"--prefix",
			engine.tools / "yarn",
			"yarn@1.22.22",
		]
		shell.run(command, engine.log("desk"), "Installing yarn")
	return program
