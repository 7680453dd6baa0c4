"""The pure functions of pages, tested by node where they stand (tests/unit/js); each of its tests is one here."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from devtools import system

FOLDER = Path(__file__).parent / "js"
FILES = sorted(FOLDER.glob("*.test.mjs"))
NAME = re.compile(r'^test\("([^"]+)"', re.MULTILINE)
RESULT = re.compile(r"^ *(not ok|ok) \d+ - (.*)$", re.MULTILINE)
TESTS = [(path.name, name) for path in FILES for name in NAME.findall(path.read_text(encoding="utf-8"))]


@cache
def outcome(file: str) -> tuple[dict[str, str], str]:
	"""How each test of a file ended, and everything that node said."""
	command = [system.need("node"), "--import", "./loader.mjs", "--test", "--test-reporter=tap", file]
	answer = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=120)
	return {name: end for end, name in RESULT.findall(answer.stdout)}, answer.stdout + answer.stderr


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_in_node(file, name):
	ends, said = outcome(file)
	assert ends.get(name) == "ok", said


def test_every_test_of_node_is_counted_here():
	counted = {name for _file, name in TESTS}
	assert len(counted) == len(TESTS)
	for path in FILES:
		assert set(outcome(path.name)[0]) - {path.name} <= counted
