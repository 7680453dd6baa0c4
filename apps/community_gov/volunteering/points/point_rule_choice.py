"""Which point rule counts for a service: pure, the same answer whatever the order of the rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rule:
	"""A point rule as plain values; empty project, role and intensity match everything.

	points_per_hour is above or equal to zero; both days of the period belong to it.
	"""

	name: str
	points_per_hour: float
	valid_from: date
	valid_until: date | None = None
	project: str | None = None
	role: str | None = None
	intensity: str | None = None

	def covers(self, day: date) -> bool:
		return self.valid_from <= day <= (self.valid_until or date.max)

	def scope(self) -> tuple[str, str, str]:
		"""What the rule is for, comparable: two rules of one scope must not hold on the same day."""
		return (self.project or "", plain(self.role), self.intensity or "")


def plain(text: str | None) -> str:
	"""A role as it is compared: spaces and capitals do not matter."""
	return "".join((text or "").split()).casefold()


def best(
	rules: Iterable[Rule], day: date, project: str | None, role: str | None, intensity: str | None
) -> Rule | None:
	"""The most specific rule that holds on a day: project before role before intensity; None if there is none."""
	asked = (project or "", plain(role), intensity or "")
	fitting = [rule for rule in rules if rule.covers(day) and _scope_fits(rule.scope(), asked)]
	return min(fitting, key=_rule_rank, default=None)


def _scope_fits(scope: tuple[str, ...], asked: tuple[str, ...]) -> bool:
	return all(not own or own == wanted for own, wanted in zip(scope, asked, strict=True))


def _rule_rank(rule: Rule) -> tuple:
	"""Smaller is better; the name decides between rules that validation never lets stand together."""
	return (*(not part for part in rule.scope()), rule.name)


def clash(one: Rule, other: Rule) -> bool:
	"""Whether two rules of the same scope hold on a common day."""
	first = max(one.valid_from, other.valid_from)
	last = min(one.valid_until or date.max, other.valid_until or date.max)
	return one.scope() == other.scope() and first <= last
