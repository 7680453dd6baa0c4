"""What a service counts, as plain arithmetic: no site, no clock.

Hours are the time actually served; the way there and breaks are left out (志愿服务证, 团中央). No standard says how finely they
are reckoned, so the step is a setting and rounding is always down: nobody is credited time that was not served.
"""

from datetime import date, datetime, timedelta

LONGEST = timedelta(hours=24)
BACKWARDS, TOO_LONG, NOTHING_LEFT, NEGATIVE, TOO_SHORT = (
	"backwards",
	"too long",
	"nothing left",
	"negative",
	"too short",
)


def served_minutes(started_at: datetime, ended_at: datetime, break_minutes: int, travel_minutes: int) -> int:
	"""Whole minutes from start to end without breaks and travel; may be zero or less."""
	return int((ended_at - started_at).total_seconds() // 60) - break_minutes - travel_minutes


def objection(
	started_at: datetime, ended_at: datetime, break_minutes: int, travel_minutes: int, step: int
) -> str | None:
	"""Why these times cannot be those of one service, or None.

	Args:
	        step: minutes to which hours are rounded down; a shorter service counts nothing.
	"""
	if ended_at <= started_at:
		return BACKWARDS
	if ended_at - started_at > LONGEST:
		return TOO_LONG
	if break_minutes < 0 or travel_minutes < 0:
		return NEGATIVE
	minutes = served_minutes(started_at, ended_at, break_minutes, travel_minutes)
	if minutes <= 0:
		return NOTHING_LEFT
	return TOO_SHORT if minutes < step else None


def hours_of(minutes: int, step: int) -> float:
	"""Hours of so many minutes, rounded down to whole steps of `step` minutes (at least 1)."""
	step = max(step, 1)
	return round(max(minutes, 0) // step * step / 60, 4)


def within_cap(hours: float, cap: float, recognised: float) -> float:
	"""What of a service is recognised where so many hours of its day are already; a cap of 0 caps nothing."""
	return hours if not cap else round(max(min(hours, cap - recognised), 0), 4)


def is_late(ended_at: datetime, entered_at: datetime, days: int) -> bool:
	"""Whether a service was entered more than so many days after it ended; 0 days mark nothing."""
	return bool(days) and entered_at - ended_at > timedelta(days=days)


def day_of(started_at: datetime) -> date:
	"""The day to which a service belongs, also where it runs past midnight: the one on which it began."""
	return started_at.date()
