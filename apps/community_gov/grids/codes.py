"""Codes of places: the code is the tree.

A statistical division code has 2 digits for the province, 2 for the city, 2 for the district (GB/T 2260),
3 for the street and 3 for the community (National Bureau of Statistics). A unit grid adds 3 digits, which
makes the 15-character unit grid code of GB/T 47678.3, and a micro-grid 2 more of this app's own. So a node's
code begins with its parent's, and a subtree is a prefix.
"""

from typing import NamedTuple

LEVEL_BY_LENGTH = {
	2: "Province",
	4: "City",
	6: "District",
	9: "Street",
	12: "Community",
	15: "Grid",
	17: "Micro-grid",
}
LENGTH_BY_LEVEL = {level: length for length, level in LEVEL_BY_LENGTH.items()}
LEVELS = tuple(LENGTH_BY_LEVEL)
MAX_LENGTH = max(LEVEL_BY_LENGTH)

_LENGTHS = tuple(LEVEL_BY_LENGTH)
_PARENT_LENGTH = dict(zip(_LENGTHS, (0, *_LENGTHS[:-1]), strict=True))


class CodeError(ValueError):
	"""Base of everything that can be wrong with the code of a place."""


class InvalidCode(CodeError):
	"""The code is not ASCII digits beginning with 1 to 9."""


class UnknownLength(CodeError):
	"""No level has codes of this length."""


class LevelMismatch(CodeError):
	"""The code is of another level than was claimed."""


class ParentMismatch(CodeError):
	"""The code does not begin with the claimed parent's code, or skips a level."""


class ParsedCode(NamedTuple):
	"""A checked code with what follows from it; `parent` is "" for a province."""

	code: str
	level: str
	parent: str


def check_code(code: str) -> str:
	"""Return `code` unchanged if it can name a place.

	Raises InvalidCode or UnknownLength (GB/T 2260 for districts, GB/T 47678.3 for grids).
	"""
	if not (isinstance(code, str) and code.isascii() and code.isdigit() and code[0] != "0"):
		raise InvalidCode(f"{code!r} is not a division code. Write digits only, the first not 0.")
	if len(code) not in LEVEL_BY_LENGTH:
		raise UnknownLength(
			f"{code} has {len(code)} digits, which no level has. Use 2, 4, 6, 9, 12, 15 or 17 digits."
		)
	return code


def level_of(code: str) -> str:
	"""Return the level's name, from "Province" (2 digits) to "Micro-grid" (17). Raises CodeError."""
	return LEVEL_BY_LENGTH[len(check_code(code))]


def parent_of(code: str) -> str:
	"""Return the code one level up, "" for a province. Raises CodeError."""
	return code[: _PARENT_LENGTH[len(check_code(code))]]


def ancestors_of(code: str) -> list[str]:
	"""Return the codes above `code`, province first, without `code` itself. Raises CodeError."""
	length = len(check_code(code))
	return [code[:shorter] for shorter in _LENGTHS if shorter < length]


def parse(code: str, level: str | None = None, parent: str | None = None) -> ParsedCode:
	"""Return the code with its level and parent, after checking those that were given.

	Raises CodeError: InvalidCode, UnknownLength, LevelMismatch or ParentMismatch.
	"""
	parsed = ParsedCode(code, level_of(code), parent_of(code))
	if level and level != parsed.level:
		raise LevelMismatch(
			f"{code} is a {parsed.level} by its length, not a {level}. Correct the level or the code."
		)
	if parent and parent != parsed.parent:
		raise ParentMismatch(
			f"{code} lies in {parsed.parent or 'no place'}, not in {parent}. Correct the parent or the code."
		)
	return parsed


def is_within(code: str, prefix: str) -> bool:
	"""Whether `code` is the place `prefix` or lies in it. False for an empty code.

	Raises CodeError for a `prefix` that is no code: an empty scope must never mean "everywhere".
	"""
	check_code(prefix)
	return bool(code) and code.startswith(prefix)


def prefix_range(code: str) -> tuple[str, str]:
	"""Return the lowest and highest code of the subtree, both inclusive, for SQL BETWEEN.

	The upper end is padded with nines: that holds in every collation, where a trick such as the character
	after "9" does not. Raises CodeError.
	"""
	return check_code(code), code.ljust(MAX_LENGTH, "9")
