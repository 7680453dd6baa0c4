"""Every function that hooks.py names exists: Frappe looks for it only when it is needed."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from community_gov import hooks
from tests.support.workers import BENCH


def paths_in(value) -> Iterator[str]:
	if isinstance(value, str):
		is_path = value.startswith("community_gov.") and not value.endswith((".js", ".css"))
		yield from [value] if is_path else []
	elif isinstance(value, dict):
		for each in value.values():
			yield from paths_in(each)
	elif isinstance(value, (list, tuple)):
		for each in value:
			yield from paths_in(each)


PATHS = sorted({path for name, value in vars(hooks).items() if name[0] != "_" for path in paths_in(value)})


@pytest.mark.parametrize("path", PATHS)
def test_a_hook_leads_to_something(path, monkeypatch):
	# Frappe 16 opens log files by relative paths when some of its modules are imported.
	monkeypatch.chdir(Path(BENCH, "sites"))
	module, _dot, name = path.rpartition(".")
	assert hasattr(importlib.import_module(module), name)


def test_hooks_are_found():
	assert len(PATHS) > 110 and "community_gov.permissions.list_conditions.case_dispatch" in PATHS
