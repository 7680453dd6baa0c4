"""The files that make the engine's folder a Frappe bench, and running Frappe's commands in it."""

from __future__ import annotations

import os
from pathlib import Path

from devtools import app, bench_program, ports, shell
from devtools.files import link, update_json, write_if_changed
from devtools.files import secret as read_secret
from devtools.paths import APP, DEMO_SITE, DEVTOOLS, Engine

PROCFILE = """web: bench serve --port {web}
schedule: bench schedule
worker: bench worker
"""
# Commands that only the bench program knows; all others are Frappe's.
BENCH_COMMANDS = frozenset((DEVTOOLS / "bench-commands.txt").read_text(encoding="utf-8").split())


def write_files(engine: Engine) -> None:
	"""Write what a bench consists of besides apps and environment; safe to repeat."""
	for name in ("sites/assets", "logs", "config/pids", "apps"):
		(engine.bench / name).mkdir(parents=True, exist_ok=True)
	link(engine.root, engine.bench / "apps" / APP)
	apps = ["frappe", APP] if app.is_there(engine) else ["frappe"]
	write_if_changed(engine.sites / "apps.txt", "\n".join(apps) + "\n")
	write_if_changed(engine.bench / "Procfile", PROCFILE.format(web=ports.remembered(engine, "web") or 8000))
	write_if_changed(engine.bench / "patches.txt", "")


def write_config(engine: Engine) -> bool:
	"""Write addresses of the services into common_site_config.json; returns whether they changed."""
	port = {name: ports.remembered(engine, name) for name in ports.FIRST}
	values = {
		"db_host": "127.0.0.1",
		"db_port": port["mariadb"],
		"redis_cache": f"redis://127.0.0.1:{port['redis_cache']}",
		"redis_queue": f"redis://127.0.0.1:{port['redis_queue']}",
		"redis_socketio": f"redis://127.0.0.1:{port['redis_cache']}",
		"root_login": "root",
		"root_password": read_secret(engine, "mariadb-root"),
		"webserver_port": port["web"] or 8000,
		"serve_default_site": True,
		"default_site": DEMO_SITE,
		"developer_mode": 0,
		"server_script_enabled": False,
		"background_workers": 1,
		# Nobody works off the jobs of tests, and Frappe 16 takes no more than 500 of them by itself.
		"max_queued_jobs": 100_000,
		"frappe_user": os.environ.get("USER") or "root",
		"disable_website_cache": False,
	}
	return update_json(engine.sites / "common_site_config.json", values, 0o600)


def set_site_config(engine: Engine, site: str, **values: object) -> bool:
	"""Set keys in a site's configuration; returns whether they changed."""
	return update_json(engine.sites / site / "site_config.json", values, 0o600)


def frappe_command(engine: Engine, *words: str | Path) -> list[str]:
	"""Command line that runs a Frappe command; its working folder must be `sites`."""
	return [str(word) for word in (engine.python, "-m", "frappe.utils.bench_helper", "frappe", *words)]


def run_frappe(engine: Engine, log: str, what: str, *words: str | Path, todo: str | None = None) -> None:
	"""Run a Frappe command with its output in a log file."""
	extra = {"todo": todo} if todo else {}
	# CI keeps progress bars out of the log.
	env = {**frappe_env(engine), "CI": "1"}
	shell.run(frappe_command(engine, *words), engine.log(log), what, cwd=engine.sites, env=env, **extra)


def run_inside(engine: Engine, log: str, what: str, script: str, *words: str) -> None:
	"""Run one of our scripts of `devtools/inside` in the bench's environment."""
	command = [engine.python, engine.root / "devtools" / "inside" / script, *words]
	shell.run(command, engine.log(log), what, cwd=engine.sites, env=frappe_env(engine))


def frappe_env(engine: Engine) -> dict[str, str]:
	"""Variables for programs that run inside the bench."""
	path = f"{engine.bench / 'env' / 'bin'}:{os.environ.get('PATH', '')}:/usr/sbin"
	return {"FRAPPE_BENCH_ROOT": str(engine.bench), "PATH": path, "PYTHONPATH": ""}


def exec_bench(engine: Engine, args: list[str]) -> int:
	"""Become the wanted command: Frappe's directly, the bench program's own through it."""
	command = next((word for word in _without_options(args)), "")
	env = {**os.environ, **frappe_env(engine)}
	if command in BENCH_COMMANDS:
		program = str(bench_program.find(engine))
		os.chdir(engine.bench)
		os.execvpe(program, [program, *args], env)
	words = frappe_command(engine, *args)
	os.chdir(engine.sites)
	os.execvpe(words[0], words, env)


def _without_options(args: list[str]) -> list[str]:
	"""Words of a command line that are neither options nor the value of --site."""
	words = iter(args)
	found = []
	for word in words:
		if word == "--site":
			next(words, None)
		elif not word.startswith("-"):
			found.append(word)
	return found


def site_of(args: list[str]) -> str | None:
	"""The site that a bench command line names with --site."""
	for position, word in enumerate(args):
		if word == "--site":
			return args[position + 1] if position + 1 < len(args) else None
		if word.startswith("--site="):
			return word.partition("=")[2]
	return None
