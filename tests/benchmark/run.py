"""./dev benchmark: speed as ratios measured in one run on one bench. Prints a table, asserts nothing."""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable

BARE = "Benchmark Case"
CHILD = "Benchmark Row"
GRID = "421281001002001"


def main(argv: list[str] | None = None) -> int:
	"""Runs the benchmarks named on the command line, or all; returns 0."""
	parser = argparse.ArgumentParser(prog="./dev benchmark")
	parser.add_argument(
		"names", nargs="*", help="case, http, grid, locate, people, points, redemption (default: all)"
	)
	parser.add_argument("--rounds", type=int, default=60, help="repetitions of each measured step")
	arguments = parser.parse_args(argv)
	from tests.benchmark import cases, http, people, places, points, redemption
	from tests.conftest import connect
	from tests.support.world import build_world

	connect()
	build_world()
	suites = {
		"case": cases.run,
		"http": http.run,
		"grid": places.run_import,
		"locate": places.run_locate,
		"people": people.run,
		"points": points.run,
		"redemption": redemption.run,
	}
	for name, suite in suites.items():
		if not arguments.names or name in arguments.names:
			for line in suite(arguments.rounds):
				print(line, flush=True)
	return 0


def median_ms(action: Callable[[int], object], rounds: int, warm_up: int = 5) -> float:
	"""Median milliseconds of `action(number)` after some unmeasured calls."""
	times = []
	for number in range(warm_up + rounds):
		started = time.perf_counter()
		action(number)
		times.append((time.perf_counter() - started) * 1000)
	return statistics.median(times[warm_up:])


def interleaved_ms(actions: dict[str, Callable[[int], object]], rounds: int) -> dict[str, float]:
	"""Medians of several actions measured in turns, so that a busy machine slows all of them alike."""
	times: dict[str, list[float]] = {name: [] for name in actions}
	for number in range(rounds + 5):
		for name, action in actions.items():
			started = time.perf_counter()
			action(number)
			times[name].append((time.perf_counter() - started) * 1000)
	return {name: statistics.median(values[5:]) for name, values in times.items()}


def ratio_line(label: str, value: float, base: float, target: str) -> str:
	return f"{label:<46} {value / base:6.2f} x   ({value:.2f} ms / {base:.2f} ms)   target {target}"


if __name__ == "__main__":
	os.environ.setdefault("COMMUNITY_GOV_SITE", "test.localhost")
	sys.exit(main())
