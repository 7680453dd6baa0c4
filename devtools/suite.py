"""Every test: those without a site while the sites are made, most side by side on two sites, the rest one after the other."""

from __future__ import annotations

import json
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from devtools.paths import TEST_SITES

# Where a run of pytest leaves its numbers; tests/conftest.py writes them.
COUNTS = "COMMUNITY_GOV_COUNTS"
# What needs neither a site nor a browser.
WITHOUT_SITE = "tests/unit"
SIDE_BY_SIDE = [
	"-n",
	str(len(TEST_SITES)),
	"--dist",
	"loadfile",
	"--no-loadscope-reorder",
	"-m",
	"not serial",
]
ALONE = ["-m", "serial"]
REST = ["tests", f"--ignore={WITHOUT_SITE}"]
PARTS = ([WITHOUT_SITE], [*REST, *SIDE_BY_SIDE], [*REST, *ALONE])
# Options with which somebody says how tests run; such a run is one of pytest, on one site.
CHOOSING = ("-m", "-n", "-p", "--co", "--collect-only", "--pdb", "--lf", "-s")
JUNIT = "--junitxml="
PASSED, FAILED, NOTHING_FOUND = 0, 1, 5

# Starts pytest with options and an environment of its own; what it returns waits for the end: its exit status.
Start = Callable[[list[str], dict[str, str]], Callable[[], int]]


def chooses_how(words: list[str]) -> bool:
	"""Whether the arguments say how tests are to run."""
	return any(word in CHOOSING for word in words)


class Suite:
	"""A run of every test in three parts; `with Suite(words) as suite:`, first `begin`, then `finish`."""

	def __init__(self, words: list[str]):
		"""`words` are options for each run of pytest."""
		self._words = words
		self._wait: Callable[[], int] | None = None

	def __enter__(self) -> Suite:
		self._folder = tempfile.TemporaryDirectory()
		return self

	def __exit__(self, *_error) -> None:
		self._folder.cleanup()

	def begin(self, start: Start) -> None:
		"""Start the tests that need no site, beside whatever comes next."""
		self._wait = self._start(start, 0)

	def finish(self, start: Start) -> int:
		"""Run the rest, wait for all and print the sum as the last line; returns the exit status."""
		codes = []
		for number in range(1, len(PARTS)):
			codes.append(self._start(start, number)())
			if codes[-1] not in (PASSED, FAILED, NOTHING_FOUND):
				break
		codes.append(self._wait() if self._wait else NOTHING_FOUND)
		self._join()
		print(summary(self._counts()), flush=True)
		return exit_status(codes)

	def _start(self, start: Start, number: int) -> Callable[[], int]:
		options = [*PARTS[number], *_reporting_to(self._report(number), self._words)]
		return start(options, {COUNTS: str(self._numbers(number))})

	def _report(self, number: int) -> Path:
		return Path(self._folder.name, f"{number}.xml")

	def _numbers(self, number: int) -> Path:
		return Path(self._folder.name, f"{number}.json")

	def _counts(self) -> Counter:
		kept = filter(Path.exists, map(self._numbers, range(len(PARTS))))
		return sum((Counter(json.loads(path.read_text())) for path in kept), Counter())

	def _join(self) -> None:
		"""One JUnit file out of all parts, where one was asked for."""
		wanted = next((word.removeprefix(JUNIT) for word in self._words if word.startswith(JUNIT)), None)
		if not wanted:
			return
		whole = ElementTree.Element("testsuites")
		for report in filter(Path.exists, map(self._report, range(len(PARTS)))):
			whole.extend(ElementTree.parse(report).getroot())
		ElementTree.ElementTree(whole).write(wanted, encoding="utf-8", xml_declaration=True)


def summary(counts: Counter) -> str:
	"""The line that CI reads: tests whose fixtures failed have failed."""
	failed = counts["failed"] + counts["error"]
	return f"{counts['passed']} passed, {failed} failed, {counts['skipped']} skipped"


def exit_status(codes: list[int]) -> int:
	"""What went worst; that one part had nothing to run is no failure."""
	found = [code for code in codes if code != NOTHING_FOUND]
	return max(found) if found else NOTHING_FOUND


def _reporting_to(report: Path, words: list[str]) -> list[str]:
	return [f"{JUNIT}{report}" if word.startswith(JUNIT) else word for word in words]
