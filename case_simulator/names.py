"""Names of rows that are written: numbers as Frappe counts them, and keys that grow."""

import time
from datetime import date, datetime

import frappe

EPOCH = 1_577_836_800  # 2020-01-01 UTC
KEYS_A_SECOND = 1 << 16


class Series:
	"""The numbers of names like CASE-20260929-00001, kept where Frappe keeps them."""

	def __init__(self):
		self.current: dict[str, int] = {}
		self.heads: dict[tuple[str, date], str] = {}

	def next(self, series: str, at: datetime) -> str:
		"""The next name of a day."""
		key = (series, at.date())
		if key not in self.heads:
			self.heads[key] = f"{series}-{at:%Y%m%d}-"
		return self.number(self.heads[key])

	def number(self, head: str, digits: int = 5) -> str:
		"""The next name that begins with `head`, which ends where the number begins."""
		number = self.current.get(head)
		if number is None:
			number = self.stored(head)
		self.current[head] = number = number + 1
		return f"{head}{number:0{digits}d}"

	@staticmethod
	def stored(head: str) -> int:
		table = frappe.qb.Table("tabSeries")
		rows = frappe.qb.from_(table).select(table.current).where(table.name == head).for_update().run()
		if not rows:
			frappe.qb.into(table).columns(table.name, table.current).insert(head, 0).run()
		return int(rows[0][0] or 0) if rows else 0

	def store(self) -> None:
		"""Leaves the numbers where the next case looks for them."""
		table = frappe.qb.Table("tabSeries")
		for head in sorted(self.current):
			frappe.qb.update(table).set(table.current, self.current[head]).where(table.name == head).run()
		# Read again in the next transaction: somebody may report meanwhile.
		self.current, self.heads = {}, {}


class Keys:
	"""Names of twelve hexadecimal digits that only grow, so that rows go to the end of their table.

	They begin with the time of the start, 65,536 to a second, which no run reaches: a later one begins behind.
	"""

	def __init__(self):
		self.last = int((time.time() - EPOCH) * KEYS_A_SECOND)

	def next(self) -> str:
		self.last += 1
		return f"{self.last:012x}"
