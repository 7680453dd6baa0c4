"""Boundaries that claim the same ground, over REST: told when saved, and given to maps."""

import json

from tests.rest.conftest import CHIBI_GRID, ok

COMMUNITY = CHIBI_GRID[:12]
SEA = (112.0, 20.0)  # no other test draws here


def square(shift: float) -> str:
	west, south = SEA[0] + shift, SEA[1]
	ring = [[west, south], [west + 0.002, south], [west + 0.002, south + 0.002], [west, south + 0.002]]
	return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


def test_overlaps_are_told_and_drawn(login):
	admin, codes = login("admin"), (COMMUNITY + "971", COMMUNITY + "972")
	try:
		for shift, code in zip((0, 0.001), codes, strict=True):
			answer = admin.create("Grid", code=code, grid_name=f"重叠{code[-3:]}", boundary=square(shift))
			ok(answer)
		assert "重叠972的边界与另外 1 个网格重叠：重叠971" in answer.messages, answer
		found = ok(login("gridworker").query("grid.overlaps", grid=codes[0]))
		(conflict,) = found["overlaps"]
		assert (conflict["code"], conflict["other"], conflict["other_name"]) == (*codes, "重叠972")
		assert conflict["square_metres"] > 10_000 and found["shape"]["type"] == "Polygon"
		box = {"west": SEA[0] - 0.01, "south": SEA[1] - 0.01, "east": SEA[0] + 0.01, "north": SEA[1] + 0.01}
		drawn = ok(login("chief").query("hall.boundaries", **box))["overlaps"]
		assert [(row["code"], row["other"]) for row in drawn] == [codes]
	finally:
		for code in reversed(codes):
			admin.delete("Grid", code)


def test_who_may_not_read_the_grid_is_told_nothing(login):
	answer = login(None).query("grid.overlaps", grid=CHIBI_GRID)
	assert answer.status == 403, answer
