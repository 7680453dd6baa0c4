"""The bench program in an environment of its own: its requirements are not those of Frappe."""

from __future__ import annotations

from pathlib import Path

from devtools import interpreter, shell
from devtools.errors import DevError
from devtools.files import digest_text, remake
from devtools.paths import Engine
from devtools.pip import INSTALL

BENCH_CLI = "frappe-bench==5.31.0"


def find(engine: Engine) -> Path:
	"""The bench program in an environment of its own, installed when first asked for."""
	folder = engine.tools / "bench-cli"
	program = folder / "bin" / "bench"
	done = folder / ".done"
	fingerprint = digest_text(BENCH_CLI)
	if program.exists() and done.is_file() and done.read_text(encoding="utf-8") == fingerprint:
		return program
	shell.say("Installing the bench program …")
	log = engine.log("bench-cli")
	python = interpreter.find(">=3.10")
	shell.run([python, "-m", "venv", remake(folder)], log, "Making the environment of the bench program")
	shell.run([folder / "bin" / "python", *INSTALL, BENCH_CLI, "setuptools<81"], log, "Installing bench")
	if not program.exists():
		raise DevError(
			"The bench program is missing after its installation", "run ./dev clean --all and try again", log
		)
	done.write_text(fingerprint, encoding="utf-8")
	return program
