"""Ten thousand simulated cases through the statistics: 7,534 / 7,389 / 6,967 give 94.29 %."""

from datetime import datetime, timedelta

import pytest

from community_gov.casework.statistics import metrics

START, END = datetime(2031, 7, 1), datetime(2031, 10, 1)
REPORTED, DISPATCHED, CLOSED, ALL = 7_534, 7_389, 6_967, 10_000
GRID = "421281001002001"


def rows():
	"""7,534 cases reported in the quarter, the rest outside it; each a row of FIELDS."""
	for number in range(ALL):
		inside = number < REPORTED
		reported = START + timedelta(minutes=17 * number) if inside else END + timedelta(minutes=number)
		dispatched = reported + timedelta(hours=2) if number < DISPATCHED else None
		closed = reported + timedelta(hours=8) if number < CLOSED else None
		stage = "Closed" if closed else "Dispatched" if dispatched else "Rejected"
		yield (
			f"SIM-{number:05d}",
			"Simulated",
			"x",
			GRID,
			"Patrol",
			stage,
			reported,
			dispatched,
			closed,
			f"SIM{number}",
		)


FIELDS = (
	"name",
	"title",
	"description",
	"grid",
	"source",
	"stage",
	"reported_at",
	"dispatched_at",
	"closed_at",
	"tracking_code_fingerprint",
)


@pytest.fixture
def quarter(site):
	site.db.bulk_insert("Case", FIELDS, rows(), chunk_size=2_000)
	return site


def test_chibis_quarter(quarter):
	figures = metrics.disposal(START, END)
	assert (figures.reported, figures.dispatched, figures.closed) == (REPORTED, DISPATCHED, CLOSED)
	assert figures.disposal_rate == 94.29


def test_area_is_a_prefix(quarter):
	assert metrics.disposal(START, END, "421281").reported == REPORTED
	assert metrics.disposal(START, END, "340202") == metrics.Disposal(0, 0, 0)


def test_bounds_are_half_open(quarter):
	day = metrics.disposal(START, START + timedelta(minutes=17))
	assert day.reported == 1


def test_nothing_dispatched_has_no_rate(site):
	figures = metrics.disposal(datetime(1999, 1, 1), datetime(1999, 2, 1))
	assert figures.as_dict() == {
		"reported": 0,
		"dispatched": 0,
		"closed": 0,
		"self_settled": 0,
		"disposal_rate": None,
	}
