"""Loading divisions and locating points: nodes per second, memory, microseconds."""

import json
import random
import resource
import tempfile
import time
from pathlib import Path

import frappe

from community_gov.grids.importing import import_divisions
from community_gov.grids.locate import BoundaryIndex

NODES = 100_000
BOUNDARIES = 10_000


def run_import(_rounds: int):
	"""Imports a made-up country of 100,000 communities and rolls it back."""
	with tempfile.TemporaryDirectory() as folder:
		path = Path(folder) / "divisions.csv"
		count = write_country(path)
		frappe.db.begin()
		started = time.perf_counter()
		report = import_divisions(str(path))
		seconds = time.perf_counter() - started
		frappe.db.rollback()
	assert not report.problems, report.problems[:3]
	memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
	yield f"{'import divisions':<46} {count / seconds:6.0f} nodes/s  target >= 10,000"
	yield f"{'import divisions, peak memory':<46} {memory:6.0f} MB       target < 500"


def write_country(path: Path) -> int:
	"""One province, as many cities, districts and streets as 100,000 communities need; returns the rows."""
	rows = ["91,Example Province,Province,", "9101,Example City,City,91"]
	for district in range(1, 11):
		district_code = f"9101{district:02d}"
		rows.append(f"{district_code},District {district},District,9101")
		for street in range(1, 101):
			street_code = f"{district_code}{street:03d}"
			rows.append(f"{street_code},Street {street},Street,{district_code}")
			rows += [f"{street_code}{n:03d},Community {n},Community,{street_code}" for n in range(1, 101)]
	path.write_text("code,name,level,parent_code\n" + "\n".join(rows) + "\n", encoding="utf-8")
	return len(rows)


def run_locate(_rounds: int):
	"""Locates random points among 10,000 square boundaries."""
	index = BoundaryIndex(squares())
	source = random.Random(1)
	points = [(110 + source.random(), 30 + source.random()) for _number in range(20_000)]
	started = time.perf_counter()
	found = sum(index.locate(*point) is not None for point in points)
	micro = (time.perf_counter() - started) / len(points) * 1e6
	yield f"{'locate among 10,000 boundaries':<46} {micro:6.1f} us      target < 200 ({found} of 20,000 found)"


def squares():
	side = 0.01
	for number in range(BOUNDARIES):
		west, south = 110 + number % 100 * side, 30 + number // 100 * side
		ring = [
			[west, south],
			[west + side, south],
			[west + side, south + side],
			[west, south + side],
			[west, south],
		]
		yield (
			f"910101001{number // 1000 + 1:03d}{number % 1000:03d}",
			json.dumps({"type": "Polygon", "coordinates": [ring]}),
		)
