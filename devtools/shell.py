"""Running commands into log files, and telling the screen what is going on."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from devtools.errors import DevError

# Children started by `run` inherit these descriptors: an orphan keeps the run lock until it ends.
inherited: set[int] = set()
running: set[subprocess.Popen] = set()
_screen = threading.Lock()
NO_NETWORK = (
	"temporary failure in name resolution",
	"getaddrinfo",
	"could not resolve host",
	"network is unreachable",
)


def say(text: str) -> None:
	"""Print a line for the person at the keyboard; standard output stays free for results."""
	with _screen:
		print(text, file=sys.stderr, flush=True)


class Progress:
	"""Numbers the steps of a command: `[3/9] Building desk assets … 12 s`."""

	def __init__(self, titles: Sequence[str]):
		self.titles = list(titles)

	@contextmanager
	def step(self, title: str) -> Iterator[None]:
		"""Announce a step that has work to do and say how long it took."""
		label = f"[{self.titles.index(title) + 1}/{len(self.titles)}] {title} …"
		say(label)
		start = time.monotonic()
		yield
		say(f"{label} {time.monotonic() - start:.0f} s")


def run(
	command: Sequence[str | Path],
	log: Path,
	what: str,
	todo: str = "read the end of the log, mend the cause and run the same command again",
	cwd: Path | None = None,
	env: Mapping[str, str] | None = None,
	stdin: Path | None = None,
) -> None:
	"""Run `command` with its output appended to `log`; raises DevError when it fails."""
	log.parent.mkdir(parents=True, exist_ok=True)
	words = [str(word) for word in command]
	with log.open("ab") as output, open(stdin or os.devnull, "rb") as source:
		output.write(f"\n$ {' '.join(words)}\n".encode())
		output.flush()
		try:
			child = subprocess.Popen(
				words,
				stdin=source,
				stdout=output,
				stderr=subprocess.STDOUT,
				cwd=cwd,
				env={**os.environ, **(env or {})},
				pass_fds=tuple(inherited),
			)
		except OSError as error:
			raise DevError(
				f"{what} failed because {words[0]} cannot be run ({error.strerror})", todo, log
			) from error
		code = _wait(child)
	if code:
		raise DevError(f"{what} failed", _advice(log) or todo, log)


def _wait(child: subprocess.Popen) -> int:
	running.add(child)
	try:
		return child.wait()
	except BaseException:
		child.terminate()
		raise
	finally:
		running.discard(child)


def stop_children() -> None:
	"""End the commands that other threads still run, after one of them failed."""
	for child in list(running):
		child.terminate()


def _advice(log: Path) -> str | None:
	"""What to do about the failures that have a plain cause, read from the end of the log."""
	with log.open("rb") as file:
		file.seek(max(0, log.stat().st_size - 20_000))
		tail = file.read().decode(errors="replace").rpartition("\n$ ")[2].lower()
	if "no space left on device" in tail or "enospc" in tail or "errno 28" in tail:
		return "the disk is full: make room and run the same command again"
	if any(text in tail for text in NO_NETWORK):
		return "the network cannot be reached: check the connection or mirror and run the same command again"
	if "permission denied" in tail or "eacces" in tail:
		return "this user may not write there: fix the ownership of the repository folder and run it again"
	return None


def capture(command: Sequence[str | Path], cwd: Path | None = None) -> str | None:
	"""Standard output of a quick command, or None where it fails or does not exist."""
	try:
		done = subprocess.run(
			[str(word) for word in command], cwd=cwd, capture_output=True, text=True, timeout=60
		)
	except (OSError, subprocess.TimeoutExpired):
		return None
	return done.stdout.strip() if done.returncode == 0 else None
