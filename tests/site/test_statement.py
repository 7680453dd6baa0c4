"""The statement of a month: opening, entries, closing, whatever came before and after."""

from datetime import datetime
from uuid import uuid4

import pytest

from community_gov.core.errors import BadInputError
from community_gov.volunteering.points import ledger, statement


@pytest.fixture
def person(site, monkeypatch) -> str:
	"""Entries on both sides of each end of February 2024."""
	doc = site.new_doc("Volunteer").update(
		{"full_name": f"对账演示{uuid4().hex[:4]}", "grid": "421281001002001"}
	)
	name = doc.insert().name
	for moment, kind, amount, held in (
		(datetime(2024, 1, 31, 23, 59, 59), "Credit", 50, 0),
		(datetime(2024, 2, 1), "Credit", 10.5, 0),
		(datetime(2024, 2, 29, 12), "Hold", -20, 20),
		(datetime(2024, 2, 29, 23, 59, 59), "Settle", 0, -20),
		(datetime(2024, 3, 1), "Credit", 7, 0),
	):
		monkeypatch.setattr(ledger, "now_datetime", lambda moment=moment: moment)
		ledger.write_entry(name, kind, amount, held, reason="model")
	return name


@pytest.mark.parametrize(
	("month", "expected"),
	[
		("2023-12", (0, 0, 0, 0, 0)),
		("2024-01", (0, 50, 50, 0, 1)),
		("2024-02", (50, 40.5, 10.5, 20, 3)),
		("2024-03", (40.5, 47.5, 7, 0, 1)),
		("2024-04", (47.5, 47.5, 0, 0, 0)),
	],
)
def test_months_follow_on_one_another(site, person, month, expected):
	found = statement.statement(person, month)
	kept = (found["opening"], found["closing"], found["earned"], found["spent"], len(found["entries"]))
	assert kept == expected
	assert (found["month"], found["balance"]) == (month, 47.5)


def test_each_line_tells_the_balance_after_it(site, person):
	lines = statement.statement(person, "2024-02")["entries"]
	assert [(line["kind"], line["balance_after"]) for line in lines] == [
		("Credit", 60.5),
		("Hold", 40.5),
		("Settle", 40.5),
	]


@pytest.mark.parametrize("month", ["2024", "2024-13", "2024-02-30", "x", "../../x"])
def test_what_is_no_month_is_refused(site, person, month):
	with pytest.raises(BadInputError, match="month is no month"):
		statement.statement(person, month)


def test_the_balance_tells_until_when(site, person):
	found = statement.balance(person)
	assert (found["balance"], found["held_points"]) == (47.5, 0)
	assert sum(lot.remaining for lot in found["lots"]) == 47.5


def test_the_page_is_escaped_and_complete(site, person):
	site.db.set_value("Volunteer", person, "full_name", "<b>对账</b>")
	page = statement.statement_page(person, "2024-02")
	assert "&lt;b&gt;对账" in page and "<b>对账" not in page
	assert all(text in page for text in ("50.00", "+10.50", "-20.00", "40.50"))
