"""The order of things: which steps a command needs, which of them run side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

from devtools import assets, bench, environment, official, restore, services, shell, sites, system
from devtools.lock import locked
from devtools.paths import Engine
from devtools.shell import Progress

PACKAGES = "Installing system packages"
SOURCE = "Fetching Frappe"
ENV = "Installing Python packages"
APP = "Installing the app's Python package"
MODULES = "Installing node modules"
SERVICES = "Starting MariaDB and Redis"
SITE = "Making the site ready"
DESK = "Building desk assets"
BASE = [PACKAGES, SOURCE, ENV, APP, SERVICES]


@contextmanager
def setup_lock(engine: Engine, patience: float = 1200.0) -> Iterator[None]:
	"""Only one run of ./dev changes an engine at a time."""
	with locked(engine.home / f"{engine.slug}.lock", "setting things up here", patience):
		yield


def ready(
	engine: Engine,
	site: str | None = None,
	desk: bool = False,
	migrate: bool = True,
	extra: tuple = (),
	beside: Callable[[], None] | None = None,
) -> Progress:
	"""Bring the engine to where a command can use it; returns the progress for further steps.

	`beside` starts something that may run while the site is made: the services run, the packages are there.
	"""
	titles = [*BASE, *([SITE] if site else []), *([MODULES, DESK] if desk else []), *extra]
	progress = Progress(titles)
	with setup_lock(engine):
		_make_engine(engine, progress, desk)
		tasks: list[Callable[[], None]] = [beside] if beside else []
		if site:
			tasks.append(lambda: sites.ensure(engine, site, progress, SITE, migrate))
		if desk:
			tasks.append(lambda: assets.build(engine, progress, DESK))
		_side_by_side(tasks)
	return progress


def _make_engine(engine: Engine, progress: Progress, desk: bool) -> None:
	if not engine.source:
		environment.ensure_interpreter(engine)
		_side_by_side(
			[
				lambda: _packages_then_modules(engine, progress, desk),
				lambda: _source_then_env(engine, progress),
			]
		)
		restore.commit(engine)
	else:
		system.install(engine, progress, PACKAGES)
		official.fetch(engine, progress, SOURCE)
		if official.needs_compiler(engine):
			system.install(engine, progress, PACKAGES, compiler=True)
		environment.make(engine, progress, ENV)
	environment.install_app(engine, progress, APP)
	start_services(engine, progress)


def _packages_then_modules(engine: Engine, progress: Progress, desk: bool) -> None:
	system.install(engine, progress, PACKAGES)
	if desk:
		assets.install_modules(engine, progress, MODULES)


def _source_then_env(engine: Engine, progress: Progress) -> None:
	restore.fetch(engine, progress, SOURCE)
	environment.make(engine, progress, ENV)


def start_services(engine: Engine, progress: Progress) -> None:
	"""Start MariaDB and Redis and write their addresses where Frappe reads them."""
	if services.all_run(engine):
		services.start(engine)
	else:
		with progress.step(SERVICES):
			services.start(engine)
	bench.write_files(engine)
	bench.write_config(engine)


def _side_by_side(tasks: list[Callable[[], None]]) -> None:
	"""Run tasks in threads; the first failure ends the others and is raised."""
	with ThreadPoolExecutor(max_workers=max(1, len(tasks))) as pool:
		futures: list[Future] = [pool.submit(task) for task in tasks]
		try:
			done, pending = wait(futures, return_when=FIRST_EXCEPTION)
		except BaseException:
			shell.stop_children()
			raise
		failed = next((future for future in done if future.exception()), None)
		if failed is not None:
			if pending:
				shell.stop_children()
			failed.result()
