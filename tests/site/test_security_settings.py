"""What an office must have set is set where a site leaves it open, once; afterwards it is the administrators'."""

import pytest

from community_gov.core.errors import BadInputError
from community_gov.setup import security


@pytest.fixture
def anew(site):
	"""anew(**values): the settings as a site has them, then those that the installation fills."""

	def fill(**values) -> dict:
		for name, value in values.items():
			site.db.set_single_value(security.SYSTEM, name, value)
		site.db.set_default(security.SEEDED, None)
		security.fill_security()
		return {name: site.db.get_single_value(security.SYSTEM, name) for name in values}

	return fill


def test_open_settings_are_filled(anew):
	filled = anew(allow_consecutive_login_attempts=0, password_reset_limit=0, session_expiry="")
	assert filled == {
		"allow_consecutive_login_attempts": 5,
		"password_reset_limit": 3,
		"session_expiry": "24:00",
	}


def test_what_somebody_set_stays(anew):
	filled = anew(allow_consecutive_login_attempts=7, session_expiry="08:00")
	assert filled == {"allow_consecutive_login_attempts": 7, "session_expiry": "08:00"}


def test_a_second_time_nothing_is_changed(site, anew):
	anew(allow_consecutive_login_attempts=0)
	site.db.set_single_value(security.SYSTEM, "allow_consecutive_login_attempts", 0)
	security.fill_security()
	assert site.db.get_single_value(security.SYSTEM, "allow_consecutive_login_attempts") == 0


def test_logs_are_kept_for_half_a_year(site, anew):
	anew()
	kept = {row.ref_doctype: row.days for row in site.get_doc("Log Settings").logs_to_clear}
	assert kept["Activity Log"] >= 183 and kept["Error Log"] >= 183


@pytest.mark.parametrize("days", [182, 183])
def test_audit_records_are_never_cleared_earlier(days, site, anew):
	anew()
	settings = site.get_doc("Log Settings")
	row = next(row for row in settings.logs_to_clear if row.ref_doctype == "Activity Log")
	row.days = days
	if days < 183:
		with pytest.raises(BadInputError, match=r"is kept at least 183 days\. Enter more days"):
			settings.save()
		return
	settings.save()
	assert site.db.get_value("Logs To Clear", row.name, "days") == 183
