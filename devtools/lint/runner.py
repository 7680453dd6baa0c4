"""./dev lint: ruff, its formatter, mypy, biome, then the project's own rules."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from devtools.lint import programs, rules
from devtools.paths import Engine

APP_FOLDER = "apps/community_gov"
SKIPPED = {"node_modules", "dist", "lib", "__pycache__"}


def run(engine: Engine, args: list[str]) -> int:
	"""Print what is wrong; returns 1 where something is."""
	failed = [_call(engine, *command) for command in _commands(engine, args)]
	problems = list(project_problems(engine.root))
	for problem in problems:
		print(problem)
	print(f"Project rules: {len(problems)} problems" if problems else "Project rules: all kept")
	return int(any(failed) or bool(problems))


def _commands(engine: Engine, args: list[str]) -> Iterator[tuple[str | Path, ...]]:
	ruff, mypy, biome = (
		programs.python(engine, "ruff"),
		programs.python(engine, "mypy"),
		programs.biome(engine),
	)
	yield (ruff, "check", *args, engine.root)
	yield (ruff, "format", *([] if "--fix" in args else ["--check"]), engine.root)
	yield (mypy, "--cache-dir", engine.tools / "mypy-cache")
	yield (biome, "lint", "--error-on-warnings", *(["--write"] if "--fix" in args else []), engine.root)


def _call(engine: Engine, *command: str | Path) -> int:
	sys.stdout.flush()
	return subprocess.run(command, cwd=engine.root).returncode


def project_problems(root: Path) -> Iterator[rules.Problem]:
	"""Problems of the project's own rules below `root`."""
	folders = (APP_FOLDER, "case_simulator", "demo_town")
	for path in [path for folder in folders for path in _files(root / folder, "*.py")]:
		yield from rules.check(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
	for path in _files(root / "tests", "*.py"):
		yield from rules.check_test(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
	yield from _too_long(root)


def _too_long(root: Path) -> Iterator[rules.Problem]:
	"""Files that other rules do not read to their end."""
	places = (("devtools", "*.py"), ("devtools", "*.mjs"), (APP_FOLDER, "*.js"), ("tests", "*.mjs"))
	for path in (path for folder, pattern in places for path in _files(root / folder, pattern)):
		count = len(path.read_text(encoding="utf-8").splitlines())
		if count > rules.MAX_LINES:
			name = path.relative_to(root).as_posix()
			yield rules.Problem(name, rules.MAX_LINES, "CG005", f"split this file of {count} lines")


def _files(folder: Path, pattern: str) -> list[Path]:
	return sorted(path for path in folder.rglob(pattern) if not SKIPPED & set(path.parts))
