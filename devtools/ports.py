"""Free ports, remembered in the engine's folder so that addresses stay the same between runs."""

from __future__ import annotations

import socket
from collections.abc import Callable

from devtools.errors import DevError
from devtools.files import read_json, update_json
from devtools.paths import Engine

FIRST = {"web": 8000, "mariadb": 23306, "redis_cache": 23379, "redis_queue": 24379}
TRIES = 400


def is_free(port: int) -> bool:
	"""Whether nobody listens on `port` of this machine."""
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
	return True


def remembered(engine: Engine, name: str) -> int | None:
	"""The port that `name` used last, if any."""
	port = read_json(engine.bench / "ports.json").get(name)
	return port if isinstance(port, int) else None


def choose(engine: Engine, name: str, free: Callable[[int], bool] = is_free) -> int:
	"""The remembered port of `name` if it is free, else the next free one, remembered from now on."""
	last = remembered(engine, name)
	if last and free(last):
		return last
	taken = _ports_of_engines(engine) - {last}
	first = FIRST[name]
	for port in range(first, first + TRIES):
		if port not in taken and free(port):
			update_json(engine.bench / "ports.json", {name: port})
			return port
	raise DevError(
		f"No free port from {first} to {first + TRIES - 1} for {name}", "end a program that listens there"
	)


def _ports_of_engines(engine: Engine) -> set[int]:
	ports: set[int] = set()
	for path in engine.home.glob("*/ports.json"):
		ports.update(value for value in read_json(path).values() if isinstance(value, int))
	return ports
