"""What each command of ./dev does, in terms of the other modules."""

from __future__ import annotations

import shutil
import subprocess

from devtools import assets, processes, services, setup, testing
from devtools import bench as bench_tools
from devtools import demo as demo_tools
from devtools.lint import programs, runner
from devtools.options import Options
from devtools.paths import DEMO_SITE, SITES, Engine


def demo(options: Options) -> int:
	"""Everything up to a running demo community; prints address, users and passwords."""
	return demo_tools.run(options.engine, fresh="--fresh" in options.args)


def test(options: Options) -> int:
	"""Make the test site ready and run pytest on it."""
	return testing.run(options.engine, options.args)


def fuzz(options: Options) -> int:
	"""Send generated requests to every endpoint of the test site; returns pytest's exit status."""
	return testing.fuzz(options.engine, options.args)


def benchmark(options: Options) -> int:
	"""Run the project's benchmarks on the test site, or on one with very many cases."""
	return testing.benchmark(options.engine, options.args)


def lint(options: Options) -> int:
	"""Run ruff, mypy, biome and the project's own rules."""
	return runner.run(options.engine, options.args)


def translations(options: Options) -> int:
	"""Write the gettext catalogues from the tables of translations."""
	python = programs.python(options.engine, "python")
	return subprocess.run([python, "-B", "-m", "devtools.catalogues"], cwd=options.engine.root).returncode


def start(options: Options) -> int:
	"""Start the demo site's web server, workers and scheduler."""
	setup.ready(options.engine, DEMO_SITE, desk=True)
	with setup.setup_lock(options.engine):
		port = processes.start_all(options.engine, DEMO_SITE)
	print(f"http://localhost:{port}")
	return 0


def stop(options: Options) -> int:
	"""Stop what `start` started."""
	names = processes.stop_all(options.engine, processes.DEMO_PROGRAMS)
	print(f"Stopped: {', '.join(names)}" if names else "Nothing was running")
	return 0


def status(options: Options) -> int:
	"""Print what runs and where."""
	print(processes.table(options.engine))
	return 0


def down(options: Options) -> int:
	"""Stop everything of this engine, MariaDB and Redis included."""
	names = _shut_down(options.engine)
	print(f"Stopped: {', '.join(names)}" if names else "Nothing was running")
	return 0


def _shut_down(engine: Engine) -> list[str]:
	if not engine.bench.exists():
		return []
	with testing.test_lock(engine, patience=10), setup.setup_lock(engine, patience=30):
		return processes.stop_all(engine) + services.stop(engine)


def clean(options: Options) -> int:
	"""Stop everything and remove the engine's folder; `--all` removes every engine."""
	if "--all" not in options.args:
		_shut_down(options.engine)
		shutil.rmtree(options.engine.bench, ignore_errors=False) if options.engine.bench.exists() else None
		return 0
	home = options.engine.home
	for folder in home.glob("*/ports.json"):
		_shut_down(Engine(slug=folder.parent.name, root=options.engine.root))
	if home.exists():
		shutil.rmtree(home)
	return 0


def bench(options: Options) -> int:
	"""Run a bench or Frappe command; a site of ours that it names is made first."""
	site = bench_tools.site_of(options.args) or DEMO_SITE
	setup.ready(options.engine, site if site in SITES else None, migrate=False)
	return bench_tools.exec_bench(options.engine, options.args)


def build(options: Options) -> int:
	"""Build the desk assets again."""
	assets.forget(options.engine)
	setup.ready(options.engine, desk=True)
	return 0
