"""System packages: programs only, never a system service."""

from __future__ import annotations

import os
import re
import shutil
from ctypes.util import find_library
from pathlib import Path

from devtools import shell
from devtools.errors import DevError
from devtools.lock import locked
from devtools.paths import Engine

# Program -> Debian packages that carry it; the first known to apt is taken. The `core` and `tools`
# packages hold the server programs without a service, so that apt starts nothing.
PROGRAMS = {
	"mariadbd": ("mariadb-server-core", "mariadb-server-core-10.6", "mariadb-server"),
	"mariadb": ("mariadb-client", "mariadb-client-10.6"),
	"redis-check-rdb": ("redis-tools",),
	"git": ("git",),
	"curl": ("curl",),
	"node": ("nodejs",),
	"npm": ("npm",),
	"chromium": ("chromium-headless-shell", "chromium", "chromium-browser"),
}
# The shell without a window takes a third less of the processor than the whole browser.
OPTIONAL = {"wkhtmltopdf": ("wkhtmltopdf",), "chromium-headless-shell": ("chromium-headless-shell",)}
COMPILER = {
	"gcc": ("gcc",),
	"make": ("make",),
	"pkg-config": ("pkg-config",),
	"python3-config": ("python3-dev",),
	"mariadb_config": ("libmariadb-dev",),
}
# What WeasyPrint loads to make PDFs -> Debian packages.
LIBRARIES = {
	"pangoft2-1.0": ("libpangoft2-1.0-0",),
	"harfbuzz-subset": ("libharfbuzz-subset0",),
}
ALIASES = {
	"chromium": (
		*("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
	)
}
CJK_FONTS = ("wqy-zenhei", "NotoSansCJK", "NotoSerifCJK", "wqy-microhei")
MIN_NODE = 18
SBIN = ("/usr/local/sbin", "/usr/sbin", "/sbin")


def which(program: str) -> str | None:
	"""Path of a program, also in the folders for system programs."""
	path = os.pathsep.join([os.environ.get("PATH", ""), *SBIN])
	for name in ALIASES.get(program, (program,)):
		found = shutil.which(name, path=path)
		if found:
			return found
	return None


def need(program: str) -> str:
	"""Path of a program that must be there by now."""
	found = which(program)
	if not found:
		raise DevError(f"The program {program} is missing", "install it and run the same command again")
	return found


def missing(compiler: bool = False) -> list[tuple[str, ...]]:
	"""Choices of packages for each thing the machine lacks."""
	wanted = {**PROGRAMS, **(COMPILER if compiler else {})}
	lacking = [packages for program, packages in wanted.items() if not which(program)]
	if which("node") and _node_version() < MIN_NODE:
		lacking.append(("nodejs",))
	lacking += [packages for name, packages in LIBRARIES.items() if not find_library(name)]
	if not _has_chinese_font():
		lacking.append(("fonts-wqy-zenhei", "fonts-noto-cjk"))
	# Newer systems have dropped it: then formats that are not the app's are printed by the browser.
	offered = [packages for program, packages in OPTIONAL.items() if not which(program) and _known(packages)]
	return lacking + offered


def _node_version() -> int:
	answer = shell.capture([which("node") or "node", "--version"]) or ""
	match = re.match(r"v(\d+)", answer)
	return int(match[1]) if match else 0


def _has_chinese_font() -> bool:
	folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
	names = (path.name for folder in folders if folder.is_dir() for path in folder.rglob("*.tt[cf]"))
	return any(name.startswith(CJK_FONTS) for name in names)


def install(engine: Engine, progress: shell.Progress, title: str, compiler: bool = False) -> None:
	"""Install what is missing with apt, asking for nothing; optional programs may stay missing."""
	lacking = missing(compiler)
	if lacking:
		with progress.step(title):
			_apt_install(engine, lacking)
	if which("node") and _node_version() < MIN_NODE:
		raise DevError(
			f"Node {MIN_NODE} or newer is needed and this system offers {_node_version()}",
			f"install Node {MIN_NODE} or newer with npm and run the same command again",
		)


def ensure(engine: Engine, *programs: str) -> None:
	"""Install those of `programs` that the machine lacks, and nothing else."""
	lacking = [PROGRAMS[program] for program in programs if not which(program)]
	if lacking:
		shell.say(f"Installing {' and '.join(packages[0] for packages in lacking)} …")
		_apt_install(engine, lacking, {})


def install_python(engine: Engine, version: str) -> None:
	"""Install another Python with its venv module beside the system's own."""
	shell.say(f"Installing Python {version} …")
	_apt_install(engine, [(f"python{version}-venv",)], {})


def _apt_install(
	engine: Engine, lacking: list[tuple[str, ...]], extra: dict[str, tuple[str, ...]] = OPTIONAL
) -> None:
	# Lint and the bench may be made ready at the same time, and apt waits for none of its own locks on package lists.
	with locked(engine.home / "apt.lock", "installing system packages"):
		_run_apt(engine, lacking, extra)


def _run_apt(engine: Engine, lacking: list[tuple[str, ...]], extra: dict[str, tuple[str, ...]]) -> None:
	log = engine.log("apt")
	prefix = _privilege(lacking)
	apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]
	if any(not _known(packages) for packages in lacking):
		shell.run([*apt, "update"], log, "Reading the package lists")
	wanted = [_known(packages) or packages[0] for packages in lacking]
	optional = [_known(packages) for program, packages in extra.items() if not which(program)]
	command = [*apt, "install", "-y", "--no-install-recommends", *wanted, *filter(None, optional)]
	try:
		shell.run(command, log, "Installing system packages")
	except DevError:
		# Stale lists name files that mirrors no longer hold.
		shell.run([*apt, "update"], log, "Reading the package lists")
		shell.run(
			[*apt, "install", "-y", "--no-install-recommends", *wanted],
			log,
			"Installing system packages",
			f"install these packages yourself and run the same command again: {' '.join(wanted)}",
		)


def _privilege(lacking: list[tuple[str, ...]]) -> list[str]:
	names = " ".join(packages[0] for packages in lacking)
	advice = f"install these packages and run the same command again: {names}"
	if not shutil.which("apt-get"):
		raise DevError("Some system packages are missing and this system has no apt-get", advice)
	if os.geteuid() == 0:
		return []
	if shell.capture(["sudo", "-n", "true"]) is None:
		raise DevError("Some system packages are missing and this user may not install them", advice)
	return ["sudo", "-n"]


def _known(packages: tuple[str, ...]) -> str | None:
	"""The first of `packages` that apt can install."""
	for package in packages:
		policy = shell.capture(["apt-cache", "policy", package]) or ""
		if "Candidate:" in policy and "Candidate: (none)" not in policy:
			return package
	return None
