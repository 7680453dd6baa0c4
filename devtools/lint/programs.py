"""The linters in an environment of their own, so that lint needs no bench."""

from __future__ import annotations

from pathlib import Path

from devtools import environment, interpreter, restore, shell
from devtools.files import digest_files, is_stamped, remake, stamp
from devtools.lock import locked
from devtools.paths import Engine

PYTHON_LINTERS = ("ruff", "mypy")


def folder(engine: Engine) -> Path:
	"""The folder of the linters' programs, installed when first asked for."""
	programs = engine.tools / "lint" / "bin"
	fingerprint = digest_files([environment.DEV_REQUIREMENTS], engine.root)
	tools = Engine(slug="tools", root=engine.root)
	with locked(engine.home / "tools.lock", "installing the linters"):
		is_whole = all((programs / name).exists() for name in PYTHON_LINTERS)
		if not is_whole or not is_stamped(tools, "lint", fingerprint):
			_install(tools, programs.parent)
			stamp(tools, "lint", fingerprint)
	return programs


def _install(tools: Engine, folder: Path) -> None:
	shell.say("Installing the linters …")
	python = interpreter.find(restore.REQUIRES_PYTHON)
	lines = environment.DEV_REQUIREMENTS.read_text(encoding="utf-8").splitlines()
	wanted = [line for line in lines if line.split("==")[0] in PYTHON_LINTERS]
	log = tools.log("lint")
	shell.run([python, "-m", "venv", remake(folder)], log, "Making the linters' environment")
	command = [folder / "bin" / "python", *environment.PIP, "install", *wanted]
	shell.run(command, log, "Installing the linters")
