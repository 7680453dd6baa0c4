"""The programs that serve a site: web server, background worker, scheduler."""

from __future__ import annotations

import os
import time
import urllib.error
import urllib.request
from pathlib import Path

from devtools import bench, ports, services
from devtools.daemon import Daemon
from devtools.files import digest_files, digest_text, is_stamped, stamp
from devtools.paths import APP, DEMO_SITE, ROOT, SECOND_TEST_SITE, Engine

WSGI = "devtools.inside.web:application"
QUEUES = "short,default,long"
WEB_WORKERS = 2
WEB_THREADS = 4
LIVE_THREADS = 100
# Redis databases of the job queues; every site of no row here has the first one of tests.
QUEUE_DATABASES = {DEMO_SITE: 0, SECOND_TEST_SITE: 2}
TEST_QUEUE_DATABASE = 1
# Frappe counts requests under names that are the same for all sites, so the copy has a cache of its own.
CACHE_DATABASES = {SECOND_TEST_SITE: 2}
DEMO_PROGRAMS = ("web", "web-live", "worker", "schedule")


def engine_of(bench_folder: str | Path) -> Engine:
	"""The engine whose bench lies at `bench_folder`."""
	return Engine(slug=Path(bench_folder).name, root=Path(bench_folder).parent.parent)


def queue_url(engine: Engine, site: str) -> str:
	"""Address of the site's job queue; tests have their own, so that the demo's worker leaves them alone."""
	database = QUEUE_DATABASES.get(site, TEST_QUEUE_DATABASE)
	return f"redis://127.0.0.1:{ports.remembered(engine, 'redis_queue')}/{database}"


def cache_url(engine: Engine, site: str) -> str:
	"""Address of the site's cache; Frappe's own commands clear the first database."""
	return f"redis://127.0.0.1:{ports.remembered(engine, 'redis_cache')}/{CACHE_DATABASES.get(site, 0)}"


def site_env(engine: Engine, site: str) -> dict[str, str]:
	"""Variables for every program that works on `site`."""
	return {
		**bench.frappe_env(engine),
		"COMMUNITY_GOV_BENCH": str(engine.bench),
		"COMMUNITY_GOV_SITE": site,
		"FRAPPE_REDIS_QUEUE": queue_url(engine, site),
		"FRAPPE_REDIS_CACHE": cache_url(engine, site),
	}


class WebServer:
	"""A web server for one site; `with WebServer(bench, site) as server: requests.get(server.url)`."""

	def __init__(
		self,
		bench_folder: str | Path,
		site: str,
		wsgi: str = WSGI,
		port: int | None = None,
		name: str | None = None,
		env: dict[str, str] | None = None,
		workers: int = WEB_WORKERS,
		threads: int = WEB_THREADS,
		live: bool = False,
	):
		self.engine = engine_of(bench_folder)
		self.port = port or free_port()
		self.url = f"http://127.0.0.1:{self.port}"
		name = name or f"web-{self.port}"
		self.live = _live_server(self.engine, site, self.url, f"{name}-live") if live else None
		if self.live:
			env = {**(env or {}), "COMMUNITY_GOV_LIVE_PORT": str(self.live[1])}
		program = self.engine.bench / "env" / "bin" / "gunicorn"
		sizes = ["--workers", str(workers), "--threads", str(threads), "--timeout", "120", "--preload"]
		place = [
			"--bind",
			f"127.0.0.1:{self.port}",
			"--chdir",
			str(self.engine.sites),
			"--pythonpath",
			str(ROOT),
		]
		self.daemon = Daemon(
			name,
			[program, *sizes, *place, "--worker-tmp-dir", _fast_folder(), wsgi],
			_pidfile(self.engine, name),
			self.engine.log(name),
			self.engine.sites,
			{
				**site_env(self.engine, site),
				"PYTHONPATH": str(ROOT),
				**(env or {}),
			},
		)

	def start(self, patience: float = 90.0) -> WebServer:
		"""Start and wait until the site answers; DevError where it does not."""
		self.daemon.start(lambda: answers(f"{self.url}/api/method/ping"), patience)
		if self.live:
			self.live[0].start(_after(1.0))
		return self

	def stop(self) -> bool:
		"""Stop; returns whether it was running."""
		if self.live:
			self.live[0].stop(5)
		return self.daemon.stop(10)

	def __enter__(self) -> WebServer:
		return self.start()

	def __exit__(self, *exception: object) -> None:
		self.stop()


def _live_server(engine: Engine, site: str, web: str, name: str) -> tuple[Daemon, int]:
	"""What tells the desks of a site of changes, and its port; each desk holds a thread of it."""
	port = free_port()
	program = engine.bench / "env" / "bin" / "gunicorn"
	place = ["--bind", f"127.0.0.1:{port}", "--chdir", str(engine.sites), "--pythonpath", str(ROOT)]
	sizes = ["--workers", "1", "--threads", str(LIVE_THREADS), "--worker-tmp-dir", _fast_folder()]
	env = {**site_env(engine, site), "PYTHONPATH": str(ROOT), "COMMUNITY_GOV_WEB": web}
	command = [program, *sizes, *place, "devtools.inside.live:application"]
	return Daemon(name, command, _pidfile(engine, name), engine.log(name), engine.sites, env), port


class Worker:
	"""A background worker for one site's queue."""

	def __init__(
		self,
		bench_folder: str | Path,
		site: str,
		queues: str = QUEUES,
		name: str | None = None,
		env: dict[str, str] | None = None,
	):
		self.engine = engine_of(bench_folder)
		command = bench.frappe_command(self.engine, "worker", "--queue", queues, "--quiet")
		self.daemon = _frappe_daemon(self.engine, site, name or f"worker-{site}", command, env)

	def start(self) -> Worker:
		"""Start the worker."""
		self.daemon.start(_after(1.0))
		return self

	def stop(self) -> bool:
		"""Stop after the job at hand; returns whether it was running."""
		return self.daemon.stop(15)

	def __enter__(self) -> Worker:
		return self.start()

	def __exit__(self, *exception: object) -> None:
		self.stop()


def scheduler(engine: Engine, site: str) -> Daemon:
	"""The program that puts due jobs into the queue."""
	return _frappe_daemon(engine, site, "schedule", bench.frappe_command(engine, "schedule"))


def _frappe_daemon(
	engine: Engine, site: str, name: str, command: list[str], env: dict[str, str] | None = None
) -> Daemon:
	variables = {**site_env(engine, site), **(env or {})}
	return Daemon(name, command, _pidfile(engine, name), engine.log(name), engine.sites, variables)


def _pidfile(engine: Engine, name: str) -> Path:
	return engine.bench / "config" / "pids" / f"{name}.pid"


def start_all(engine: Engine, site: str) -> int:
	"""Start web server, worker and scheduler of a site; returns the web server's port."""
	code = _code_fingerprint(engine)
	if not is_stamped(engine, "running-code", code):
		stop_all(engine, DEMO_PROGRAMS)
	web = WebServer(engine.bench, site, port=ports.remembered(engine, "web") or 1, name="web")
	if not web.daemon.pid():
		port = ports.choose(engine, "web")
		_announce_port(engine, site, port)
		web = WebServer(engine.bench, site, port=port, name="web", live=True)
	web.start()
	Worker(engine.bench, site, name="worker").start()
	scheduler(engine, site).start(_after(0.5))
	stamp(engine, "running-code", code)
	return web.port


def _code_fingerprint(engine: Engine) -> str:
	"""Digest over the code and addresses that the programs hold; they start anew when these change."""
	app = (engine.root / APP).resolve()
	files = [*app.rglob("*.py"), *(engine.state / name for name in ("source", "env", "app"))]
	return digest_text(digest_files(files, engine.root), queue_url(engine, DEMO_SITE))


def _announce_port(engine: Engine, site: str, port: int) -> None:
	"""Links in mails and notifications carry the port."""
	bench.write_files(engine)
	bench.write_config(engine)
	bench.set_site_config(engine, site, host_name=f"http://localhost:{port}")


def stop_all(engine: Engine, names: tuple[str, ...] | None = None) -> list[str]:
	"""Stop programs, all of them where no names are given; returns the names of those that ran."""
	stopped = []
	for name in _known_programs(engine) if names is None else names:
		if _known(engine, name).stop(10):
			stopped.append(name)
	return stopped


def stop_leftovers(engine: Engine) -> list[str]:
	"""Stop the servers and workers that tests have started, and perhaps not stopped."""
	return stop_all(engine, tuple(name for name in _known_programs(engine) if name not in DEMO_PROGRAMS))


def _known_programs(engine: Engine) -> list[str]:
	return sorted(pidfile.stem for pidfile in (engine.bench / "config" / "pids").glob("*.pid"))


def _known(engine: Engine, name: str) -> Daemon:
	"""A program by its name only: enough to see whether it runs, and to stop it."""
	return Daemon(name, [], _pidfile(engine, name), engine.log(name))


def table(engine: Engine) -> str:
	"""What runs, one line a program: name, process, address."""
	rows = [("engine", engine.slug, str(engine.bench))]
	for daemon, name in zip(services.daemons(engine), ("mariadb", *services.REDIS), strict=True):
		rows.append((daemon.name, _state(daemon), f"127.0.0.1:{ports.remembered(engine, name) or '-'}"))
	for name in DEMO_PROGRAMS:
		address = f"http://localhost:{ports.remembered(engine, 'web') or '-'}" if name == "web" else ""
		rows.append((name, _state(_known(engine, name)), address))
	return "\n".join(f"{name:<20} {state:<16} {address}".rstrip() for name, state, address in rows)


def _state(daemon: Daemon) -> str:
	pid = daemon.pid()
	return f"running ({pid})" if pid else "stopped"


def free_port() -> int:
	"""A port that the system calls free right now."""
	import socket

	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def answers(url: str, status: int = 200) -> bool:
	"""Whether `url` answers with `status`."""
	opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
	try:
		with opener.open(url, timeout=30) as response:
			return response.status == status
	except (urllib.error.URLError, OSError):
		return False


def _after(seconds: float):
	"""Ready when the program has stayed alive for some seconds."""
	start = time.monotonic()
	return lambda: time.monotonic() - start >= seconds


def _fast_folder() -> str:
	return "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp"
