"""./dev test, ./dev fuzz and ./dev benchmark: the test site and the programs that work on it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from devtools import copies, processes, services, setup, sites, suite, system
from devtools.lock import locked
from devtools.paths import SCALE_SITE, TEST_SITE, Engine

RECREATE = "--recreate-site"
SCALE, PAGES = "--scale", "--pages"
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
	words, recreate = [word for word in args if word != RECREATE], RECREATE in args
	with test_lock(engine):
		if not _names_tests(words) and not suite.chooses_how(words):
			return _run_all(engine, words, recreate)
		_prepare(engine, recreate)
		return _run(engine, ["-m", "pytest", *(words if _names_tests(words) else ["tests", *words])])


def _run_all(engine: Engine, words: list[str], recreate: bool) -> int:
	"""Run every test; those that need no site run while the sites are made."""
	log = engine.log(Path(suite.WITHOUT_SITE).name)
	with suite.Suite(words) as whole, ExitStack() as running:

		def beside(options: list[str], env: dict[str, str]) -> Callable[[], int]:
			output = running.enter_context(log.open("w+", encoding="utf-8"))
			child = _pytest(engine, options, env, stdout=output, stderr=subprocess.STDOUT)
			running.callback(child.kill)
			return lambda: _told(child, log)

		def in_turn(options: list[str], env: dict[str, str]) -> Callable[[], int]:
			return lambda: _wait(engine, _pytest(engine, options, env))

		_prepare(engine, recreate, copied=True, beside=lambda: whole.begin(beside))
		return whole.finish(in_turn)


def _told(child: subprocess.Popen, log: Path) -> int:
	"""The exit status of a run that wrote into `log`, which is shown."""
	status = child.wait()
	print(log.read_text(encoding="utf-8"), flush=True)
	return status


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
		if PAGES in args:
			return _run(engine, ["-m", "tests.benchmark.pages", *(word for word in args if word != PAGES)])
		return _run(engine, ["-m", "tests.benchmark.run", *args])


def _prepare(
	engine: Engine, recreate: bool = False, copied: bool = False, beside: Callable[[], None] | None = None
) -> None:
	processes.stop_leftovers(engine)
	if recreate:
		setup.ready(engine)
		with setup.setup_lock(engine):
			sites.drop(engine, TEST_SITE)
			copies.empty_cache(engine, TEST_SITE)
	extra = (COPYING,) if copied else ()
	progress = setup.ready(engine, TEST_SITE, desk=True, extra=extra, beside=beside)
	if copied:
		with setup.setup_lock(engine):
			copies.ensure(engine, progress, COPYING)


def _names_tests(words: list[str]) -> bool:
	"""Whether pytest's arguments say which tests to run."""
	return any(Path(word.partition("::")[0]).exists() for word in words if not word.startswith("-"))


def _run(engine: Engine, words: list[str], site: str = TEST_SITE, env: dict[str, str] | None = None) -> int:
	return _wait(engine, _begin(engine, words, site, env))


def _pytest(engine: Engine, options: list[str], env: dict[str, str], **to) -> subprocess.Popen:
	return _begin(engine, ["-m", "pytest", *options], env=env, **to)


def _begin(
	engine: Engine, words: list[str], site: str = TEST_SITE, env: dict[str, str] | None = None, **to
) -> subprocess.Popen:
	env = {
		**os.environ,
		**processes.site_env(engine, site),
		"COMMUNITY_GOV_CHROMIUM": system.which("chromium") or "",
		"COMMUNITY_GOV_ADMIN_PASSWORD": sites.admin_password(engine, site),
		**(env or {}),
	}
	return subprocess.Popen([str(engine.python), *words], cwd=engine.root, env=env, **to)


def _wait(engine: Engine, child: subprocess.Popen) -> int:
	try:
		return child.wait()
	except KeyboardInterrupt:
		# The tests hear of it themselves and stop what they started.
		child.terminate()
		child.wait()
		raise
	finally:
		processes.stop_leftovers(engine)
