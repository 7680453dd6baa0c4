"""Positions as Chinese maps and phones have them, and grids that they disagree with."""

import pytest

from community_gov.grids.coordinates import to_bd_09, to_gcj_02
from tests.rest.conftest import CHIBI_GRID, case_of_code, ok

HERE = (29.7222, 113.8812)
FAR = (29.9, 113.99)
SENT = {"GCJ-02": to_gcj_02(*HERE), "BD-09": to_bd_09(*HERE), "WGS 84": HERE}


def place(system: str) -> dict:
	latitude, longitude = SENT[system]
	return {"latitude": round(latitude, 7), "longitude": round(longitude, 7), "crs": system}


def stored(login, case: str) -> tuple:
	doc = ok(login("chief").read("Case", case))
	return doc["grid"], round(doc["latitude"], 4), round(doc["longitude"], 4), doc.get("sent_position")


@pytest.mark.parametrize("system", SENT)
def test_a_report_is_stored_in_wgs_84_with_what_came(login, system):
	sent = place(system)
	came = None if system == "WGS 84" else f"{system} {sent['latitude']}, {sent['longitude']}"
	case = ok(login("gridworker").call("case.report", description="x", **sent))["case"]
	assert stored(login, case) == (CHIBI_GRID, *HERE, came)
	guest = ok(login(None).call("public.report", description="x", **sent))
	assert stored(login, case_of_code(login, guest["tracking_code"])) == (CHIBI_GRID, *HERE, came)


@pytest.mark.parametrize(
	("quality", "kept"),
	[
		({"position_accuracy": 12.4, "position_age": 3}, " ±12 m 3 s"),
		({"position_accuracy": "0"}, " ±0 m"),
		({"position_age": 59.6}, " 60 s"),
	],
)
def test_how_good_a_position_was_is_kept(login, quality, kept):
	case = ok(login("gridworker").call("case.report", description="x", **place("WGS 84"), **quality))["case"]
	assert stored(login, case)[3] == f"WGS 84 {HERE[0]}, {HERE[1]}{kept}"
	nowhere = ok(login("gridworker").call("case.report", description="x", grid=CHIBI_GRID, **quality))["case"]
	assert ok(login("chief").read("Case", nowhere)).get("sent_position") is None


@pytest.mark.parametrize(
	"quality", [{"position_accuracy": -1}, {"position_age": "nan"}, {"position_age": 1e30}]
)
def test_a_quality_that_is_none_is_refused(login, quality):
	answer = login("gridworker").call(
		"case.report", description="x", **place("WGS 84"), **quality, _lang="en"
	)
	assert (answer.status, answer.exc_type) == (422, "BadPositionError"), answer
	assert "leave them out" in answer.messages


@pytest.mark.parametrize("system", SENT)
def test_looks_by_position_are_converted(login, system):
	assert ok(login("gridworker").query("grid.locate", **place(system)))["grid"] == CHIBI_GRID
	centre = ok(login(None).query("public.nearby", **place(system)))["centre"]
	assert (round(centre["latitude"], 3), round(centre["longitude"], 3)) == (29.722, 113.881)


@pytest.mark.parametrize(
	("sent", "words"),
	[
		({"latitude": 29.7, "longitude": 113.8, "crs": "mars"}, "mars is no known system"),
		({"latitude": 129.7, "longitude": 113.8, "crs": "GCJ-02"}, "not on the earth"),
	],
)
def test_unknown_systems_and_places(login, sent, words):
	answer = login("gridworker").call("case.report", description="x", grid=CHIBI_GRID, _lang="en", **sent)
	assert answer.status == 422 and words in answer.messages, answer


def test_a_position_outside_the_named_grid_is_refused(login):
	answer = login("manager").call(
		"case.report", description="x", grid=CHIBI_GRID, latitude=FAR[0], longitude=FAR[1], _lang="en"
	)
	assert (answer.status, answer.exc_type) == (422, "BadPositionError"), answer
	assert "km outside grid" in answer.messages


def neighbour(login) -> tuple[str, float, float]:
	"""(grid, latitude, longitude) of a place in another grid, the nearest to the south, north, west or east."""
	for step in range(1, 40):
		for north, east in ((-step, 0), (step, 0), (0, -step), (0, step)):
			at = {"latitude": round(HERE[0] + north / 1000, 4), "longitude": round(HERE[1] + east / 1000, 4)}
			grid = login("manager").query("grid.locate", **at).data.get("grid")
			if grid and len(grid) == len(CHIBI_GRID) and grid != CHIBI_GRID:
				return grid, at["latitude"], at["longitude"]
	raise AssertionError("the demo has one grid with a boundary")


def test_a_moved_position_moves_the_grid_or_is_refused(login, report):
	case = report("manager", grid=CHIBI_GRID, latitude=HERE[0], longitude=HERE[1])
	grid, latitude, longitude = neighbour(login)
	ok(login("manager").update("Case", case, latitude=latitude, longitude=longitude))
	assert stored(login, case)[:3] == (grid, latitude, longitude)
	far = login("manager").update("Case", case, latitude=FAR[0], longitude=FAR[1])
	assert (far.status, far.exc_type) in [(422, "BadPositionError"), (403, "OutOfScopeError")], far
	assert stored(login, case)[:3] == (grid, latitude, longitude)
