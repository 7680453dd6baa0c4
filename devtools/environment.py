"""The bench's Python environment."""

from __future__ import annotations

from devtools import app, interpreter, official, restore, shell, system
from devtools.files import digest_files, digest_text, is_stamped, remake, stamp, unstamp
from devtools.paths import DEVTOOLS, Engine
from devtools.pip import INSTALL

DEV_REQUIREMENTS = DEVTOOLS / "requirements-dev.txt"
CONSTRAINTS = DEVTOOLS / "constraints.txt"


def ensure_interpreter(engine: Engine) -> None:
	"""Install a Python on which the registry's Frappe runs where the machine has only newer ones (Debian testing)."""
	if engine.python.exists() or interpreter.first(restore.REQUIRES_PYTHON):
		return
	system.install_python(engine, "3.{}".format(interpreter.SUPPORTED[1][1]))


def make(engine: Engine, progress: shell.Progress, title: str) -> None:
	"""Make `env/` with Frappe and the development requirements in it."""
	fingerprint = _fingerprint(engine)
	if engine.python.exists() and is_stamped(engine, "env", fingerprint):
		return
	with progress.step(title):
		unstamp(engine, "env", "app")
		_make_venv(engine)
		log = engine.log("pip")
		command = [engine.python, *INSTALL, "-r", DEV_REQUIREMENTS, *_frappe_requirements(engine)]
		shell.run(command, log, "Installing Frappe's Python packages")
		command = [engine.python, *INSTALL, "--no-deps", "--no-build-isolation", "-e", engine.frappe]
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
	if not app.is_there(engine):
		return
	fingerprint = digest_files([project, CONSTRAINTS], engine.root)
	if is_stamped(engine, "app", fingerprint):
		return
	with progress.step(title):
		bounds = [] if engine.source else ["-c", CONSTRAINTS]
		command = [engine.python, *INSTALL, "--no-build-isolation", *bounds, "-e", engine.root]
		shell.run(command, engine.log("pip"), "Installing the app's Python package")
		stamp(engine, "app", fingerprint)
