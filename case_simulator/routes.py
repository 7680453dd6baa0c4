"""The way of one planned case: which steps it takes, by whom, and how long each takes. Pure."""

from datetime import datetime, timedelta
from random import Random

from case_simulator import shape
from case_simulator.steps import (
	ACCEPT,
	ANSWER,
	ASK_PAUSE,
	CLOSE,
	DISPATCH,
	FAIL,
	FILE,
	GRANT_PAUSE,
	PASS,
	RATE,
	REJECT,
	REPORT,
	RETURN,
	TAKE,
	Step,
	weighted,
)
from community_gov.casework.deadlines import clock
from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU

SECOND = timedelta(seconds=1)


class Route:
	"""Collects the steps of a case; `now` is where it stands."""

	def __init__(self, rng: Random, world: shape.World, category: str, reported: datetime):
		self.rng, self.calendar, self.kind = rng, world.calendar, world.kinds[category]
		self.reported = self.now = reported
		self.unit = shape.unit_for(category)
		self.steps: list = []
		self.length = clock.length_of(self.kind.limit_value, self.kind.limit_unit, self.calendar)

	def natural_end(self) -> datetime:
		"""A moment by which an ordinary case, even a late one, is over."""
		return self.on_clock(self.reported, 1.7) + timedelta(days=6)

	def on_clock(self, start: datetime, part: float) -> datetime:
		"""When a part of the time for disposal has run."""
		return clock.add(start, part * self.length, self.kind.limit_unit, self.calendar)

	def wait(self, low: float, high: float) -> None:
		"""Minutes of duty time pass, at the centre or on site."""
		length = timedelta(minutes=self.rng.uniform(low, high))
		self.until(clock.add(self.now, length, clock.DUTY_HOURS, self.calendar))

	def until(self, moment: datetime) -> None:
		"""Whole seconds, and never two steps in the same one."""
		self.now = max(moment.replace(microsecond=0), self.now + SECOND)

	def act(self, user: str, kind: str, note: str | None = None) -> None:
		self.steps.append(Step(self.now, user, kind, self.unit, note))

	def walk(self, plan, rework: bool, late: bool, returned: bool) -> tuple:
		"""All steps to the outcome of the plan."""
		self.act(shape.reporter_of(plan.source, int(plan.grid[-1]) - 1), REPORT)
		if plan.outcome != "Reported":
			self.at_the_centre(plan)
		if plan.outcome not in ("Reported", "Accepted", "Rejected"):
			self.at_the_unit(plan, rework, late, returned)
		if plan.outcome == "Closed":
			self.at_the_end(plan)
		return tuple(self.steps)

	def at_the_centre(self, plan) -> None:
		self.wait(2, 28)
		if plan.outcome == "Rejected":
			self.act("operator", REJECT, "经核对，不属于受理范围。")
			return
		self.act("operator", ACCEPT)
		if plan.outcome != "Accepted":
			self.wait(1, 15)
			self.act("chief", FILE)
			self.wait(1, 15)
			self.act("chief", DISPATCH, "请及时处置并回复。")

	def at_the_unit(self, plan, rework: bool, late: bool, returned: bool) -> None:
		self.dispatched = self.now
		if returned:
			self.go_back()
		if plan.outcome == "Dispatched":
			return
		answer = self.on_clock(self.dispatched, self.part(rework, late, returned))
		self.take(answer)
		if plan.outcome == "Suspended":
			self.pause()
		if plan.outcome in ("Closed", "Checking"):
			self.until(answer)
			self.act(shape.handler_of(self.unit), ANSWER, "已现场处置完毕。")
		if rework:
			self.once_more()

	def part(self, rework: bool, late: bool, returned: bool) -> float:
		"""How much of its time the unit needs until it answers."""
		if late:
			return self.rng.uniform(1.05, 1.6)
		if rework:
			return self.rng.uniform(0.1, 0.2)
		return self.rng.uniform(0.7, 0.95) if returned else self.rng.uniform(0.15, 0.95)

	def take(self, answer: datetime) -> None:
		"""The unit takes the order soon, and before it answers."""
		before, half = self.now, self.now + (answer - self.now) / 2
		self.wait(5, 80)
		self.now = before + SECOND if half <= before else min(self.now, half.replace(microsecond=0))
		self.act(shape.handler_of(self.unit), TAKE)

	def go_back(self) -> None:
		"""Not the duty of this unit: returned, and dispatched to the other one."""
		self.wait(10, 40)
		self.act("chief", RETURN, "不属于本单位职责，退回重新派遣。")
		self.unit = CITY_BUREAU if self.unit == WATER_BUREAU else WATER_BUREAU
		self.wait(2, 10)
		self.act("chief", DISPATCH, "请及时处置并回复。")

	def pause(self) -> None:
		self.wait(5, 10)
		self.act(shape.handler_of(self.unit), ASK_PAUSE, "需等待材料到货，申请挂账。")
		self.wait(5, 30)
		self.act("chief", GRANT_PAUSE)

	def once_more(self) -> None:
		"""The check failed; the second answer is still in time."""
		self.wait(5, 30)
		self.act("supervisor", FAIL, "现场仍有残留，请返工。")
		self.wait(5, 30)
		self.act(shape.handler_of(self.unit), TAKE)
		self.until(self.on_clock(self.dispatched, self.rng.uniform(0.6, 0.95)))
		self.act(shape.handler_of(self.unit), ANSWER, "已返工处置完毕。")

	def at_the_end(self, plan) -> None:
		self.wait(10, 100)
		self.act("supervisor", PASS, "现场核查，已处置到位。")
		self.wait(5, 50)
		self.act("chief", CLOSE)
		if plan.source == shape.PUBLIC and self.rng.random() < shape.RATED:
			self.until(self.now + timedelta(hours=self.rng.uniform(0.5, 70)))
			self.act("Guest", RATE, weighted(self.rng, shape.RATINGS))
