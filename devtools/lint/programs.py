"""The linters in environments of their own, so that lint needs no bench; babel, for the catalogues, stands with them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from devtools import environment, interpreter, restore, shell, system
from devtools.files import digest_files, is_stamped, remake, stamp
from devtools.lock import locked
from devtools.paths import DEVTOOLS, Engine
from devtools.pip import INSTALL

PYTHON_LINTERS = ("ruff", "mypy")
# In the version of the engine, which needs it too.
BABEL = "babel"
LOCK_FILES = tuple(DEVTOOLS / "lint" / "biome" / name for name in ("package.json", "package-lock.json"))


def python(engine: Engine, name: str) -> Path:
	"""ruff, mypy or python with babel, as pinned for development; installed when first asked for."""
	program = engine.tools / "lint" / "bin" / name
	_once(engine, "lint", program, [environment.DEV_REQUIREMENTS, environment.CONSTRAINTS], _install_python)
	return program


def biome(engine: Engine) -> Path:
	"""biome as its lock file pins it; node starts it, and npm checks what it fetched."""
	program = engine.tools / "biome" / "node_modules" / ".bin" / "biome"
	_once(engine, "biome", program, [*LOCK_FILES], _install_biome)
	return program


def _once(engine: Engine, name: str, program: Path, pins: list[Path], install: Callable) -> None:
	fingerprint = digest_files(pins, engine.root)
	tools = Engine(slug="tools", root=engine.root)
	with locked(engine.home / "tools.lock", "installing the linters"):
		if not program.exists() or not is_stamped(tools, name, fingerprint):
			install(tools, engine.tools / name)
			stamp(tools, name, fingerprint)


def _install_python(tools: Engine, folder: Path) -> None:
	shell.say(f"Installing {' and '.join(PYTHON_LINTERS)} …")
	interpreter_found = interpreter.find(restore.REQUIRES_PYTHON)
	lines = environment.DEV_REQUIREMENTS.read_text(encoding="utf-8").splitlines()
	wanted = [line for line in lines if line.split("==")[0] in PYTHON_LINTERS]
	log = tools.log("lint")
	shell.run([interpreter_found, "-m", "venv", remake(folder)], log, "Making the linters' environment")
	command = [
		folder / "bin" / "python",
		*INSTALL,
		"-c",
		environment.CONSTRAINTS,
		*wanted,
		BABEL,
	]
	shell.run(command, log, "Installing the linters")


def _install_biome(tools: Engine, folder: Path) -> None:
	system.ensure(tools, "node", "npm")
	shell.say("Installing biome …")
	remake(folder).mkdir(parents=True)
	for path in LOCK_FILES:
		shutil.copyfile(path, folder / path.name)
	command = [system.need("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
	shell.run(command, tools.log("lint"), "Installing biome", cwd=folder)
