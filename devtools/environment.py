"""The bench's Python environment, and the separate one of the bench program."""

from __future__ import annotations

from pathlib import Path

from devtools import interpreter, official, restore, shell
from devtools.errors import DevError
from devtools.files import digest_files, digest_text, is_stamped, remake, stamp, unstamp
from devtools.paths import APP, DEVTOOLS, Engine

DEV_REQUIREMENTS = DEVTOOLS / "requirements-dev.txt"
CONSTRAINTS = DEVTOOLS / "constraints.txt"
BENCH_CLI = "frappe-bench==5.31.0"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")


def make(engine: Engine, progress: shell.Progress, title: str) -> None:
	"""Make `env/` with Frappe and the development requirements in it."""
	fingerprint = _fingerprint(engine)
	if engine.python.exists() and is_stamped(engine, "env", fingerprint):
		return
	with progress.step(title):
		unstamp(engine, "env", "app")
		_make_venv(engine)
		log = engine.log("pip")
		command = [engine.python, *PIP, "install", "-r", DEV_REQUIREMENTS, *_frappe_requirements(engine)]
		shell.run(command, log, "Installing Frappe's Python packages")
		command = [engine.python, *PIP, "install", "--no-deps", "--no-build-isolation", "-e", engine.frappe]
		shell.run(command, log, "Installing Frappe")
		stamp(engine, "env", fingerprint)


def _fingerprint(engine: Engine) -> str:
	files = [DEV_REQUIREMENTS] if engine.source else [DEV_REQUIREMENTS, CONSTRAINTS]
	return digest_text(digest_files(files, engine.root), *_frappe_requirements(engine))


def _make_venv(engine: Engine) -> None:
	"""Start from an empty environment, so that a half-made one leaves nothing behind."""
	requires = official.requires_python(engine) if engine.source else restore.REQUIRES_PYTHON
	preferred = (3, 12) if engine.source and official.wants_new_python(engine) else None
	python = interpreter.find(requires, preferred)
	if not engine.source:
		restore.adapt(engine, interpreter.version_of(python) or interpreter.SUPPORTED[0])
	folder = remake(engine.bench / "env")
	shell.run([python, "-m", "venv", folder], engine.log("pip"), "Making the Python environment")


def _frappe_requirements(engine: Engine) -> list[str]:
	names = official.requirements(engine) if engine.source else restore.read_requirements(engine.frappe)
	return names if engine.source else ["-c", str(CONSTRAINTS), *names]


def install_app(engine: Engine, progress: shell.Progress, title: str) -> None:
	"""Install this repository into the environment as an editable package, once it is a package."""
	project = engine.root / "pyproject.toml"
	if not has_app(engine):
		return
	fingerprint = digest_files([project, CONSTRAINTS], engine.root)
	if is_stamped(engine, "app", fingerprint):
		return
	with progress.step(title):
		bounds = [] if engine.source else ["-c", CONSTRAINTS]
		command = [engine.python, *PIP, "install", "--no-build-isolation", *bounds, "-e", engine.root]
		shell.run(command, engine.log("pip"), "Installing the app's Python package")
		stamp(engine, "app", fingerprint)


def has_app(engine: Engine) -> bool:
	"""Whether this repository holds an installable app already."""
	return (engine.root / "pyproject.toml").is_file() and (engine.root / APP / "hooks.py").is_file()


def bench_cli(engine: Engine) -> Path:
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
	shell.run(
		[folder / "bin" / "python", *PIP, "install", BENCH_CLI, "setuptools<81"], log, "Installing bench"
	)
	if not program.exists():
		raise DevError(
			"The bench program is missing after its installation", "run ./dev clean --all and try again", log
		)
	done.write_text(fingerprint, encoding="utf-8")
	return program
