"""Long-running programs of ours: started detached, known by pid file, stopped politely."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from devtools.errors import DevError
from devtools.files import write_atomic


@dataclass
class Daemon:
	"""One program. Its pid file also holds when it started, so that a recycled id is not mistaken for it."""

	name: str
	command: Sequence[str | Path]
	pidfile: Path
	log: Path
	cwd: Path | None = None
	env: Mapping[str, str] = field(default_factory=dict)

	def pid(self) -> int | None:
		"""Process id while the program runs; a stale file or a recycled id counts as not running."""
		try:
			kept = self.pidfile.read_text(encoding="utf-8").strip()
			pid = int(kept.split()[0])
		except (OSError, ValueError, IndexError):
			return None
		return pid if identity(pid) == kept else None

	def start(self, ready: Callable[[], bool], patience: float = 60.0) -> int:
		"""Start the program unless it runs, and wait until `ready`; DevError where it does not come up."""
		pid = self.pid()
		if pid is None:
			pid = self._spawn()
		deadline = time.monotonic() + patience
		while time.monotonic() < deadline:
			if ready():
				return pid
			if self.pid() is None:
				raise DevError(f"{self.name} ended while it was starting", self._advice(), self.log)
			time.sleep(0.1)
		raise DevError(f"{self.name} did not answer within {patience:.0f} seconds", self._advice(), self.log)

	def _advice(self) -> str:
		try:
			tail = self.log.read_text(encoding="utf-8", errors="replace")[-5000:].lower()
		except OSError:
			tail = ""
		if "no space left" in tail or "errcode: 28" in tail or "disk is full" in tail:
			return "the disk is full: make room and run the same command again"
		if "permission denied" in tail:
			return (
				"this user may not write there: fix the ownership of the repository folder and run it again"
			)
		return "read the end of its log, mend the cause and run the same command again"

	def _spawn(self) -> int:
		self.log.parent.mkdir(parents=True, exist_ok=True)
		with self.log.open("ab") as output:
			child = subprocess.Popen(
				[str(word) for word in self.command],
				stdin=subprocess.DEVNULL,
				stdout=output,
				stderr=subprocess.STDOUT,
				cwd=self.cwd,
				env={**os.environ, **self.env},
				start_new_session=True,
			)
		_children.append(child)
		write_atomic(self.pidfile, f"{identity(child.pid)}\n")
		return child.pid

	def stop(self, patience: float = 30.0) -> bool:
		"""Stop the program, by force after `patience` seconds; returns whether it was running."""
		pid = self.pid()
		if pid is not None:
			self._end(pid, signal.SIGTERM, patience) or self._end(pid, signal.SIGKILL, 10.0)
		self.pidfile.unlink(missing_ok=True)
		return pid is not None

	def _end(self, pid: int, how: signal.Signals, patience: float) -> bool:
		"""Send a signal, by force to the whole group; returns whether the program ended in time."""
		try:
			(os.killpg if how == signal.SIGKILL and os.getpgid(pid) == pid else os.kill)(pid, how)
		except ProcessLookupError:
			return True
		deadline = time.monotonic() + patience
		while time.monotonic() < deadline:
			if self.pid() is None:
				return True
			time.sleep(0.05)
		return False


_children: list[subprocess.Popen] = []


def identity(pid: int) -> str | None:
	"""Process id, start time and boot of a living process; None for a dead one."""
	for child in _children:
		if child.pid == pid:
			child.poll()
	try:
		fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
		boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip()
	except OSError:
		return None
	# Fields 3, 20 and 22 of proc(5): state, threads, and start time in clock ticks since boot.
	# A killed program's first thread is a zombie while the others still hold its port and files.
	dead = fields[0] == "Z" and int(fields[17]) <= 1
	return None if dead else f"{pid} {fields[19]} {boot}"
