"""Figures of volunteer service against a count by hand."""

from datetime import datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest

from community_gov.core.errors import BadInputError
from community_gov.core.periods import period
from community_gov.volunteering.points import ledger, liability
from community_gov.volunteering.services import service_figures
from tests.support.registry import GRID
from tests.support.volunteers import make_volunteer

# Far away, so that no other test has service there.
DAY = datetime(2031, 3, 30)


@pytest.fixture
def served(site):
	"""served(volunteer, day, hours, **values): a confirmed record as the law leaves it."""

	def make(volunteer: str, day: int, hours: float, **values) -> str:
		doc = site.new_doc("Service Record")
		started = DAY + timedelta(days=day)
		row = {"volunteer": volunteer, "started_at": started, "ended_at": started + timedelta(hours=hours)}
		row |= {"hours": hours, "points": 2 * hours, "stage": "Confirmed", "grid": GRID, **values}
		doc.update({**row, "name": f"SRV-FIG-{uuid4().hex[:10]}"})
		doc.db_insert()
		return doc.name

	return make


@pytest.fixture
def service(site, served):
	"""Two of one team and one without, over two months; one record that nobody confirmed."""
	team = site.new_doc("Volunteer Team")
	team.update({"team_name": f"数据服务队{uuid4().hex[:6]}", "grid": GRID})
	team.insert()
	first, second = (make_volunteer(site, team=team.name).name for _number in range(2))
	third = make_volunteer(site).name
	for person, day in product((first, second), (0, 1)):
		served(person, day, 1.5)
	served(first, 3, 4)
	served(third, 0, 2)
	served(third, 0, 8, stage="Recorded")
	return {"team": team.name, "people": (first, second, third)}


SPAN = (DAY, DAY + timedelta(days=10))


def test_by_team(service):
	rows = {row["key"]: row for row in service_figures.figures(*SPAN, "Team")}
	row = rows[service["team"]]
	assert (row["records"], row["hours"], row["points"], row["people"]) == (5, 10, 20, 2)
	assert row["hours_per_person"] == 5
	assert (rows[None]["label"], rows[None]["hours"]) in (("No Team", 2), ("未加入服务队", 2))


def test_by_month_in_order_and_without_rank(service):
	rows = service_figures.figures(*SPAN, "Month")
	assert [(row["key"], row["hours"], row["people"]) for row in rows] == [
		("2031-03", 8, 3),
		("2031-04", 4, 1),
	]
	assert all("rank" not in row for row in rows)


def test_ranks_need_a_sample(service, monkeypatch):
	first, second, third = service["people"]
	monkeypatch.setattr(service_figures, "smallest_sample", lambda: 2)
	rows = service_figures.figures(*SPAN, "Volunteer")
	assert [(row["key"], row["rank"]) for row in rows] == [(first, 1), (second, 2), (third, None)]
	assert all(row["label"].startswith("志演示") for row in rows)


def test_an_area_and_what_one_may_see(site, service, served):
	elsewhere = make_volunteer(site).name
	served(elsewhere, 0, 3, grid="421281999999999")
	assert sum(row["hours"] for row in service_figures.figures(*SPAN, "Grid", GRID[:12])) == 12
	record = site.qb.DocType("Service Record")
	seen = service_figures.figures(*SPAN, "Grid", None, record.volunteer == elsewhere)
	assert [(row["key"], row["hours"]) for row in seen] == [("421281999999999", 3)]


def test_a_period_ends_with_its_last_day(service):
	day = service_figures.figures(*period("2031-03-30", "2031-03-30"), "Team")
	assert sum(row["hours"] for row in day) == 5
	assert service_figures.figures(*period("2031-01-01", "2031-01-31"), "Team") == []
	with pytest.raises(BadInputError) as refused:
		service_figures.figures(*SPAN, "Colour")
	assert "Colour" in str(refused.value)


def test_the_page_of_a_team(service):
	found = service_figures.of_team(service["team"], *SPAN)
	assert (found["members"], found["records"], found["hours"], found["people"]) == (2, 5, 10, 2)
	nothing = service_figures.of_team(service["team"], *period("2030-01-01", "2030-01-31"))
	assert (nothing["records"], nothing["hours"], nothing["hours_per_person"]) == (0, 0, None)


def test_points_outstanding_by_the_month_of_their_expiry(site):
	person = make_volunteer(site)
	own = site.qb.DocType("Volunteer").name == person.name
	ledger.write_entry(person.name, "Opening Balance", 30, reason="期初")
	rows = liability.outstanding(None, own)
	assert [(row["points"], row["volunteers"]) for row in rows] == [(30, 1)]
	lots = site.get_all("Point Lot", {"volunteer": person.name}, pluck="expires_on", order_by="name asc")
	assert rows[0]["month"] == (str(lots[0])[:7] if lots[0] else None)
	ledger.write_entry(person.name, "Hold", -12, 12)
	assert [row["points"] for row in liability.outstanding(None, own)] == [18]
	assert liability.held(None, own) == 12
	assert liability.outstanding("110101", own) == [] and liability.held("110101", own) == 0
