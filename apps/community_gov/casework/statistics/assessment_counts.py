"""What casework counts for the monthly assessment of grid workers; see team.sources."""

from datetime import date, datetime, time, timedelta

from community_gov.casework.statistics.counting import by_checker, by_reporter

Figures = dict[str, tuple[float, float | None]]


def span(first: date, last: date) -> tuple[datetime, datetime]:
	"""From the first moment of a day to the first after another."""
	return datetime.combine(first, time.min), datetime.combine(last + timedelta(1), time.min)


def reports_filed(users: list[str], first: date, last: date) -> Figures:
	"""Patrol reports of the period that were filed as cases: what leads to nothing counts for nothing."""
	rows = by_reporter(*span(first, last))
	return {row["key"]: (row["filed"], None) for row in rows if row["key"] in users}


def checks_on_time(users: list[str], first: date, last: date) -> Figures:
	"""Verifications and inspections answered in time, of those asked for (核实按时率 and 核查按时率 together)."""
	rows = by_checker(*span(first, last))
	return {
		row["key"]: (
			row["verified_on_time"] + row["inspected_on_time"],
			row["to_verify"] + row["to_inspect"],
		)
		for row in rows
		if row["key"] in users
	}
