"""Finding a Python that fits a Frappe version among those on the machine."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from devtools.errors import DevError
from devtools.shell import capture

SUPPORTED = ((3, 10), (3, 13))
PROBE = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
CLAUSE = re.compile(r"(>=|<=|>|<|==|~=|!=)\s*3\.(\d+)")


def allows(requires: str, version: tuple[int, int]) -> bool:
	"""Whether a `requires-python` text such as `>=3.10,<3.14` admits `version`."""
	tests = {
		">=": lambda minor, wanted: minor >= wanted,
		"~=": lambda minor, wanted: minor >= wanted,
		"<=": lambda minor, wanted: minor <= wanted,
		">": lambda minor, wanted: minor > wanted,
		"<": lambda minor, wanted: minor < wanted,
		"==": lambda minor, wanted: minor == wanted,
		"!=": lambda minor, wanted: minor != wanted,
	}
	return all(tests[sign](version[1], int(minor)) for sign, minor in CLAUSE.findall(requires))


def candidates() -> Iterator[str]:
	"""Names and paths where an interpreter may be, the running one first."""
	yield sys.executable
	minors = range(SUPPORTED[0][1], 20)
	yield from (f"python3.{minor}" for minor in minors)
	home = Path.home()
	for pattern in (".pyenv/versions/3.*/bin/python", ".local/share/uv/python/cpython-3.*/bin/python3"):
		yield from (str(path) for path in sorted(home.glob(pattern)))


def version_of(python: str | Path) -> tuple[int, int] | None:
	"""Version of an interpreter that can make environments, or None."""
	answer = capture([python, "-c", PROBE])
	if not answer:
		return None
	major, _, minor = answer.partition(".")
	return int(major), int(minor)


def first(requires: str, preferred: tuple[int, int] | None = None) -> str | None:
	"""An interpreter that `requires` admits, a `preferred` version first; None where there is none."""
	fitting: list[str] = []
	for name in candidates():
		version = version_of(name)
		if version and allows(requires, version):
			if preferred is None or version == preferred:
				return name
			fitting.append(name)
	return fitting[0] if fitting else None


def find(requires: str, preferred: tuple[int, int] | None = None) -> str:
	"""An interpreter that `requires` admits, a `preferred` version first; DevError where there is none."""
	found = first(requires, preferred)
	if not found:
		raise DevError(
			f"This Frappe wants Python {requires} and none was found on the machine",
			"install such a Python with its venv module and run the same command again",
		)
	return found
