"""An unexpected error tells where it happened, and nothing of the person whom the request was about."""

import logging

import pytest

from community_gov.overrides.logs import wrap_logs

NUMBER, MOBILE, NAME = "421281195808140012", "13800138000", "钱演示日志"
PERSONAL = (NUMBER, MOBILE, NAME)


@pytest.fixture
def wrapped(site):
	wrap_logs()
	before = site.local.form_dict
	site.local.form_dict = site._dict(
		{"cmd": "x.y", "full_name": NAME, "doc": {"identity_number": NUMBER}, "mobile": MOBILE}
	)
	yield site
	site.local.form_dict = before


def fail(full_name: str, values: dict):
	number = values["identity_number"]
	raise ValueError(f"cannot read {number} of {values['mobile']}")


def raised(site, with_context: bool) -> str:
	try:
		fail(NAME, {"identity_number": NUMBER, "mobile": MOBILE})
	except ValueError:
		return site.get_traceback(with_context=with_context)
	raise AssertionError


@pytest.mark.parametrize("with_context", [True, False])
def test_a_traceback_names_the_place_and_no_person(wrapped, with_context):
	text = raised(wrapped, with_context)
	assert "in fail" in text and "ValueError: cannot read" in text
	assert [personal for personal in PERSONAL if personal in text] == []


def test_the_error_log_names_no_person(wrapped):
	try:
		fail(NAME, {"identity_number": NUMBER, "mobile": MOBILE})
	except ValueError:
		log = wrapped.log_error("A test")
	stored = str(log.as_dict())
	assert "in fail" in stored
	assert [personal for personal in PERSONAL if personal in stored] == []


def test_a_line_of_a_log_file_names_no_person(wrapped):
	from frappe.utils.logger import SiteContextFilter

	record = logging.LogRecord("frappe", logging.ERROR, "x.py", 1, "Request Error", None, None)
	SiteContextFilter().filter(record)
	assert "x.y" in str(record.msg), "the endpoint is named"
	assert [personal for personal in PERSONAL if personal in str(record.msg)] == []
