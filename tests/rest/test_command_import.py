"""`bench data-import` reads sheets of our DocTypes as every other door does: in a process of its own, without a hook."""

import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

from tests.conftest import BENCH, SITE
from tests.rest.conftest import CHIBI_GRID
from tests.support.workbooks import text_file, workbook

HEAD = ["*Full Name", "Mobile（必填）", "Grid"]


@pytest.fixture
def command_import(tmp_path):
	"""command_import(content, ending) -> what the command printed; records are committed."""

	def run(content: bytes, ending: str) -> str:
		path = tmp_path / f"sheet.{ending}"
		path.write_bytes(content)
		call = [Path(BENCH) / "env/bin/python", "-m", "frappe.utils.bench_helper", "frappe", "--site", SITE]
		call += ["data-import", "--file", path, "--doctype", "Volunteer"]
		done = subprocess.run(call, cwd=Path(BENCH) / "sites", capture_output=True, timeout=120)
		return (done.stdout + done.stderr).decode()

	return run


def stored(login, name: str) -> int:
	return len(login("admin").names("Volunteer", [["full_name", "=", name]]))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_headings_below_titles_in_any_encoding(login, command_import, kind):
	who = f"命令{uuid4().hex[:8]}"
	rows = [["志愿者名册"], HEAD, [who, "", CHIBI_GRID]]
	content = workbook(*rows) if kind == "xlsx" else text_file(*rows, encoding="gb18030")
	told = command_import(content, kind)
	assert stored(login, who) == 1, told


def test_a_rounded_number_is_told_by_row_and_nothing_is_imported(login, command_import):
	who = f"命令{uuid4().hex[:8]}"
	told = command_import(workbook(["名册"], HEAD, [who, 2.02611e19, CHIBI_GRID]), "xlsx")
	assert "Row 3" in told and "of row 3 holds a number that a spreadsheet has rounded" in told
	assert stored(login, who) == 0


def test_another_format_is_refused_by_its_name(command_import):
	assert "The file is a PDF or OFD document. Ask for the sheet" in command_import(b"%PDF-1.7", "xlsx")
