"""Every test: side by side on two sites, then one after the other what nothing else may run beside."""

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
# Options with which somebody says how tests run; such a run is one of pytest, on one site.
CHOOSING = ("-m", "-n", "-p", "--co", "--collect-only", "--pdb", "--lf", "-s")
JUNIT = "--junitxml="
PASSED, FAILED, NOTHING_FOUND = 0, 1, 5

Pytest = Callable[[list[str], dict[str, str]], int]


def chooses_how(words: list[str]) -> bool:
	"""Whether the arguments say how tests are to run."""
	return any(word in CHOOSING for word in words)


def run(pytest: Pytest, words: list[str]) -> int:
	"""Run both parts and print the sum as the last line; returns the exit status."""
	codes, counts, reports = [], Counter(), []
	with tempfile.TemporaryDirectory() as folder:
		for number, part in enumerate((SIDE_BY_SIDE, ALONE)):
			kept, report = Path(folder, f"{number}.json"), Path(folder, f"{number}.xml")
			codes.append(pytest(["tests", *part, *_reporting_to(report, words)], {COUNTS: str(kept)}))
			counts.update(json.loads(kept.read_text()) if kept.exists() else {})
			reports.append(report)
			if codes[-1] not in (PASSED, FAILED, NOTHING_FOUND):
				break
		_join(reports, words)
	print(summary(counts), flush=True)
	return exit_status(codes)


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


def _join(reports: list[Path], words: list[str]) -> None:
	"""One JUnit file out of both parts, where one was asked for."""
	wanted = next((word.removeprefix(JUNIT) for word in words if word.startswith(JUNIT)), None)
	if not wanted:
		return
	whole = ElementTree.Element("testsuites")
	for report in filter(Path.exists, reports):
		whole.extend(ElementTree.parse(report).getroot())
	ElementTree.ElementTree(whole).write(wanted, encoding="utf-8", xml_declaration=True)
