"""Long-running programs of ours: started detached, known by pid file and command line, stopped politely."""

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
	"""One program; `mark` is a text in its command line or environment, or its working folder."""

	name: str
	command: Sequence[str | Path]
	pidfile: Path
	log: Path
	mark: str
	cwd: Path | None = None
	env: Mapping[str, str] = field(default_factory=dict)

	def pid(self) -> int | None:
		"""Process id while the program runs; a stale file or a recycled id counts as not running."""
		try:
			pid = int(self.pidfile.read_text(encoding="utf-8").split()[0])
		except (OSError, ValueError, IndexError):
			return None
		return pid if is_ours(pid, self.mark) else None

	def start(self, ready: Callable[[], bool], patience: float = 60.0) -> int:
		"""Start the program unless it runs, and wait until `ready`; DevError where it does not come up."""
		pid = self.pid()
		if pid is None:
			pid = self._spawn()
		deadline = time.monotonic() + patience
		while time.monotonic() < deadline:
			if ready():
				return pid
			if not is_ours(pid, self.mark):
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
		write_atomic(self.pidfile, f"{child.pid}\n")
		return child.pid

	def stop(self, patience: float = 30.0) -> bool:
		"""Stop the program, by force after `patience` seconds; returns whether it was running."""
		pid = self.pid()
		if pid is not None:
			_end(pid, self.mark, signal.SIGTERM, patience) or _end(pid, self.mark, signal.SIGKILL, 10.0)
		self.pidfile.unlink(missing_ok=True)
		return pid is not None


_children: list[subprocess.Popen] = []


def is_ours(pid: int, mark: str) -> bool:
	"""Whether process `pid` lives and carries `mark` (see Daemon)."""
	for child in _children:
		if child.pid == pid:
			child.poll()
	folder = Path("/proc") / str(pid)
	try:
		state = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
		texts = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
		place = os.readlink(folder / "cwd")
	except OSError:
		return False
	return state != "Z" and (place == mark or any(mark.encode() in text for text in texts))


def _end(pid: int, mark: str, how: signal.Signals, patience: float) -> bool:
	"""Send a signal to the program and its group; returns whether it has ended in time."""
	try:
		if os.getpgid(pid) == pid and how == signal.SIGKILL:
			os.killpg(pid, how)
		else:
			os.kill(pid, how)
	except ProcessLookupError:
		return True
	deadline = time.monotonic() + patience
	while time.monotonic() < deadline:
		if not is_ours(pid, mark):
			return True
		time.sleep(0.05)
	return False
