"""What each post did in a period: collector 监督员, operator 受理员, duty chief 值班长, dispatcher 派遣员."""

from datetime import datetime

from community_gov.casework.statistics.case_scores import POST_SCORES, with_score
from community_gov.casework.statistics.counting import by_assigner, by_checker, by_reporter, by_step, in_time
from community_gov.casework.statistics.metrics import POST_RATES, with_rates

POSTS = tuple(POST_RATES)
Rows = list[dict]


def post_figures(post: str, start: datetime, end: datetime, area: str | None = None) -> Rows:
	"""Counts, rates and marks of everybody at a post, in the order of accounts.

	Args:
	        post: one of POSTS.
	Returns:
	        [{key: user, **counts, **rates, score, grade}]; None where a denominator is zero.
	"""
	rows = COUNTERS[post](start, end, area)
	return [with_score(with_rates(row, POST_RATES[post]), POST_SCORES[post]) for row in rows]


def _collector_rows(start: datetime, end: datetime, area: str | None) -> Rows:
	names = ("reported", "filed", "to_verify", "verified_on_time", "to_inspect", "inspected_on_time")
	return _merged([by_reporter(start, end, area), by_checker(start, end, area)], names)


def _operators(start: datetime, end: datetime, area: str | None) -> Rows:
	accepted = by_step(
		"Accepted",
		start,
		end,
		lambda event, case: {"on_time": in_time(event.happened_at, case.accept_due_at)},
		area,
	)
	sent = by_step(
		"Verifying",
		start,
		end,
		lambda event, case: {"verifications_on_time": in_time(event.happened_at, case.accept_due_at)},
		area,
	)
	sent = [_renamed(row, "verifications") for row in sent]
	names = ("steps", "on_time", "verifications", "verifications_on_time")
	named = by_assigner(start, end, area)
	return _merged([accepted, sent, named], (*names, "inspections", "inspections_on_time"))


def _duty_chiefs(start: datetime, end: datetime, area: str | None) -> Rows:
	filed = by_step(
		"Filed",
		start,
		end,
		lambda event, case: {
			"on_time": in_time(event.happened_at, case.file_due_at),
			"voided": case.stage == "Rejected",
		},
		area,
	)
	closed = by_step(
		"Closed",
		start,
		end,
		lambda event, case: {"closings_on_time": in_time(event.happened_at, case.close_due_at)},
		area,
	)
	closed = [_renamed(row, "closings") for row in closed]
	return _merged([filed, closed], ("steps", "on_time", "voided", "closings", "closings_on_time"))


def _dispatchers(start: datetime, end: datetime, area: str | None) -> Rows:
	return by_step(
		"Dispatched",
		start,
		end,
		lambda event, case: {
			"on_time": in_time(event.happened_at, case.dispatch_due_at),
			"reworked": case.reworks > 0,
		},
		area,
	)


COUNTERS = {
	"Collector": _collector_rows,
	"Operator": _operators,
	"Duty Chief": _duty_chiefs,
	"Dispatcher": _dispatchers,
}


def _renamed(row: dict, steps: str) -> dict:
	return {steps if name == "steps" else name: value for name, value in row.items()}


def _merged(tables: list[Rows], names: tuple[str, ...]) -> Rows:
	"""Rows of several tables joined by person; counts that a table does not have are zero."""
	people: dict[str, dict] = {}
	for row in (row for table in tables for row in table):
		people.setdefault(row["key"], {"key": row["key"], **dict.fromkeys(names, 0)}).update(row)
	return [people[key] for key in sorted(people, key=str)]
