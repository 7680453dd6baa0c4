"""./dev test: three parts of one suite, their sum as the last line."""

import json
from pathlib import Path

import pytest

from devtools import suite

REPORT = '<testsuites><testsuite name="{0}"/></testsuites>'


class FakePytest:
	"""A pytest that leaves these numbers and ends with these statuses, one for each part."""

	def __init__(self, codes: list[int], numbers: list[dict] | None = None):
		self.codes, self.numbers = codes, numbers or [{}] * len(codes)
		self.seen: list[list[str]] = []
		self.ended: list[int] = []

	def start(self, options: list[str], env: dict[str, str]):
		part = len(self.seen)
		self.seen.append(options)
		return lambda: self._end(part, options, env)

	def _end(self, part: int, options: list[str], env: dict[str, str]) -> int:
		self.ended.append(part)
		Path(env[suite.COUNTS]).write_text(json.dumps(self.numbers[part]))
		for word in options:
			if word.startswith(suite.JUNIT):
				Path(word.removeprefix(suite.JUNIT)).write_text(REPORT.format(part))
		return self.codes[part]

	def run(self, words: list[str]) -> int:
		with suite.Suite(words) as whole:
			whole.begin(self.start)
			return whole.finish(self.start)


def test_the_last_line_sums_all_parts(capsys):
	numbers = [
		{"passed": 20, "skipped": 1},
		{"passed": 9, "failed": 1, "error": 1, "skipped": 2},
		{"passed": 3},
	]
	fake = FakePytest([0, 1, 0], numbers)
	assert fake.run(["-x"]) == 1
	assert capsys.readouterr().out.splitlines()[-1] == "32 passed, 2 failed, 3 skipped"
	assert all("-x" in options for options in fake.seen)


def test_each_test_runs_in_one_part():
	fake = FakePytest([0, 0, 0])
	fake.run([])
	without_site, beside, alone = fake.seen
	assert without_site == [suite.WITHOUT_SITE]
	assert beside[0] == alone[0] == "tests" and f"--ignore={suite.WITHOUT_SITE}" in {*beside} & {*alone}
	assert "not serial" in beside and "serial" in alone


def test_what_was_begun_first_is_waited_for_last():
	fake = FakePytest([0, 0, 0])
	fake.run([])
	assert fake.ended == [1, 2, 0]


@pytest.mark.parametrize(
	("codes", "status"),
	[
		*(([0, *codes], status) for codes, status in (([0, 0], 0), ([0, 1], 1), ([1, 0], 1), ([0, 5], 0))),
		*(([5, *codes], status) for codes, status in (([5, 0], 0), ([5, 5], 5))),
		([1, 0, 0], 1),
	],
)
def test_one_failed_part_fails_the_run_and_an_empty_one_does_not(codes, status):
	assert FakePytest(codes).run([]) == status


@pytest.mark.parametrize("code", [2, 3, 4])
def test_nothing_more_starts_after_an_interruption(code):
	fake = FakePytest([0, code, 0])
	assert fake.run([]) == code
	assert fake.ended == [1, 0]


def test_the_reports_of_all_parts_become_one(tmp_path):
	wanted = tmp_path / "report.xml"
	FakePytest([0, 0, 0]).run([f"{suite.JUNIT}{wanted}"])
	text = wanted.read_text()
	assert text.count("<testsuites>") == 1 and all(f'"{part}"' in text for part in range(3))


@pytest.mark.parametrize(
	("words", "chosen"), [(["-k", "matrix"], False), (["-n", "0"], True), (["-m", "serial"], True)]
)
def test_who_says_how_to_run_gets_one_pytest(words, chosen):
	assert suite.chooses_how(words) == chosen
