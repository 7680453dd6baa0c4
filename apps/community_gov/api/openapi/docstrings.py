"""What the docstring of an endpoint says: summary, arguments, permission, answer, errors."""

import inspect
import re
from typing import NamedTuple

HEADS = ("Args:", "Permission:", "Returns:", "Raises:", "See:")
STATUS = re.compile(r"\b([45]\d\d)\b")
# An argument begins its line with its name, or several names, and a colon.
ARGUMENT = re.compile(r"^([a-z_][a-z_0-9]*(?:, [a-z_][a-z_0-9]*)*): (.*)$")


class Words(NamedTuple):
	"""`arguments` is {name: text}; `statuses` are those of errors that the text names."""

	summary: str
	description: str
	arguments: dict[str, str]
	permission: str
	answer: str
	errors: str
	statuses: set[int]


def read(function) -> Words:
	"""The parts of a docstring in the house's form; a part that is not there is empty."""
	parts = _parts(inspect.getdoc(function) or "")
	summary, _blank, more = parts[""].partition("\n\n")
	errors = _joined(parts.get("Raises:", ""))
	return Words(
		_joined(summary),
		_joined(more),
		_arguments(parts.get("Args:", "")),
		_joined(parts.get("Permission:", "")),
		_joined(parts.get("Returns:", "")),
		errors,
		{int(status) for status in STATUS.findall(errors)},
	)


def _parts(text: str) -> dict[str, str]:
	"""{head, "" for what stands above the first: text}; a head may be followed by words on its line."""
	found, head = {"": []}, ""
	for line in text.splitlines():
		begun = next((one for one in HEADS if line.startswith(one)), None)
		if begun:
			head, line = begun, line[len(begun) :]
		found.setdefault(head, []).append(line)
	return {name: "\n".join(lines).strip() for name, lines in found.items()}


def _arguments(text: str) -> dict[str, str]:
	found: dict[str, str] = {}
	names: list[str] = []
	for line in map(str.strip, text.splitlines()):
		if begun := ARGUMENT.match(line):
			names = begun[1].split(", ")
			found |= dict.fromkeys(names, begun[2])
		else:
			found |= {name: f"{found[name]} {line}".strip() for name in names}
	return found


def _joined(text: str) -> str:
	return " ".join(text.split())
