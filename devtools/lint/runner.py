"""./dev lint: ruff, its formatter, then the project's own rules."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from devtools import environment, interpreter, restore, shell
from devtools.files import digest_files, is_stamped, remake, stamp
from devtools.lint import rules, scripts
from devtools.lock import locked
from devtools.paths import Engine

APP_FOLDER = "apps/community_gov"
SKIPPED = {"node_modules", "dist", "__pycache__"}


def run(engine: Engine, args: list[str]) -> int:
	"""Print what is wrong; returns 1 where something is."""
	ruff = _ruff(engine)
	sys.stdout.flush()
	failed = [
		subprocess.run([ruff, "check", *args, engine.root], cwd=engine.root).returncode,
		subprocess.run(
			[ruff, "format", *([] if "--fix" in args else ["--check"]), engine.root], cwd=engine.root
		).returncode,
	]
	problems = list(project_problems(engine.root))
	for problem in problems:
		print(problem)
	print(f"Project rules: {len(problems)} problems" if problems else "Project rules: all kept")
	return int(any(failed) or bool(problems))


def project_problems(root: Path) -> Iterator[rules.Problem]:
	"""Problems of the project's own rules below `root`."""
	for path in [*_files(root / APP_FOLDER, "*.py"), *_files(root / "case_simulator", "*.py")]:
		yield from rules.check(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
	for path in _files(root / APP_FOLDER, "*.js"):
		yield from scripts.check(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
	for path in _files(root / "tests", "*.py"):
		yield from rules.check_test(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
	for path in [*_files(root / "devtools", "*.py"), *_files(root / "devtools", "*.mjs")]:
		count = len(path.read_text(encoding="utf-8").splitlines())
		if count > rules.MAX_LINES:
			name = path.relative_to(root).as_posix()
			yield rules.Problem(name, rules.MAX_LINES, "CG005", f"split this file of {count} lines")


def _files(folder: Path, pattern: str) -> list[Path]:
	return sorted(path for path in folder.rglob(pattern) if not SKIPPED & set(path.parts))


def _ruff(engine: Engine) -> Path:
	"""ruff in an environment of its own, so that lint needs no bench."""
	folder = engine.tools / "lint"
	program = folder / "bin" / "ruff"
	fingerprint = digest_files([environment.DEV_REQUIREMENTS], engine.root)
	tools = Engine(slug="tools", root=engine.root)
	with locked(engine.home / "tools.lock", "installing the linter"):
		if program.exists() and is_stamped(tools, "lint", fingerprint):
			return program
		shell.say("Installing the linter …")
		python = interpreter.find(restore.REQUIRES_PYTHON)
		wanted = [
			line
			for line in environment.DEV_REQUIREMENTS.read_text().splitlines()
			if line.startswith("ruff==")
		]
		log = tools.log("lint")
		shell.run([python, "-m", "venv", remake(folder)], log, "Making the linter's environment")
		shell.run(
			[folder / "bin" / "python", *environment.PIP, "install", *wanted], log, "Installing the linter"
		)
		stamp(tools, "lint", fingerprint)
	return program
