"""Rules for the desk's JavaScript, found line by line."""

from __future__ import annotations

import re

from devtools.lint.rules import MAX_LINES, Problem

PATTERNS = (
	("CG101", re.compile(r"\bcur_frm\b"), "take the form from the handler's argument, never cur_frm"),
	("CG102", re.compile(r"\basync\s*:\s*false\b"), "await the answer; async: false freezes the page"),
	(
		"CG103",
		re.compile(r"""\bworkflow_state\b\s*[!=]==?\s*["'`]"""),
		"ask for the stage, not a state's name",
	),
	("CG104", re.compile(r"\b__\(\s*`[^`]*\$\{"), "translate a literal and pass values as {0}"),
)


def check(path: str, text: str) -> list[Problem]:
	"""Every problem of one JavaScript file."""
	lines = text.splitlines()
	found = [
		Problem(path, number, rule, advice)
		for number, line in enumerate(lines, 1)
		for rule, pattern, advice in PATTERNS
		if not line.lstrip().startswith(("//", "*")) and pattern.search(line)
	]
	if len(lines) > MAX_LINES:
		found.append(Problem(path, MAX_LINES, "CG005", f"split this file of {len(lines)} lines"))
	return found
