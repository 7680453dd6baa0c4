"""Writes plans as rows, a chunk at a time: for sites with a million cases."""

import gc
from collections.abc import Callable, Iterable
from contextlib import contextmanager

import frappe

from case_simulator.facts import Facts
from case_simulator.ledger import Ledger
from case_simulator.names import Keys, Series
from case_simulator.plan import CasePlan
from case_simulator.rows import Rows, inserts

CHUNK = 2_000


def _store_here(rows: dict[str, Rows]) -> None:
	"""In the caller's transaction."""
	for statement in inserts(rows):
		# Raw SQL: made of names out of the meta and of escaped values.
		frappe.db.sql(statement)


class Writer:
	"""Collects the rows of cases and stores them a chunk at a time; memory does not grow with the plan.

	Args:
	        store: takes the rows of a chunk by DocType.
	"""

	def __init__(self, store: Callable[[dict[str, Rows]], None] = _store_here):
		self.facts, self.series, self.keys, self.store = Facts(), Series(), Keys(), store
		self.rows: dict[str, Rows] = {}
		self.cases = 0

	def write(self, plan: CasePlan) -> None:
		ledger = Ledger(self.facts, plan, self.series.next, self.keys.next)
		for doctype, rows in ledger.rows.items():
			if doctype in self.rows:
				self.rows[doctype] += rows
			else:
				self.rows[doctype] = rows
		self.cases += 1
		if self.cases >= CHUNK:
			self.flush()

	def flush(self) -> None:
		"""Stores what has been collected; the numbers first, as no other case may get them."""
		self.series.store()
		self.store(self.rows)
		self.rows, self.cases = {}, 0

	def write_all(self, plans: Iterable[CasePlan]) -> int:
		"""Writes every plan and returns how many there were."""
		number = 0
		with _without_collector():
			for plan in plans:
				self.write(plan)
				number += 1
			self.flush()
		return number


@contextmanager
def _without_collector():
	"""Rows hold no cycles; looking for some in tens of thousands of them takes a third of the time."""
	was_on = gc.isenabled()
	gc.disable()
	try:
		yield
	finally:
		if was_on:
			gc.enable()
