"""./dev test, ./dev fuzz and ./dev benchmark: the test site and the programs that work on it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import copies, processes, services, setup, sites, suite, system
from devtools.lock import locked
from devtools.paths import SCALE_SITE, TEST_SITE, Engine

RECREATE = "--recreate-site"
SCALE = "--scale"
# Gigabytes of MariaDB's buffer: a third of the data of a million cases.
SCALE_MEMORY = 3
COPYING = "Copying the test site"


@contextmanager
def test_lock(engine: Engine, patience: float = 3600.0) -> Iterator[None]:
	"""Only one run of the tests uses the test site at a time."""
	with locked(engine.home / f"{engine.slug}.test.lock", "running tests here", patience, inherit=False):
		yield


def run(engine: Engine, args: list[str]) -> int:
	"""Make the test site ready and run pytest; returns pytest's exit status."""
	words = [word for word in args if word != RECREATE]
	alone = _names_tests(words) or suite.chooses_how(words)
	with test_lock(engine):
		_prepare(engine, recreate=RECREATE in args, copied=not alone)
		if not alone:
			return suite.run(lambda options, env: _run(engine, ["-m", "pytest", *options], env=env), words)
		return _run(engine, ["-m", "pytest", *(words if _names_tests(words) else ["tests", *words])])


def fuzz(engine: Engine, args: list[str]) -> int:
	"""Send generated requests to the test site, 20,000 where no number is given; returns pytest's exit status."""
	number = next((word for word in args if word.isdigit()), "20000")
	words = [word for word in args if word != number]
	with test_lock(engine):
		_prepare(engine)
		env = {"COMMUNITY_GOV_FUZZ": number}
		return _run(engine, ["-m", "pytest", "tests/fuzz", "--timeout=0", *words], env=env)


def benchmark(engine: Engine, args: list[str]) -> int:
	"""Run the project's benchmarks; returns their exit status. Those with very many cases have their own site."""
	with test_lock(engine):
		if SCALE in args:
			setup.ready(engine, SCALE_SITE)
			services.give_memory(engine, SCALE_MEMORY)
			words = [word for word in args if word != SCALE]
			return _run(engine, ["-m", "tests.benchmark.scale.run", *words], SCALE_SITE)
		_prepare(engine)
		return _run(engine, ["-m", "tests.benchmark.run", *args])


def _prepare(engine: Engine, recreate: bool = False, copied: bool = False) -> None:
	processes.stop_leftovers(engine)
	if recreate:
		setup.ready(engine)
		with setup.setup_lock(engine):
			sites.drop(engine, TEST_SITE)
			copies.empty_cache(engine, TEST_SITE)
	progress = setup.ready(engine, TEST_SITE, desk=True, extra=(COPYING,) if copied else ())
	if copied:
		with setup.setup_lock(engine):
			copies.ensure(engine, progress, COPYING)


def _names_tests(words: list[str]) -> bool:
	"""Whether pytest's arguments say which tests to run."""
	return any(Path(word.partition("::")[0]).exists() for word in words if not word.startswith("-"))


def _run(engine: Engine, words: list[str], site: str = TEST_SITE, env: dict[str, str] | None = None) -> int:
	env = {
		**os.environ,
		**processes.site_env(engine, site),
		"COMMUNITY_GOV_CHROMIUM": system.which("chromium") or "",
		"COMMUNITY_GOV_ADMIN_PASSWORD": sites.admin_password(engine, site),
		**(env or {}),
	}
	child = subprocess.Popen([str(engine.python), *words], cwd=engine.root, env=env)
	try:
		return child.wait()
	except KeyboardInterrupt:
		# The tests hear of it themselves and stop what they started.
		child.terminate()
		child.wait()
		raise
	finally:
		processes.stop_leftovers(engine)
