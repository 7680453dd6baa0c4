"""A lock between runs of ./dev, held by the kernel, so that a killed run never leaves it behind."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import shell
from devtools.errors import DevError


@contextmanager
def locked(path: Path, purpose: str, patience: float = 1200.0, inherit: bool = True) -> Iterator[None]:
	"""Hold the lock at `path`; waits up to `patience` seconds for another run and says so."""
	path.parent.mkdir(parents=True, exist_ok=True)
	descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
	try:
		_acquire(descriptor, path, purpose, patience)
		os.ftruncate(descriptor, 0)
		os.pwrite(descriptor, str(os.getpid()).encode(), 0)
		if inherit:
			shell.inherited.add(descriptor)
		yield
	finally:
		shell.inherited.discard(descriptor)
		os.close(descriptor)


def _acquire(descriptor: int, path: Path, purpose: str, patience: float) -> None:
	deadline = time.monotonic() + patience
	announced = False
	while True:
		try:
			return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			holder = path.read_text(encoding="utf-8").strip() or "unknown"
		if time.monotonic() >= deadline:
			raise DevError(
				f"Another run of ./dev (process {holder}) is still {purpose}",
				"wait until it has finished or end it, then run this command again",
			)
		if not announced:
			shell.say(f"Another run of ./dev (process {holder}) is {purpose}; waiting for it to finish.")
			announced = True
		time.sleep(0.2)
