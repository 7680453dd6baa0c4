"""Which lots points come from and go back to: plain values, no site. Amounts have two decimals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Lot:
	"""Points of one credit: what is left of them, and the last day on which they can be spent (None: never expires)."""

	name: str
	remaining: float
	expires_on: date | None = None
	opened_on: date = date.min

	def has_expired(self, day: date) -> bool:
		return bool(self.expires_on and self.expires_on < day)


def first_to_expire(lots: Iterable[Lot]) -> list[Lot]:
	"""The order of spending: the soonest to expire, then the oldest; the name decides between equals."""
	return sorted(lots, key=lambda lot: (lot.expires_on or date.max, lot.opened_on, lot.name))


def draw(lots: Iterable[Lot], amount: float) -> list[tuple[str, float]] | None:
	"""Takes an amount out of lots in the order given: [(lot, taken above zero)], or None where they hold less."""
	taken, missing = [], round(amount, 2)
	for lot in lots:
		part = round(min(lot.remaining, missing), 2)
		if part > 0:
			taken.append((lot.name, part))
			missing = round(missing - part, 2)
	return None if missing > 0 else taken


def give_back(used: Iterable[tuple[Lot, float]], amount: float) -> tuple[list[tuple[str, float]], float]:
	"""Puts an amount back where it was taken from, the last to expire first.

	Args:
	        used: (lot, what is still out of it).
	Returns:
	        [(lot, put back above zero)], and what more there is than was taken
	"""
	order = {lot.name: place for place, lot in enumerate(first_to_expire(lot for lot, _out in used))}
	parts, left = [], round(amount, 2)
	for lot, out in sorted(used, key=lambda pair: -order[pair[0].name]):
		part = round(min(out, left), 2)
		if part > 0:
			parts.append((lot.name, part))
			left = round(left - part, 2)
	return parts, left
