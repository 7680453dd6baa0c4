"""Fills the scale site, measures every hot path twice, and prints ratios and how they grow."""

import argparse
import statistics
import sys
import time
from typing import NamedTuple

import redis

import frappe

from community_gov.core import codes
from community_gov.demo.rules import load_rules
from tests.benchmark.scale import city, sums
from tests.benchmark.scale.paths import Path, card, counted, listed
from tests.benchmark.scale.people import People
from tests.benchmark.scale.searching import searches
from tests.conftest import connect
from tests.support import site_clock
from tests.support.world import build_world

TARGET = 2.0
# A path that takes seconds is not asked as often as the others.
BUDGET = 6.0


def main(argv: list[str] | None = None) -> int:
	"""Prints a table; returns 0, for a benchmark asserts nothing."""
	parser = argparse.ArgumentParser(prog="./dev benchmark --scale")
	parser.add_argument("--first", type=int, default=10_000, help="cases at the first measurement")
	parser.add_argument("--cases", type=int, default=1_000_000, help="cases at the last measurement")
	parser.add_argument("--rounds", type=int, default=15, help="repetitions of each path")
	parser.add_argument("--only", default="", help="paths whose name holds these words")
	arguments = parser.parse_args(argv)
	connect()
	build_world()
	load_rules()
	city.load_city()
	frappe.db.commit()
	found = []
	for cases in sorted({arguments.first, arguments.cases}):
		fill(cases)
		found.append((frappe.db.count("Case"), measure_all(arguments.rounds, arguments.only)))
		connect()
	print_table(found)
	return 0


def fill(cases: int) -> None:
	started = time.perf_counter()
	made = city.fill(cases)
	seconds = time.perf_counter() - started
	size = frappe.db.sql(
		"SELECT SUM(data_length + index_length) / 1048576 FROM information_schema.tables "
		"WHERE table_schema = DATABASE()"
	)[0][0]
	rate = f"{made} cases written in {seconds:.0f} s, {made / seconds:.0f} a second; " if made else ""
	print(f"{rate}{frappe.db.count('Case')} cases, {size:.0f} MB", flush=True)


def code_of_newest() -> str:
	"""A tracking code of the newest case: only the fingerprint of its own is stored."""
	newest = frappe.get_all("Case", pluck="name", order_by="reported_at desc", limit_page_length=1)[0]
	code = codes.secret_code(16)
	frappe.db.set_value("Case", newest, "tracking_code_fingerprint", codes.fingerprint(code))
	frappe.db.commit()
	return code


def paths() -> list[Path]:
	"""Every hot path, with what it needs to know of the site."""
	now = site_clock.now()
	code = code_of_newest()
	found = [
		card("card: open cases", "chief", "Case", ("stage_category", "Open")),
		card(
			"card: overdue cases",
			"chief",
			"Case",
			("stage_category", "Open"),
			also=(["first_breached_at", "is", "set"], "first_breached_at IS NOT NULL"),
		),
		card("card: closed cases", "chief", "Case", ("stage", "Closed")),
		card("card: dispatches to answer", "handler", "Case Dispatch", ("stage", "Handling")),
		listed("queue: cases to accept", "chief", "Case", ("stage", "Reported")),
		listed(
			"queue: cases without a unit", "chief", "Case", ("stage", "Filed"), ("routing_status", "No Rule")
		),
		listed("queue: open dispatches", "handler", "Case Dispatch", ("stage_category", "Open")),
		listed("queue: my checks", "supervisor", "Case Check", ("result", "Pending")),
		listed("queue: open cases", "gridworker", "Case", ("stage_category", "Open")),
	]
	for user in ("chief", "gridworker", "handler", "manager"):
		found += [listed("list of cases", user, "Case"), counted("its count", user, "Case")]
	for user in ("chief", "manager"):
		found += [*sums.reports(user, now), *sums.charts(user, now), sums.hall(user, now)]
	return [*found, *searches(), *sums.public(now, code)]


class Times(NamedTuple):
	"""Medians in milliseconds; `nothing` is None where a path has no such request. See paths.Path. `slow` is what 95 of
	100 requests keep below.

	The cost is what a request takes beyond the same request that finds nothing, where there is one; else beyond
	Frappe's empty request of its kind.
	"""

	request: float
	empty: float
	sql: float
	nothing: float | None
	slow: float

	@property
	def cost(self) -> float:
		return max(self.request - (self.empty if self.nothing is None else self.nothing), 0.001)

	@property
	def ratio(self) -> float:
		return self.cost / self.sql

	@property
	def fixed(self) -> float | None:
		"""What the empty request of this DocType takes beyond one of the empty ToDo: fields, roles, rights."""
		return None if self.nothing is None else max(self.nothing - self.empty, 0.0)


def measure_all(rounds: int, only: str) -> dict[tuple[str, str], Times]:
	"""{(label, user): times}."""
	asked = [path for path in paths() if only in path.label]
	raw = frappe.db.get_connection()
	cache = redis.from_url(frappe.conf.redis_cache)
	people, found = People(), {}
	for path in asked:
		found[(path.label, path.user or "guest")] = measure(path, people, raw, cache, rounds)
	raw.close()
	return found


def measure(path: Path, people: People, raw, cache, rounds: int) -> Times:
	"""All kinds of requests and the SQL in turns, so that a busy machine slows all of them alike."""
	person, times, started = people.get(path.user), [], time.perf_counter()
	requests = [
		(path.method, path.arguments, path.posted),
		path.empty,
		(path.method, path.nothing, path.posted),
	]
	for number in range(rounds + 2):
		forget_walls(cache)
		seconds = [person.ask(*request)[0] for request in requests if request[1] is not None]
		seconds.append(sql(raw, path.raw))
		# The first two fill caches of the process.
		times += [seconds] if number > 1 else []
		if len(times) > 2 and time.perf_counter() - started > BUDGET:
			break
	request, empty, *nothing, needed = (
		1000 * statistics.median(column) for column in zip(*times, strict=True)
	)
	slow = 1000 * statistics.quantiles([row[0] for row in times], n=20, method="inclusive")[-1]
	return Times(request, empty, needed, *(nothing or [None]), slow=slow)


def forget_walls(cache) -> None:
	"""The hall's answer lives for five seconds; what it costs is what it costs the first."""
	for key in cache.scan_iter("*community_gov:hall:*"):
		cache.delete(key)


def sql(connection, statements: list[str]) -> float:
	"""Seconds of the statements with fetching of all rows."""
	cursor = connection.cursor()
	connection.rollback()
	started = time.perf_counter()
	for statement in statements:
		cursor.execute(statement)
		cursor.fetchall()
	return time.perf_counter() - started


def print_table(found: list[tuple[int, dict[tuple[str, str], Times]]]) -> None:
	"""One line a path: at each size the cost beyond an empty request, what that takes, the SQL, the ratio; the growth."""
	heads = [f"{cases:>10,}: cost  fixed      SQL  ratio" for cases, _times in found]
	print(f"{'path':<30}{'user':<11}" + "   ".join(heads) + ("   growth" if len(found) > 1 else ""))
	for key in found[-1][1]:
		print(f"{key[0]:<30}{key[1]:<11}" + line([times[key] for _cases, times in found if key in times]))
	print(summary(found[-1][1]))
	print_searches(found[-1][1])


def print_searches(times: dict[tuple[str, str], Times]) -> None:
	"""Whole requests of the search, which people wait for while they type; also as multiples of a ping."""
	for (label, user), each in times.items():
		if label.startswith("search:"):
			print(
				f"{label} ({user}): median {each.request:.0f} ms ({each.request / each.empty:.1f} x a ping), "
				f"95 of 100 below {each.slow:.0f} ms ({each.slow / each.empty:.1f} x)"
			)


def line(times: list[Times]) -> str:
	parts = []
	for each in times:
		fixed = "" if each.fixed is None else f"{each.fixed:.1f}"
		parts.append(f"{each.cost:>16.1f} {fixed:>6} {each.sql:>8.1f} {each.ratio:>6.2f}")
	if len(times) > 1:
		first, last = times[0], times[-1]
		parts.append(f"x {last.cost / first.cost:.1f}, SQL x {last.sql / first.sql:.1f}")
	return "   ".join(parts)


def summary(times: dict[tuple[str, str], Times]) -> str:
	"""How many paths keep to the target, and which do not."""
	above = [key for key, each in times.items() if each.ratio > TARGET]
	kept = f"{len(times) - len(above)} of {len(times)} paths cost at most {TARGET:g} x their SQL"
	names = "; ".join(f"{label} ({user})" for label, user in above)
	return f"{kept}{', all but ' + names if above else ''}; milliseconds, medians"


if __name__ == "__main__":
	sys.exit(main())
