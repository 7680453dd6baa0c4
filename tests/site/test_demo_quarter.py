"""The numbers that the demo is to show, whole: Chibi's quarter, the homes and people of Zhonghuaxiang."""

from datetime import date
from itertools import chain

import pytest

from frappe.utils import getdate

from community_gov.casework.statistics import metrics
from community_gov.demo.rules import load_rules
from demo_town import quarter, residents
from tests.support.simulated import StoredHere

PLACE = "630104005003"
ROOM = ("compound", "building_number", "unit_number", "room_number")


@pytest.mark.parametrize("with_the_real_case", [False, True])
def test_chibis_quarter_to_the_case(site, monkeypatch, with_the_real_case):
	"""With the replayed case, which lies in the quarter or not, by the day of loading."""
	monkeypatch.setattr(quarter, "Background", StoredHere)
	monkeypatch.setattr(quarter, "_others", lambda end: int(with_the_real_case))
	load_rules()
	site.db.delete("Case")
	written = quarter.load_quarter()
	real = int(with_the_real_case)
	found = metrics.disposal(*quarter.period())
	assert written == 7_534 - real
	assert (found.reported, found.dispatched, found.closed) == (7_534 - real, 7_389 - real, 6_967 - real)
	assert found.disposal_rate == 94.29
	assert quarter.period()[1].date() == getdate()
	assert quarter.load_quarter() == 0


def test_homes_and_people_of_zhonghuaxiang():
	homes = list(residents.make_rows(PLACE, date(2026, 11, 28)))
	assert (residents.SMALL_HOMES, residents.SMALL_RESIDENTS) == (16, 39)
	assert residents.SMALL_HOMES + len(homes) == 4_813
	assert residents.SMALL_RESIDENTS + sum(map(len, homes)) == 8_503
	compounds = {row.values["compound"] for row in chain(*homes)}
	assert 1 + len(compounds) == 46
	rooms = [tuple(home[0].values[name] for name in ROOM) for home in homes]
	assert len(set(rooms)) == len(rooms)
