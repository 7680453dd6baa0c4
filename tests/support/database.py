"""The engine's MariaDB, killed and started again by a test."""

import os
import signal
import time
from pathlib import Path

from devtools import services
from devtools.paths import Engine
from tests.conftest import BENCH, ROOT


def kill_database() -> None:
	"""kill -9 of the MariaDB that the test site lives in, then a start of it, with its crash recovery.

	Every open connection is lost, the test's own as well: open a new one afterwards.
	"""
	engine = Engine(slug=Path(BENCH).name, root=ROOT)
	daemon = services.mariadb(engine)
	pid = daemon.pid()
	assert pid, "the tests run on a MariaDB of the engine"
	os.kill(pid, signal.SIGKILL)
	# Its port is free only when it is gone, and the site knows no other.
	while daemon.pid():
		time.sleep(0.02)
	services.start(engine)
	assert daemon.pid() != pid
