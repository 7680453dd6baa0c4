"""Writes plans as rows, a chunk at a time: for sites with a million cases."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import frappe

from community_gov.demo.simulator.facts import Facts
from community_gov.demo.simulator.ledger import Ledger
from community_gov.demo.simulator.plan import CasePlan

CHUNK = 500
ROWS = 1_000
STAMPS = ("name", "creation", "modified", "owner", "modified_by", "idx")
NUMBERS = ("Int", "Float", "Check", "Currency", "Percent")
NO_COLUMN = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Table", "Table MultiSelect")


class Writer:
	"""Collects the rows of cases and stores them together."""

	def __init__(self):
		self.facts, self.series, self.rows, self.cases = Facts(), Series(), {}, 0

	def write(self, plan: CasePlan) -> None:
		for doctype, rows in Ledger(self.facts, plan, self.series.next).rows.items():
			self.rows.setdefault(doctype, []).extend(rows)
		self.cases += 1

	def store(self) -> None:
		"""All collected rows in one transaction of the caller; memory does not grow with the plan."""
		self.series.store()
		for doctype, rows in self.rows.items():
			for start in range(0, len(rows), ROWS):
				insert(doctype, rows[start : start + ROWS])
		self.rows, self.cases = {}, 0

	def write_all(self, plans: Iterable[CasePlan]) -> None:
		for plan in plans:
			self.write(plan)
		self.store()


class Series:
	"""The numbers of names like CASE-20260929-00001, kept where Frappe keeps them."""

	def __init__(self):
		self.current: dict[str, int] = {}
		self.changed: set[str] = set()

	def next(self, series: str, at: datetime) -> str:
		key = f"{series}-{at:%Y%m%d}-"
		if key not in self.current:
			self.current[key] = self.stored(key)
		self.current[key] += 1
		self.changed.add(key)
		return f"{key}{self.current[key]:05d}"

	@staticmethod
	def stored(key: str) -> int:
		table = frappe.qb.Table("tabSeries")
		rows = frappe.qb.from_(table).select(table.current).where(table.name == key).for_update().run()
		if not rows:
			frappe.qb.into(table).columns(table.name, table.current).insert(key, 0).run()
		return int(rows[0][0] or 0) if rows else 0

	def store(self) -> None:
		table = frappe.qb.Table("tabSeries")
		for key in sorted(self.changed):
			frappe.qb.update(table).set(table.current, self.current[key]).where(table.name == key).run()
		# Read again in the next transaction: somebody may report meanwhile.
		self.current, self.changed = {}, set()


_columns: dict[str, tuple[list[str], dict]] = {}


def columns_of(doctype: str) -> tuple[list[str], dict]:
	"""Names of the columns of a table, and the default of those that hold numbers, which are never empty."""
	if doctype not in _columns:
		meta = frappe.get_meta(doctype)
		parents = ["parent", "parenttype", "parentfield"] if meta.istable else []
		fields = [df for df in meta.fields if df.fieldtype not in NO_COLUMN]
		numbers = {df.fieldname: float(df.default or 0) for df in fields if df.fieldtype in NUMBERS}
		_columns[doctype] = [*STAMPS, *parents, *(df.fieldname for df in fields)], numbers
	return _columns[doctype]


def insert(doctype: str, rows: list[dict]) -> None:
	"""One INSERT of literals: `bulk_insert` makes an object of every value, the driver several."""
	names, numbers = columns_of(doctype)
	given = set().union(*rows)
	used = [(name, numbers.get(name)) for name in names if name in given]
	lines = [",".join([literal(row.get(name, empty)) for name, empty in used]) for row in rows]
	head = ",".join(f"`{name}`" for name, _empty in used)
	# Raw SQL: a thousand rows a statement; values went through the driver's escape, names come from the meta.
	frappe.db.sql(f"INSERT INTO `tab{doctype}` ({head}) VALUES ({'),('.join(lines)})")


@lru_cache(maxsize=50_000)
def literal(value) -> str:
	"""A value as SQL; most of a simulated city are the same few words and moments."""
	if value is None:
		return "NULL"
	return repr(value) if isinstance(value, int | float) else frappe.db.escape(str(value), percent=False)
