"""mypy looks at every room of rules, and knows enough of Frappe to see what is wrong there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.test_layers import DOMAINS, ENGINES

ROOT = Path(__file__).resolve().parents[2]
BEGINNING = "import frappe\n\n\ndef find(name: str) -> str | None: ...\n\n\n"


def mypy(file: Path, *options: str) -> str:
	command = [sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml", *options, file]
	answer = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
	assert answer.returncode in (0, 1), answer.stderr
	return answer.stdout


def test_every_room_of_rules_is_checked():
	settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.mypy]")[2]
	packages = settings.partition("packages = [")[2].partition("]")[0]
	named = {line.strip(' \t",') for line in packages.splitlines() if line.strip()}
	assert named == {"case_simulator", *(f"community_gov.{room}" for room in (*ENGINES, *DOMAINS))}


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> str:
	return f"--cache-dir={tmp_path_factory.mktemp('mypy')}"


@pytest.mark.parametrize(
	("code", "finding"),
	[
		("def length(name: str) -> int:\n\treturn len(find(name))\n", "[arg-type]"),
		("def order(rows: list[dict]) -> list:\n\treturn [row.name for row in rows]\n", "[attr-defined]"),
		("def first(rows: list[frappe._dict]) -> str:\n\treturn rows.name\n", "[attr-defined]"),
		("def refuse() -> str:\n\tfrappe.msgprint('no')\n", "[return]"),
	],
)
def test_an_error_is_found(tmp_path, cache, code, finding):
	(tmp_path / "room.py").write_text(BEGINNING + code)
	assert finding in mypy(tmp_path / "room.py", cache)


def test_a_refusal_ends_the_function_and_rows_have_fields(tmp_path, cache):
	code = (
		"def title(row: frappe._dict | None) -> str:\n"
		"\tif not row:\n\t\tfrappe.throw('It is gone.')\n\treturn row.title\n"
	)
	(tmp_path / "room.py").write_text(BEGINNING + code)
	assert mypy(tmp_path / "room.py", cache).startswith("Success")
