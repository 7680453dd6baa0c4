"""Stars of volunteers by confirmed hours. Pure, no site.

Guideline on star-rated volunteers (志愿者星级): 100, 300, 600, 1000 and 1500 hours; a community may set its own.
"""

from bisect import bisect_right

from community_gov.core.plain_text import listed

SHIPPED = (100.0, 300.0, 600.0, 1000.0, 1500.0)
MOST = 10


class BadStarsError(ValueError):
	"""The list is no rising list of hours."""


def read(text: str | None) -> tuple[float, ...]:
	"""The hours of a list such as "100, 300, 600"; the shipped ones for an empty text.

	Raises:
	        BadStarsError: no numbers, not above zero, not rising, or more than ten.
	"""
	parts = listed(str(text or "").replace("/", ","))
	if not parts:
		return SHIPPED
	try:
		hours = tuple(float(part) for part in parts)
	except ValueError as error:
		raise BadStarsError(text) from error
	rising = all(low < high for low, high in zip((0.0, *hours), (*hours, float("inf")), strict=True))
	if len(hours) > MOST or not rising:
		raise BadStarsError(text)
	return hours


def stars_for(hours: float, needed: tuple[float, ...] = SHIPPED) -> int:
	"""How many stars somebody with so many confirmed hours has."""
	return bisect_right(needed, hours)
