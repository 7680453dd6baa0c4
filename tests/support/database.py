"""The engine's MariaDB, killed and started again by a test."""

import os
import signal
import time
from pathlib import Path

from devtools import ports, services
from devtools.paths import Engine
from tests.conftest import BENCH, ROOT


def kill_database() -> None:
	"""kill -9 of the MariaDB that the test site lives in, then a start of it, with its crash recovery.

	Every open connection is lost, the test's own as well: open a new one afterwards.
	"""
	engine = Engine(slug=Path(BENCH).name, root=ROOT)
	daemon = services.mariadb(engine)
	pid, port = daemon.pid(), ports.remembered(engine, "mariadb")
	assert pid and port, "the tests run on a MariaDB of the engine"
	os.kill(pid, signal.SIGKILL)
	while daemon.pid():
		time.sleep(0.001)
	# A start that meets the port taken chooses another, and the site knows only this one.
	assert ports.is_free(port), f"port {port} is still held after the kill"
	services.start(engine)
	assert daemon.pid() != pid and ports.remembered(engine, "mariadb") == port
