"""The workbench on a site: how many queries its queue takes, and what its clock says."""

from datetime import datetime, timedelta

import pytest

from community_gov.demo.people import email
from community_gov.workbench.queue import light_of, queue_of

NOW = datetime(2024, 9, 27, 12)


@pytest.mark.parametrize(
	("due", "since", "warn", "light"),
	[
		(None, -1, None, None),
		(-1, -5, None, "Red"),
		(0, -5, None, "Yellow"),
		(1, -4, None, "Yellow"),
		(2, -4, None, "Green"),
		(1, -4, 0.5, "Green"),
		(9, -1, -0.5, "Yellow"),
		(1, None, None, "Green"),
	],
)
def test_the_light_of_a_clock(due, since, warn, light):
	at = [None if hours is None else NOW + timedelta(hours=hours) for hours in (due, since, warn)]
	assert light_of(NOW, *at) == light


def queries(site, monkeypatch, user: str) -> tuple[int, int]:
	"""(rows, queries) of a queue."""
	asked = []
	ask = site.db.sql

	def counted(query, *args, **kwargs):
		asked.append(query)
		return ask(query, *args, **kwargs)

	site.set_user(user)
	queue_of(user)
	with monkeypatch.context() as patch:
		patch.setattr(site.db, "sql", counted)
		rows = queue_of(user)
	site.set_user("Administrator")
	return len(rows), len(asked)


def report(site, count: int) -> None:
	site.set_user(email("gridworker"))
	for number in range(count):
		case = site.new_doc("Case")
		case.update({"description": f"堆物 {number}", "grid": "421281001002001", "category": "M06010"})
		case.insert()
	site.set_user("Administrator")


def test_more_rows_take_no_more_queries(site, monkeypatch):
	user = email("operator")
	report(site, 1)
	rows, before = queries(site, monkeypatch, user)
	report(site, 5)
	more, after = queries(site, monkeypatch, user)
	assert (more >= rows + 5 or more >= 100) and after == before
	assert after <= 40, "a phone asks for this whenever it is looked at"
