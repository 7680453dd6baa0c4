"""Assessments and strength over REST, with the rights of each."""

from uuid import uuid4

import pytest

from community_gov.demo.people import email
from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, ok

MONTH = "2025-01-15"


@pytest.fixture
def computed(login, fresh) -> str:
	"""The grid worker's assessment of January 2025, computed anew for each test."""
	site = fresh()
	site.db.delete("Worker Assessment", {"month": "2025-01-01"})
	site.db.commit()
	ok(login("manager").call("assessment.compute", month=MONTH, area=CHIBI_GRID[:12]))
	filters = [["month", "=", "2025-01-01"], ["worker", "=", email("gridworker")]]
	return login("manager").names("Worker Assessment", filters)[0]


def test_from_figures_to_the_ruling(login, computed):
	worker, manager = login("gridworker"), login("manager")
	assert worker.read("Worker Assessment", computed).status == 403, "nobody has announced it"
	rows = {"parent": "Worker Assessment"}
	of_it = [["parent", "=", computed]]
	assert not worker.rows("Worker Assessment Item", of_it, **rows).data
	assert len(ok(manager.rows("Worker Assessment Item", of_it, **rows))) == 5
	steps = ok(manager.query("assessment.next_steps", assessment=computed))
	assert [step["action"] for step in steps] == ["Announce"]
	key = uuid4().hex
	announce = {"assessment": computed, "action": "Announce", "idempotency_key": key}
	first = ok(manager.call("assessment.act", **announce))
	assert first["stage"] == "Announced" and ok(manager.call("assessment.act", **announce)) == first
	steps = ok(worker.query("assessment.next_steps", assessment=computed))
	assert [(step["action"], step["needs_reason"]) for step in steps] == [("Object", True)]
	silent = worker.call("assessment.act", assessment=computed, action="Object")
	assert silent.status == 422 and "未填写原因" in silent.messages
	ok(worker.call("assessment.act", assessment=computed, action="Object", note="少算走访"))
	steps = ok(manager.query("assessment.next_steps", assessment=computed))
	assert [(step["action"], step["needs_score"]) for step in steps] == [("Rule", True)]
	ruled = {"assessment": computed, "action": "Rule", "note": "补计", "score": 91.5}
	assert ok(manager.call("assessment.act", **ruled))["grade"] == "Excellent"
	stored = ok(worker.read("Worker Assessment", computed))
	assert (stored["stage"], stored["score"], stored["objection"]) == ("Final", 91.5, "少算走访")
	listed = ok(manager.query("assessment.year_list", of_year=2025))["rows"]
	row = next(row for row in listed if row["worker"] == email("gridworker"))
	assert row["months"] >= 1 and row["rank"] is None


def test_everybody_computes_only_their_own_area(login):
	for key in ("gridworker", "supervisor", "operator", "volunteer", None):
		assert login(key).call("assessment.compute", month=MONTH).status == 403, key
	far = login("manager").call("assessment.compute", month=MONTH, area=ZHELU_GRID[:12])
	assert far.status == 403
	wider = login("manager").call("assessment.compute", month=MONTH, area="4212")
	assert wider.status == 403
	assert ok(login("admin").call("assessment.compute", month=MONTH, area=ZHELU_GRID[:12]))["failed"] == 0


@pytest.mark.parametrize(
	("values", "said"), [({"month": "x"}, "YYYY-MM"), ({"month": "2999-01-01"}, "2999-01 尚未结束")]
)
def test_months_that_cannot_be_assessed(values, said, login):
	answer = login("admin").call("assessment.compute", **values)
	assert answer.status == 422 and said in answer.messages, answer


def test_no_year(login):
	assert login("admin").query("assessment.year_list", of_year=99).status == 422
	assert login("operator").query("assessment.year_list", of_year=2025).status == 403


def test_forged_figures_over_rest(login, computed):
	manager, before = login("manager"), ok(login("manager").read("Worker Assessment", computed))
	forged = {"score": 100, "grade": "Excellent", "stage": "Final", "items": [], "worker": email("manager")}
	ok(manager.update("Worker Assessment", computed, **forged))
	after = ok(manager.read("Worker Assessment", computed))
	for field in ("score", "grade", "stage", "worker"):
		assert after.get(field) == before.get(field), field
	assert len(after["items"]) == len(before["items"]) > 0


def test_strength_for_staff(login):
	grids = ok(login("coordinator").query("grid.strength", area=CHIBI_GRID[:12]))["grids"]
	row = next(row for row in grids if row["grid"] == CHIBI_GRID)
	assert row["grid_workers"] == 1 and set(row) >= {"building_leaders", "volunteers", "gaps"}
	lacking = ok(login("coordinator").query("grid.strength", area=CHIBI_GRID[:12], only_gaps=1))["grids"]
	assert all(row["gaps"] for row in lacking)
	own = {row["grid"][:12] for row in ok(login("manager").query("grid.strength"))["grids"]}
	assert own == {CHIBI_GRID[:12]}
	assert len({row["grid"][:6] for row in ok(login("operator").query("grid.strength"))["grids"]}) > 1
	drawn = ok(login("manager").query("grid.strength_map", area=CHIBI_GRID[:12]))
	assert drawn["words"]["No Grid Worker"] == "缺网格员"
	assert all(row["shape"]["type"] in ("Polygon", "MultiPolygon") for row in drawn["grids"])
	for key in ("volunteer", None):
		assert login(key).query("grid.strength").status == 403
		assert login(key).query("grid.strength_map").status == 403
