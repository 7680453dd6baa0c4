"""Frappe from a Git repository: clone, requirements, its own asset build."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from devtools import bench, shell
from devtools.errors import DevError
from devtools.files import digest_files, digest_text, is_stamped, link, remake, stamp
from devtools.paths import Engine
from devtools.pip import python_with_pip

# Git dependencies of Frappe that a package registry has as well; PyPika before 0.50 does not build on Python 3.14.
REGISTRY_NAMES = {"pypika": "PyPika>=0.48.9,<0.52", "gunicorn": "gunicorn>=22,<24"}
REGISTRY_MODULES = {"air-datepicker": "2.2.3"}
YARN = "yarn@1.22.22"


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
	"""The `[project]` table of the clone's pyproject.toml."""
	path = engine.frappe / "pyproject.toml"
	try:
		import tomllib
	except ImportError:
		# Python 3.10 has no reader for TOML, but its pip has.
		code = "import json, sys; from pip._vendor import tomli; print(json.dumps(tomli.load(open(sys.argv[1], 'rb'))))"
		answer = shell.capture([python_with_pip(engine), "-c", code, path])
		return json.loads(answer or "{}").get("project", {})
	return tomllib.loads(path.read_text(encoding="utf-8"))["project"]


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
	yarn = _yarn(engine)
	_install_modules(engine, yarn)
	link_modules(engine, engine.frappe / "node_modules")
	log = engine.log("desk")
	env = {"FRAPPE_BENCH_ROOT": str(engine.bench), "CI": "1", "PATH": f"{yarn.parent}:{os.environ['PATH']}"}
	shell.run([yarn, "run", "production"], log, "Building desk assets", cwd=engine.frappe, env=env)
	# Versions that keep their translations in PO files show English until these are compiled.
	shell.capture(bench.frappe_command(engine, "compile-po-to-mo", "--app", "frappe"), cwd=engine.sites)


def link_modules(engine: Engine, modules: Path) -> None:
	"""The desk fetches some modules (its code editor, for one) from /assets/frappe/node_modules."""
	link(modules, engine.frappe / "frappe" / "public" / "node_modules")


def _install_modules(engine: Engine, yarn: Path) -> None:
	log = engine.log("desk")
	fingerprint = digest_files([engine.frappe / "package.json", engine.frappe / "yarn.lock"], engine.frappe)
	if is_stamped(engine, "modules", fingerprint):
		return
	command = [yarn, "install", "--ignore-scripts", "--non-interactive"]
	try:
		shell.run([*command, "--frozen-lockfile"], log, "Installing node modules", cwd=engine.frappe)
	except DevError:
		# Machines that reach a registry but not the Git hosts get the released package instead.
		if not _take_modules_from_registry(engine.frappe):
			raise
		shell.run(command, log, "Installing node modules", cwd=engine.frappe)
		shell.run(["git", "checkout", "package.json", "yarn.lock"], log, "Tidying up", cwd=engine.frappe)
	stamp(engine, "modules", fingerprint)


def _take_modules_from_registry(folder: Path) -> bool:
	"""Replace Git addresses in package.json by releases; returns whether there were any."""
	path = folder / "package.json"
	project = json.loads(path.read_text(encoding="utf-8"))
	from_git = [name for name in REGISTRY_MODULES if "git" in project.get("dependencies", {}).get(name, "")]
	for name in from_git:
		project["dependencies"][name] = REGISTRY_MODULES[name]
	path.write_text(json.dumps(project, indent=2) + "\n", encoding="utf-8")
	lock = folder / "yarn.lock"
	lock.write_text(without_entries(lock.read_text(encoding="utf-8"), from_git), encoding="utf-8")
	return bool(from_git)


def without_entries(lock: str, names: list[str]) -> str:
	"""A yarn.lock without the entries of some packages."""
	heads = tuple(f"{quote}{name}@" for name in names for quote in ('"', ""))
	return "\n\n".join(
		block for block in lock.split("\n\n") if not block.lstrip("\n").startswith(heads or ("\0",))
	)


def _yarn(engine: Engine) -> Path:
	known = shutil.which("yarn")
	if known:
		return Path(known)
	program = engine.tools / "yarn" / "node_modules" / ".bin" / "yarn"
	if not program.exists():
		command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", engine.tools / "yarn", YARN]
		shell.run(command, engine.log("desk"), "Installing yarn")
	return program
