"""Whether enough took part, and whether a motion passes: fractions of whole numbers, cross-multiplied. Pure, no site.

Two thirds of three is two, of seven is five, of 2,999 is 2,000: no floating point number says so for all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

TAKING_PART, ROLL, VOTES_CAST = "Taking Part", "Roll", "Votes Cast"
PASSED, NOT_PASSED, TOO_FEW, CHOSEN, TIE = "Passed", "Not Passed", "Too Few Took Part", "Chosen", "Tie"


@dataclass(frozen=True)
class Share:
	"""A part that has to be reached: `numerator` of `denominator`; `is_strict` means more than it."""

	numerator: int
	denominator: int
	is_strict: bool

	def __post_init__(self):
		if not 0 <= self.numerator <= self.denominator or not self.denominator:
			raise ValueError(f"{self.numerator}/{self.denominator} is no part of a whole")

	def is_reached(self, count: int, whole: int) -> bool:
		"""Whether `count` of `whole` reaches the part; of nothing nothing is reached."""
		if whole <= 0:
			return False
		have, need = count * self.denominator, self.numerator * whole
		return have > need if self.is_strict else have >= need

	def least(self, whole: int) -> int:
		"""The smallest count of `whole` that reaches the part; one more than the whole where none does."""
		need = self.numerator * whole
		exact, rest = divmod(need, self.denominator)
		least = exact + 1 if rest or self.is_strict else exact
		return max(least, 1)


@dataclass(frozen=True)
class Rule:
	"""What a decision asks for; `by_area` means that each part is asked of the floor area besides."""

	present: Share
	passing: Share
	base: str = TAKING_PART
	by_area: bool = False


@dataclass(frozen=True)
class Turnout:
	"""Heads and floor area (hundredths of a square metre) of the roll and of those who took part."""

	roll: int
	took_part: int
	roll_area: int = 0
	area_taking_part: int = 0


@dataclass(frozen=True)
class Votes:
	"""Votes and floor area for one option."""

	count: int
	area: int = 0
	is_abstention: bool = False


def meets(rule: Rule, turnout: Turnout) -> bool:
	"""Whether enough took part."""
	by_heads = rule.present.is_reached(turnout.took_part, turnout.roll)
	if not rule.by_area:
		return by_heads
	return by_heads and rule.present.is_reached(turnout.area_taking_part, turnout.roll_area)


def base_of(rule: Rule, turnout: Turnout, options: Sequence[Votes]) -> Votes:
	"""What the votes in favour are counted of."""
	if rule.base == ROLL:
		return Votes(turnout.roll, turnout.roll_area)
	if rule.base == VOTES_CAST:
		cast = [option for option in options if not option.is_abstention]
		return Votes(sum(option.count for option in cast), sum(option.area for option in cast))
	return Votes(turnout.took_part, turnout.area_taking_part)


def outcome_of_motion(rule: Rule, turnout: Turnout, options: Sequence[Votes]) -> str:
	"""PASSED or NOT_PASSED by the first option, or TOO_FEW."""
	if not meets(rule, turnout):
		return TOO_FEW
	base, favour = base_of(rule, turnout, options), options[0]
	passes = rule.passing.is_reached(favour.count, base.count)
	if rule.by_area:
		passes = passes and rule.passing.is_reached(favour.area, base.area)
	return PASSED if passes else NOT_PASSED


def chosen(options: Sequence[Votes], seats: int) -> list[int] | None:
	"""Indexes of the options with most votes, in their order; None where a tie leaves open which.

	An abstention is never chosen, nor is what nobody wants.
	"""
	wanted = [number for number, option in enumerate(options) if option.count and not option.is_abstention]
	ranked = sorted(wanted, key=lambda number: (-options[number].count, number))
	taken, rest = ranked[:seats], ranked[seats:]
	if rest and taken and options[taken[-1]].count == options[rest[0]].count:
		return None
	return sorted(taken)


def outcome_of_selection(
	rule: Rule, turnout: Turnout, options: Sequence[Votes], seats: int
) -> tuple[str, list[int]]:
	"""The outcome and the indexes of what was taken."""
	if not meets(rule, turnout):
		return TOO_FEW, []
	taken = chosen(options, seats)
	if taken is None:
		return TIE, []
	return (CHOSEN, taken) if taken else (NOT_PASSED, [])


def rule_of(values: dict) -> Rule:
	"""A rule out of the fields of a Decision Rule, or of what a poll kept of them. Raises ValueError."""
	return Rule(
		Share(int(values["present_num"]), int(values["present_den"]), bool(int(values["present_strict"]))),
		Share(int(values["pass_num"]), int(values["pass_den"]), bool(int(values["pass_strict"]))),
		values["pass_base"],
		bool(int(values["area_weighted"])),
	)


def values_of(rule: Rule) -> dict:
	"""The fields that `rule_of` reads."""
	present, passing = asdict(rule.present), asdict(rule.passing)
	return {
		**{"present_num": present["numerator"], "present_den": present["denominator"]},
		**{"present_strict": int(present["is_strict"]), "pass_num": passing["numerator"]},
		**{"pass_den": passing["denominator"], "pass_strict": int(passing["is_strict"])},
		**{"pass_base": rule.base, "area_weighted": int(rule.by_area)},
	}


def hundredths(areas: Iterable[float]) -> int:
	"""The sum of square metres with two decimals as whole hundredths."""
	return sum(round(area * 100) for area in areas)
