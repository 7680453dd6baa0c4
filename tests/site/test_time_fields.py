"""Every day, moment and time of the day in a document of ours is read alike: by field, whoever writes it."""

from datetime import date, datetime, timedelta

import pytest

import frappe

from community_gov.core import time as site_time
from community_gov.core.errors import BadInputError
from community_gov.core.time import as_day, as_moment, as_month, not_ahead, read_fields
from tests.support.site_clock import now, today

MODULE = {"module": "Community Gov", "issingle": 0}
KINDS = ("Date", "Datetime", "Time")
WRONG = ("2026-02-30 08:00", "26-11-20 08:00", "2147483648", "soon", "2026-11-26 25:00", 20261126, 1.5, True)


@pytest.fixture
def fields(site):
	"""(DocType, field) of every day, moment and time of the day that a DocType of ours has."""
	names = site.get_all("DocType", MODULE, pluck="name", order_by="name asc")
	found = [(name, df) for name in names for df in site.get_meta(name).fields if df.fieldtype in KINDS]
	assert len(found) > 150
	return found


def read(doctype: str, df, value: object) -> object:
	doc = frappe.new_doc(doctype)
	doc.set(df.fieldname, value)
	read_fields(doc)
	return doc.get(df.fieldname)


def test_offsets_are_converted_in_every_field(fields):
	"""17:30 UTC of one day is 01:30 of the next in Shanghai."""
	expected = {"Date": date(2026, 12, 2), "Datetime": datetime(2026, 12, 2, 1, 30)}
	for doctype, df in fields:
		if df.fieldtype != "Time":
			assert read(doctype, df, "2026-12-01T17:30:00Z") == expected[df.fieldtype], (
				doctype,
				df.fieldname,
			)


def test_chinese_days_are_read_in_every_field(fields):
	for doctype, df in fields:
		told = "晚上8点" if df.fieldtype == "Time" else "2026年12月1日"
		expected = {"Date": date(2026, 12, 1), "Time": "20:00:00"}
		got = read(doctype, df, told)
		assert (got.date() if df.fieldtype == "Datetime" else got) == expected.get(
			df.fieldtype, date(2026, 12, 1)
		)


def test_what_is_none_is_refused_with_its_name_in_every_field(fields):
	for doctype, df in fields:
		for value in WRONG:
			with pytest.raises(BadInputError) as refused:
				read(doctype, df, value)
			assert str(refused.value).startswith(df.label), (doctype, df.fieldname, value)
		assert read(doctype, df, None) is None and read(doctype, df, "") in ("", None)


def test_a_deadline_that_is_a_day_means_its_end(site):
	ends = {"Case": ("due_at", "upstream_due_at"), "Supervision Order": ("answer_due_at",)}
	ends["Volunteer Activity"] = ("ends_at", "sign_up_until")
	for doctype, names in ends.items():
		for name in names:
			df = site.get_meta(doctype).get_field(name)
			assert read(doctype, df, "2026-12-01") == datetime(2026, 12, 1, 23, 59, 59)
	df = site.get_meta("Volunteer Activity").get_field("starts_at")
	assert read("Volunteer Activity", df, "2026-12-01") == datetime(2026, 12, 1)


def test_rows_of_tables_are_read_and_foreign_doctypes_left_alone(site):
	grid = frappe.new_doc("Grid")
	grid.append("team", {"from_date": "2026年12月1日"})
	read_fields(grid)
	assert grid.team[0].from_date == date(2026, 12, 1)
	todo = frappe.new_doc("ToDo")
	todo.date = "2026年12月1日"
	read_fields(todo)
	assert todo.date == "2026年12月1日"


def test_every_document_passes_the_reader(site):
	assert "community_gov.core.fields.read_alike" in site.get_hooks("doc_events")["*"]["before_validate"]


def test_yesterday_is_that_of_the_site(site):
	assert as_day("昨天") == today() - timedelta(days=1) and as_day(None) == today()
	assert as_moment("昨天 8:00", "since").date() == today() - timedelta(days=1)


@pytest.mark.parametrize("text", ["2026-11", "2026年11月", "2026/11", "2026-11-27", "2026-10-31T17:00:00Z"])
def test_months(site, text):
	assert as_month(text) == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["2026-13", "11", "2026-11-31", "2026年", "this month"])
def test_what_is_no_month(site, text):
	with pytest.raises(BadInputError, match="month is no"):
		as_month(text)


def test_clocks_may_be_two_minutes_ahead(site):
	ahead = now() + timedelta(minutes=1, seconds=50)
	assert now() - timedelta(seconds=5) < not_ahead(ahead, "") <= now()
	with pytest.raises(BadInputError, match="Wait"):
		not_ahead(now() + timedelta(minutes=2, seconds=10), "It lies ahead. Wait for it.")
	assert timedelta(minutes=2) == site_time.TOLERANCE
