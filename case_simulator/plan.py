"""Plans of cases: who does what when. Pure and deterministic; the same seed gives the same plan anywhere."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from case_simulator import shape
from case_simulator.routes import Route
from case_simulator.shape import World
from case_simulator.steps import Step, weighted

REPORTED, ACCEPTED, REJECTED, DISPATCHED = "Reported", "Accepted", "Rejected", "Dispatched"
HANDLING, CHECKING, CLOSED, SUSPENDED = "Handling", "Checking", "Closed", "Suspended"
# Before the end of the plan nothing happens at the very last moment.
MARGIN = timedelta(minutes=1)
# Part of the filed cases after which one that hangs may be late.
HANGING_LATE = 0.75


@dataclass(frozen=True)
class CasePlan:
	"""A case from its report to where it stands at the end; `key` is the same in every run of a plan."""

	key: str
	source: str
	category: str
	grid: str
	latitude: float
	longitude: float
	address: str
	title: str
	text: str
	outcome: str
	late: bool
	steps: tuple[Step, ...]

	@property
	def description(self) -> str:
		return f"{self.text}\n{mark(self.key)}"


def mark(key: str) -> str:
	"""How a simulated case shows that it is one, and which."""
	return f"〔模拟案件 {key}〕"


class Shares:
	"""Turns a rate into a steady yes and no: after any number of cases the count is right to one."""

	def __init__(self):
		self.owed: dict[str, float] = defaultdict(float)

	def take(self, name: str, rate: float, suitable: bool = True) -> bool:
		self.owed[name] += rate
		if not suitable or self.owed[name] < 1:
			return False
		self.owed[name] -= 1
		return True


def batch_of(seed: int, days: int, count: int, end: datetime) -> str:
	return f"{seed}-{days}-{count}-{end:%Y%m%d}"


def count_for(days: int) -> int:
	"""As many cases as Chibi had in so many days; its 7,534 came in 90."""
	return max(1, round(shape.REPORTED * days / 90))


def make_plans(world: World, seed: int, days: int, count: int, end: datetime) -> Iterator[CasePlan]:
	"""Plans of `count` cases reported in the `days` before `end`, in the order of their reports."""
	rng, shares, batch = Random(seed), Shares(), batch_of(seed, days, count, end)
	storm = rng.randrange(max(1, int(days * 0.9)))
	start, number = end - timedelta(days=days), 0
	for day, amount in enumerate(_day_counts(rng, start, days, count, storm)):
		for reported in _moments(rng, start + timedelta(days=day), amount):
			outcome = _outcome_of(rng, number, count)
			draft = _describe(rng, world, f"{batch}/{number}", day == storm, outcome)
			yield _with_steps(rng, shares, world, draft, reported, end)
			number += 1


def _day_counts(rng: Random, start: datetime, days: int, count: int, storm: int) -> list[int]:
	"""Cases a day: by weekday, with some noise and one storm; they add up to `count`."""
	weights = [
		shape.WEEKDAYS[(start + timedelta(days=day)).weekday()]
		* rng.uniform(0.85, 1.15)
		* (shape.STORM if day == storm else 1)
		for day in range(days)
	]
	ends = [round(count * part / sum(weights)) for part in accumulate(weights)]
	return [end - before for before, end in zip([0, *ends], ends, strict=False)]


def _moments(rng: Random, day: datetime, amount: int) -> list[datetime]:
	"""Reports of one day, in order, with its two peaks."""
	hours = rng.choices(range(24), shape.HOURS, k=amount)
	return sorted(day + timedelta(hours=hour, seconds=rng.randrange(3_500)) for hour in hours)


def _outcome_of(rng: Random, number: int, count: int) -> str:
	"""Where the case stands at the end. Unfinished are new ones of the last days; some others hang.

	So many are filed, and so many closed, as Chibi's shares say of `count`, to the case.
	"""
	left_out = round(count * shape.NOT_FILED)
	if _spread(number, left_out, count):
		return rng.choice((REPORTED, ACCEPTED)) if number > 0.97 * count else REJECTED
	filed, place = count - left_out, number - number * left_out // count
	unfinished = round(count * shape.UNFINISHED)
	new = round(unfinished * shape.UNFINISHED_NEW)
	recent = round(new * shape.RECENT)
	if place >= filed - recent:
		if _spread(place - filed + recent, new, recent):
			newest = place >= filed - recent * shape.NEWEST
			return rng.choices((DISPATCHED, HANDLING, CHECKING), (3, 4, 3))[0] if newest else HANDLING
	elif _spread(place, unfinished - new, filed - recent):
		# What has hung for months waits for something; what is late is late by weeks.
		return rng.choice((HANDLING, SUSPENDED)) if place > HANGING_LATE * filed else SUSPENDED
	return CLOSED


def _spread(number: int, chosen: int, total: int) -> bool:
	"""Whether a place out of `total` is one of those chosen: exactly `chosen` of them, evenly apart."""
	return (number + 1) * chosen // total > number * chosen // total


def _describe(rng: Random, world: World, key: str, storm: bool, outcome: str) -> CasePlan:
	"""What is reported, where and how; without steps. What takes days is what is still at work."""
	choices = shape.STORM_CATEGORIES if storm and rng.random() < 0.7 else shape.CATEGORIES
	if outcome in (DISPATCHED, HANDLING) and rng.random() < shape.AT_WORK_IS_LONG:
		choices = shape.LONG_CATEGORIES
	kind = world.kinds[weighted(rng, choices)]
	grid = rng.randrange(shape.GRIDS)
	latitude, longitude = shape.position_in(grid, rng.random(), rng.random())
	place, spot = f"北街社区第{'一二三'[grid]}网格", rng.choice(shape.SPOTS)
	return CasePlan(
		key=key,
		source=weighted(rng, shape.SOURCES),
		category=kind.code,
		grid=f"{shape.PLACE.code}{grid + 1:03d}",
		latitude=latitude,
		longitude=longitude,
		address=f"{place}{spot}",
		title=f"{spot}{kind.title}",
		text=f"{place}{spot}发现{kind.title}，请处理。",
		outcome=outcome,
		late=False,
		steps=(),
	)


def _with_steps(rng: Random, shares: Shares, world: World, plan: CasePlan, reported: datetime, end: datetime):
	"""The plan with the steps of its outcome, all before `end`."""
	route = Route(rng, world, plan.category, reported)
	natural = route.natural_end() < end - MARGIN
	answered = plan.outcome in (CLOSED, CHECKING)
	days = world.kinds[plan.category].limit_unit == "Working Days" and plan.outcome == CLOSED and natural
	rework = shares.take("rework", shape.REWORKED, days)
	late = shares.take("late", shape.ANSWERED_LATE, answered and natural and not rework)
	returned = shares.take("returned", shape.RETURNED, days and not rework and not late)
	steps = route.walk(plan, rework=rework, late=late, returned=returned)
	return replace(plan, late=late, steps=_squeezed(steps, end - MARGIN))


def _squeezed(steps: tuple[Step, ...], last: datetime) -> tuple[Step, ...]:
	"""Draws the steps together where they would run past the end of the plan; their order stays."""
	first, length = steps[0].at, steps[-1].at - steps[0].at
	if steps[-1].at <= last:
		return steps
	part = max(last - first, timedelta(seconds=30)) / length
	return tuple(replace(step, at=_whole(first + part * (step.at - first))) for step in steps)


def _whole(moment: datetime) -> datetime:
	"""Without fractions of a second: stamps are compared, and people act in seconds."""
	return moment.replace(microsecond=0)
