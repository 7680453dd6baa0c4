"""./dev test: two parts of one suite, their sum as the last line."""

import json
from pathlib import Path

import pytest

from devtools import suite

REPORT = '<testsuites><testsuite name="{0}"/></testsuites>'


def fake(codes: list[int], numbers: list[dict], seen: list[list[str]]):
	"""A pytest that leaves these numbers and ends with these statuses, one a call."""

	def pytest_run(options: list[str], env: dict[str, str]) -> int:
		call = len(seen)
		seen.append(options)
		Path(env[suite.COUNTS]).write_text(json.dumps(numbers[call]))
		for word in options:
			if word.startswith(suite.JUNIT):
				Path(word.removeprefix(suite.JUNIT)).write_text(REPORT.format(call))
		return codes[call]

	return pytest_run


def test_the_last_line_sums_both_parts(capsys):
	seen = []
	numbers = [{"passed": 9, "failed": 1, "error": 1, "skipped": 2}, {"passed": 3}]
	assert suite.run(fake([1, 0], numbers, seen), ["-x"]) == 1
	assert capsys.readouterr().out.splitlines()[-1] == "12 passed, 2 failed, 2 skipped"
	assert [options[0] for options in seen] == ["tests", "tests"]
	assert "not serial" in seen[0] and "serial" in seen[1] and all("-x" in options for options in seen)


@pytest.mark.parametrize(
	("codes", "status"), [([0, 0], 0), ([0, 1], 1), ([1, 0], 1), ([0, 5], 0), ([5, 0], 0), ([5, 5], 5)]
)
def test_one_failed_part_fails_the_run_and_an_empty_one_does_not(codes, status):
	assert suite.run(fake(codes, [{}, {}], []), []) == status


@pytest.mark.parametrize("code", [2, 3, 4])
def test_nothing_more_runs_after_an_interruption(code):
	seen = []
	assert suite.run(fake([code, 0], [{}, {}], seen), []) == code
	assert len(seen) == 1


def test_the_reports_of_both_parts_become_one(tmp_path):
	wanted = tmp_path / "report.xml"
	suite.run(fake([0, 0], [{}, {}], []), [f"{suite.JUNIT}{wanted}"])
	text = wanted.read_text()
	assert text.count("<testsuites>") == 1 and '"0"' in text and '"1"' in text


@pytest.mark.parametrize(
	("words", "chosen"), [(["-k", "matrix"], False), (["-n", "0"], True), (["-m", "serial"], True)]
)
def test_who_says_how_to_run_gets_one_pytest(words, chosen):
	assert suite.chooses_how(words) == chosen
