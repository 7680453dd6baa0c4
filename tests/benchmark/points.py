"""Balance, statement and booking of one volunteer among ten thousand entries, and then among a million.

The volunteer has as many entries in the measured month either way; the rest lies before and with others.
"""

from datetime import datetime

import frappe

from community_gov.volunteering.points import ledger, statement
from tests.benchmark.run import median_ms
from tests.support.volunteers import make_volunteer

SMALL, LARGE, VOLUNTEERS, OF_MONTH = 10_000, 1_000_000, 1_000, 30
MONTH, MARK = "2026-02", "bench-point-"


def run(rounds: int):
	person = make_volunteer(frappe).name
	try:
		fill_month(person)
		add(person, 0, SMALL)
		small = measure(person, rounds)
		add(person, SMALL, LARGE)
		large = measure(person, rounds)
	finally:
		frappe.db.rollback()
	yield f"{'':<30} {SMALL:>12,} {LARGE:>12,}   ratio"
	for name, before in small.items():
		yield f"{name:<30} {before:9.2f} ms {large[name]:9.2f} ms   {large[name] / before:.2f}   target < 1.5"


def measure(person: str, rounds: int) -> dict[str, float]:
	source = iter(range(10**9))
	steps = {
		"balance": lambda number: statement.balance(person),
		"statement of a month": lambda number: statement.statement(person, MONTH),
		"booking a credit": lambda number: ledger.write_entry(
			person, "Credit", 1, source_doctype="Volunteer", reason=f"bench {next(source)}"
		),
	}
	# The lots of the first measurement would lengthen the answers of the second.
	frappe.db.savepoint("measuring")
	times = {name: median_ms(step, rounds) for name, step in steps.items()}
	frappe.db.rollback(save_point="measuring")
	return times


def fill_month(person: str) -> None:
	for number in range(OF_MONTH):
		write(person, f"{MARK}month-{number}", datetime(2026, 2, 1 + number % 28, 9, number))


def write(person: str, name: str, moment: datetime) -> None:
	row = frappe.new_doc("Point Entry")
	row.update({"volunteer": person, "kind": "Credit", "amount": 1, "held_amount": 0, "balance_after": 1})
	row.update({"name": name, "source_key": name, "happened_at": moment})
	row.db_insert()


def add(person: str, first: int, last: int) -> None:
	"""Rows of ten years before the month, one in a thousand the measured volunteer's."""
	# Raw SQL: a million rows one by one would take an hour; they are undone at the end.
	frappe.db.sql(
		f"""insert into `tabPoint Entry`
			(name, creation, modified, owner, modified_by, docstatus, volunteer, kind, amount, held_amount,
			happened_at, source_key, balance_after)
		select concat(%(mark)s, seq), now(), now(), 'Administrator', 'Administrator', 0,
			if(seq %% {VOLUNTEERS} = 0, %(person)s, concat(%(mark)s, seq %% {VOLUNTEERS})), 'Credit', 1, 0,
			date_sub('2026-02-01', interval seq * 300 second), concat(%(mark)s, seq), 1
		from seq_{first + 1}_to_{last}""",
		{"mark": MARK, "person": person},
	)
