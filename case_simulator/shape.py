"""What the simulated city looks like: shares, peaks and places. Numbers are weights unless they say otherwise."""

from dataclasses import dataclass

from community_gov.casework.deadlines.clock import Calendar
from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU
from community_gov.demo.places import SIDE, community

# The quarter that Chibi reported: 7,534 taken in, 7,389 filed and dispatched, 6,967 closed.
REPORTED, DISPATCHED, CLOSED = 7_534, 7_389, 6_967
NOT_FILED = (REPORTED - DISPATCHED) / REPORTED
UNFINISHED = (DISPATCHED - CLOSED) / REPORTED
# Parts of all reported cases.
REWORKED, ANSWERED_LATE, RETURNED = 0.03, 0.07, 0.015
# What is unfinished is mostly new, among the last so many times as many cases, and waits for a check only among the
# newest part of these; the rest hangs anywhere in the period.
UNFINISHED_NEW, RECENT, NEWEST = 0.7, 2.0, 0.15
AT_WORK_IS_LONG = 0.9
STORM = 4.0

HOURS = (1, 1, 1, 1, 1, 2, 6, 14, 26, 30, 26, 18, 10, 12, 22, 28, 24, 18, 12, 9, 7, 4, 2, 1)
WEEKDAYS = (1.2, 1.1, 1.05, 1.05, 1.1, 0.8, 0.7)
SOURCES = (("Patrol", 46), ("Snapshot", 22), ("Hotline", 20), ("Visit", 7), ("Secretary Studio", 5))
PUBLIC = "Snapshot"
RATED = 0.4
RATINGS = (("Satisfied", 72), ("Basically Satisfied", 20), ("Dissatisfied", 8))
CATEGORIES = (
	("M06010", 16),
	("M06012", 10),
	("M06011", 5),
	("M06013", 7),
	("M06017", 4),
	("M06036", 8),
	("M06041", 3),
	("M06042", 6),
	("M06998", 3),
	("M06999", 5),
	("M07001", 7),
	("M09001", 4),
	("M09005", 5),
	("M09006", 6),
	("M09010", 6),
	("M09011", 4),
	("M09012", 3),
	("M01004", 3),
	("M01002", 2),
)
# Limits of five working days.
LONG_CATEGORIES = (("M06013", 4), ("M06011", 3), ("M01002", 2), ("M01003", 1))
STORM_CATEGORIES = (("M06993", 45), ("M01004", 30), ("M01003", 15), ("M06012", 10))
# Invented, like the streets of the demo.
SPOTS = (
	*(
		"菜市场东门",
		"公交站旁",
		"小学门口",
		"河堤步道",
		"社区广场",
		"停车场入口",
		"卫生站门前",
		"幼儿园围墙外",
	),
	*(
		"演示路 12 号",
		"演示路 38 号",
		"北街 6 号",
		"北街 21 号",
		"演示花园南门",
		"演示花园 1 栋",
		"演示花园 2 栋",
	),
	*("垃圾收集点", "健身步道", "桥头", "巷口", "老年食堂门前"),
)
WATERS = {"M06993", "M01002", "M01003", "M01004"}

PLACE_KEY = "chibi"
PLACE = community(PLACE_KEY)
GRIDS = 3
FIRST_GRID_WORKER = "gridworker"


@dataclass(frozen=True)
class Kind:
	"""A category of the site: code, Chinese name, and the limit of its default filing condition."""

	code: str
	title: str
	limit_value: float
	limit_unit: str


@dataclass(frozen=True)
class World:
	"""What a plan must know of the site: its kinds by code, and the calendar of the centre and the units."""

	kinds: dict[str, Kind]
	calendar: Calendar


def unit_for(category: str) -> str:
	return WATER_BUREAU if category in WATERS else CITY_BUREAU


def handler_of(unit: str) -> str:
	return "handler" if unit == WATER_BUREAU else "handler2"


def reporter_of(source: str, grid: int) -> str:
	"""The account that reports: the public has none; only the first grid has a grid worker of its own."""
	if source == PUBLIC:
		return "Guest"
	if source == "Hotline":
		return "operator"
	return FIRST_GRID_WORKER if source == "Patrol" and grid == 0 else "manager"


def position_in(grid: int, east: float, north: float) -> tuple[float, float]:
	"""(latitude, longitude) inside a grid; east and north are parts of its width and height from 0 to 1."""
	longitude = PLACE.longitude - SIDE / 2 + (grid + 0.05 + 0.9 * east) * SIDE / GRIDS
	latitude = PLACE.latitude - SIDE / 2 + (0.05 + 0.9 * north) * SIDE
	return round(latitude, 7), round(longitude, 7)
