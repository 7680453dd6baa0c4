"""A Python that has pip: Debian's own comes without it, a virtual environment brings it along."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from devtools import shell
from devtools.files import remake
from devtools.paths import Engine

# Python compiles what is imported when it is; compiling all of every package takes as long as fetching them.
INSTALL = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--no-compile")


def python_with_pip(engine: Engine) -> Path:
	"""The running interpreter if it has pip, else one of a small environment made for the purpose."""
	if importlib.util.find_spec("pip"):
		return Path(sys.executable)
	folder = engine.tools / "pip"
	python = folder / "bin" / "python"
	if shell.capture([python, "-m", "pip", "--version"]) is None:
		log = engine.log("source")
		shell.run([sys.executable, "-m", "venv", remake(folder)], log, "Making an environment with pip")
	return python
