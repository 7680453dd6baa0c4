"""Whether this repository holds the app."""

from __future__ import annotations

from devtools.paths import APP, Engine


def is_there(engine: Engine) -> bool:
	"""Whether this repository holds an installable app already."""
	return (engine.root / "pyproject.toml").is_file() and (engine.root / APP / "hooks.py").is_file()
