"""Codes as people read and type them. Pure, no site."""

# No 0 O 1 I L: people read such a code to each other over the phone or a counter.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def plain_code(code: str | None) -> str:
	"""A code as it was drawn, however people typed it: spaces, dashes and case do not matter."""
	return "".join(("" if code is None else str(code)).split()).replace("-", "").upper()


def spell(number: int, length: int) -> str:
	"""The last `length` digits of a number to the base of the alphabet, the lowest one first."""
	code = ""
	for _place in range(length):
		number, digit = divmod(number, len(ALPHABET))
		code += ALPHABET[digit]
	return code
