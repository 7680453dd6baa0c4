"""Cases of the day of loading, at every stage, taken step by step through the code that people use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

import frappe
from frappe.utils import now_datetime

from case_simulator import shape, steps
from case_simulator.command import traveller
from case_simulator.plan import CasePlan, mark
from case_simulator.steps import Step
from community_gov.core.counting import count_shown
from community_gov.demo.persons import SEED
from community_gov.demo.places import COMMUNITIES, SIDE, Community
from demo_town import stories
from demo_town.player import VERIFY, TownPlayer

# The way to each stage; the last step of a case of today is the last of its row.
TO_UNIT = (steps.REPORT, steps.ACCEPT, steps.FILE, steps.DISPATCH)
WAYS = {
	"Reported": (steps.REPORT,),
	"Verifying": (steps.REPORT, VERIFY),
	"Rejected": (steps.REPORT, steps.REJECT),
	"Accepted": TO_UNIT[:2],
	"Filed": TO_UNIT[:3],
	"Dispatched": TO_UNIT,
	"Handling": (*TO_UNIT, steps.TAKE),
	"Suspended": (*TO_UNIT, steps.TAKE, steps.ASK_PAUSE, steps.GRANT_PAUSE),
	"Checking": (*TO_UNIT, steps.TAKE, steps.ANSWER),
	"Closed": (*TO_UNIT, steps.TAKE, steps.ANSWER, steps.PASS, steps.CLOSE),
}
NOTES = {
	steps.REJECT: "现场属物业自管区域，已转物业处理。",
	steps.DISPATCH: stories.INSTRUCTION,
	steps.ASK_PAUSE: "需等待配件到货，申请挂账。",
	steps.PASS: "现场核查，已处置到位。",
}
WORK_BEGINS = timedelta(hours=6)


@dataclass(frozen=True)
class TownCase(CasePlan):
	"""A case of today: with its picture, and the number of the hotline where it came from there."""

	scene: str = "heap"
	upstream_number: str | None = None


def load_today() -> None:
	"""Plays today's cases once; what an interrupted loading left is not played again."""
	player = TownPlayer(traveller())
	for plan in plans_of(now_datetime()):
		if not count_shown("Case", {"description": ["like", f"%{mark(plan.key)}"]}):
			player.play(plan)
			frappe.db.commit()


def cases_of_today() -> list[str]:
	"""Names of the cases that were played, in the order of their reports."""
	begun = mark("today-").rstrip("〕")
	marked = {"description": ["like", f"%\n{begun}%"]}
	return frappe.get_all("Case", marked, pluck="name", order_by="reported_at asc, name asc")


def plans_of(now: datetime) -> list[TownCase]:
	"""The plans of a day until `now`; none where an earlier day was loaded."""
	begun = mark("today-").rstrip("〕")
	known = frappe.get_all(
		"Case", {"description": ["like", f"%\n{begun}%"]}, pluck="description", limit=1, order_by="name asc"
	)
	day = known[0].rsplit(begun, 1)[1][:8] if known else f"{now:%Y%m%d}"
	return list(make_plans(now)) if day == f"{now:%Y%m%d}" else []


def make_plans(now: datetime) -> Iterator[TownCase]:
	"""Plans of today until `now`: those of Chibi at every stage, then what the other communities report."""
	midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
	# In the night somebody may look at the demo, too: then the day has begun half an hour ago.
	begin = min(midnight + WORK_BEGINS, now - timedelta(minutes=30))
	rng, numbers = Random(f"{SEED}:{midnight:%Y%m%d}"), count()
	for stage, amount, (low, high) in stories.STAGES:
		for _number in range(amount):
			reported = begin + rng.uniform(low, high) * (now - begin)
			yield _of_chibi(rng, next(numbers), stage, reported, now)
	for place in COMMUNITIES:
		if place.key != shape.PLACE_KEY:
			for stage, source in stories.ELSEWHERE:
				reported = begin + rng.uniform(0.3, 0.9) * (now - begin)
				yield _of_elsewhere(rng, next(numbers), place, (stage, source), reported, now)


def _of_chibi(rng: Random, number: int, stage: str, reported: datetime, now: datetime) -> TownCase:
	grid = number % shape.GRIDS
	source = stories.SOURCES[number % len(stories.SOURCES)]
	position = shape.position_in(grid, rng.random(), rng.random())
	reporter = shape.reporter_of(source, grid)
	code = f"{shape.PLACE.code}{grid + 1:03d}"
	return _case(number, stage, source, code, position, _steps(stage, reporter, number, reported, now))


def _of_elsewhere(
	rng: Random, number: int, place: Community, how: tuple[str, str], reported: datetime, now: datetime
) -> TownCase:
	stage, source = how
	west = place.longitude - SIDE / 3
	position = round(place.latitude + rng.uniform(-0.004, 0.004), 7), round(west + rng.uniform(0, 0.002), 7)
	reporter = f"gridworker.{place.key}" if source == "Patrol" else "Guest"
	played = _steps(stage, reporter, number, reported, now)
	return _case(number, stage, source, f"{place.code}001", position, played)


def _case(
	number: int, stage: str, source: str, grid: str, position: tuple[float, float], played: tuple[Step, ...]
) -> TownCase:
	problem = _problem_of(number)
	spot = stories.SPOTS[number * 5 % len(stories.SPOTS)]
	if not grid.startswith(shape.PLACE.code):
		spot = spot.replace("北街 ", "演示路 ").replace("北街", "").replace("北干渠", "河边")
	day = played[0].at
	return TownCase(
		key=f"today-{day:%Y%m%d}/{number}",
		source=source,
		category=problem.category,
		grid=grid,
		latitude=position[0],
		longitude=position[1],
		address=spot,
		title=f"{spot}{problem.title}",
		text=problem.text.format(spot=spot),
		outcome=stage,
		late=False,
		steps=played,
		scene=problem.scene,
		upstream_number=f"12345-{day:%Y%m%d}-{number:04d}" if source == "Hotline" else None,
	)


def _problem_of(number: int) -> stories.Problem:
	return stories.PROBLEMS[number % len(stories.PROBLEMS)]


def _steps(stage: str, reporter: str, number: int, reported: datetime, now: datetime) -> tuple[Step, ...]:
	"""The way to the stage, spread over what is left of the time until now; who checks took no other part."""
	unit = shape.unit_for(_problem_of(number).category)
	people = {
		steps.REPORT: reporter,
		**dict.fromkeys((steps.ACCEPT, steps.REJECT, VERIFY), "operator"),
		**dict.fromkeys((steps.TAKE, steps.ANSWER, steps.ASK_PAUSE), shape.handler_of(unit)),
		steps.PASS: "supervisor",
	}
	way = WAYS[stage]
	part = (now - reported) / (len(way) + 1)
	moments = [(reported + place * part).replace(microsecond=0) for place in range(len(way))]
	notes = {**NOTES, steps.ANSWER: stories.ANSWERS[number % len(stories.ANSWERS)]}
	return tuple(
		Step(at, people.get(kind, "chief"), kind, unit, notes.get(kind))
		for at, kind in zip(moments, way, strict=True)
	)
