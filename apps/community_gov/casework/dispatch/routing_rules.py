"""Which routing rule fits a case: pure, no site, the same answer whatever the order of the rules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

ANY, ON_DUTY, OFF_DUTY = "Any", "On Duty", "Off Duty"


@dataclass(frozen=True)
class Rule:
	"""A routing rule as plain values; empty category, grid and urgency match everything.

	units are (unit, duty, instruction), exactly one of duty Lead.
	"""

	name: str
	units: tuple[tuple[str, str, str | None], ...]
	category: str | None = None
	grid: str | None = None
	hours: str = ANY
	urgency: str | None = None
	priority: int = 0
	from_date: date | None = None
	to_date: date | None = None
	handling_level: str | None = None

	@property
	def lead(self) -> str:
		return next(unit for unit, duty, _instruction in self.units if duty == "Lead")


@dataclass(frozen=True)
class Asked:
	"""What is known of a case: its kind and the classes above it (kind first), grid code, urgency, day, level."""

	categories: tuple[str, ...]
	grid: str | None
	urgency: str | None
	day: date
	handling_level: str | None = None


@dataclass(frozen=True)
class Choice:
	"""The rule that was chosen, or None; and better rules that name a unit not at work, as (rule, unit)."""

	rule: Rule | None
	skipped: tuple[tuple[Rule, str], ...] = field(default=())


def choose(
	rules: Iterable[Rule], asked: Asked, on_duty: Callable[[str], bool], at_work: Callable[[str], bool]
) -> Choice:
	"""The most specific rule that matches and whose units are all at work.

	Args:
	        on_duty: whether the calendar of a unit has duty time now.
	        at_work: whether a unit is enabled.
	"""
	skipped: list[tuple[Rule, str]] = []
	for rule in _ranked(rules, asked, on_duty):
		missing = next((unit for unit, _duty, _text in rule.units if not at_work(unit)), None)
		if missing is None:
			return Choice(rule, tuple(skipped))
		skipped.append((rule, missing))
	return Choice(None, tuple(skipped))


def _ranked(rules: Iterable[Rule], asked: Asked, on_duty: Callable[[str], bool]) -> list[Rule]:
	"""The rules that match, best first."""
	return sorted(
		(rule for rule in rules if matches(rule, asked, on_duty)), key=lambda rule: rank(rule, asked)
	)


def matches(rule: Rule, asked: Asked, on_duty: Callable[[str], bool]) -> bool:
	"""Whether category, place, urgency, day and hours of a rule all fit."""
	return (
		(not rule.category or rule.category in asked.categories)
		and (not rule.grid or (asked.grid or "").startswith(rule.grid))
		and (not rule.urgency or rule.urgency == asked.urgency)
		and (not rule.handling_level or rule.handling_level == asked.handling_level)
		and (rule.from_date or date.min) <= asked.day <= (rule.to_date or date.max)
		and (rule.hours == ANY or on_duty(rule.lead) == (rule.hours == ON_DUTY))
	)


def rank(rule: Rule, asked: Asked) -> tuple:
	"""Smaller is better: the own level, kind before class before all, deeper grid, hours, urgency, priority, name."""
	nearness = asked.categories.index(rule.category) if rule.category else len(asked.categories)
	return (
		not rule.handling_level,
		nearness,
		-len(rule.grid or ""),
		rule.hours == ANY,
		not rule.urgency,
		-rule.priority,
		rule.name,
	)


def tie(one: Rule, other: Rule) -> bool:
	"""Whether only their names would decide between two rules on some day."""
	return _key(one) == _key(other) and _overlap(one, other)


def _key(rule: Rule) -> tuple:
	match = (rule.category or "", rule.grid or "", rule.hours, rule.urgency or "", rule.handling_level or "")
	return (*match, rule.priority)


def _overlap(one: Rule, other: Rule) -> bool:
	first = max(one.from_date or date.min, other.from_date or date.min)
	return first <= min(one.to_date or date.max, other.to_date or date.max)
