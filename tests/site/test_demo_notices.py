"""The demo's notices: one in each stage, an emergency whose doors are under way."""

import pytest

from community_gov.demo.places import community
from demo_town import notices
from tests.support.community_notices import make_homes


@pytest.fixture
def loaded(site, monkeypatch):
	monkeypatch.setattr(notices, "PLACES", (("chibi", ""),))
	# What other tests of the month have sent uses nothing up here.
	site.db.set_single_value("Community Gov Settings", "notice_monthly_quota", 0)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	make_homes(site, 6)
	before = set(site.get_all("Community Notice", pluck="name"))
	notices.load_notices()
	return [name for name in site.get_all("Community Notice", pluck="name") if name not in before]


def test_each_stage_has_one(site, loaded):
	rows = site.get_all("Community Notice", {"name": ("in", loaded)}, ["*"], order_by="creation asc")
	stages = {row.stage for row in rows}
	assert stages == {
		*("Drafted", "Submitted", "Approved", "Scheduled", "Sent", "Chased", "Archived", "Withdrawn"),
		"Superseded",
	}
	alarm = next(row for row in rows if row.kind == "Emergency")
	assert (alarm.stage, bool(alarm.approved_by), alarm.audience_households > 0) == ("Sent", True, True)
	assert alarm.grid == f"{community('chibi').code}001"
	assert 0 <= alarm.doors_done <= alarm.doors_needed
	assert alarm.doors_needed > 0
