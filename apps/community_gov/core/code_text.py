"""Codes as people read and type them. Pure, no site."""

from community_gov.core.plain_text import number_text

# No 0 O 1 I L: people read such a code to each other over the phone or a counter.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def plain_code(code: str | None) -> str:
	"""A code as it was drawn, however people typed it: case, and what is neither letter nor digit, do not matter."""
	return "".join(filter(str.isalnum, number_text("" if code is None else code)))


def spell(number: int, length: int) -> str:
	"""The last `length` digits of a number to the base of the alphabet, the lowest one first."""
	code = ""
	for _place in range(length):
		number, digit = divmod(number, len(ALPHABET))
		code += ALPHABET[digit]
	return code


def grouped(code: str) -> str:
	"""A code in groups of four, as it is printed: XXXX-XXXX-XXXX."""
	return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
