"""Who fits what: near, with the skill, with time for it and little else to do; each with the reason in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from frappe import _

from community_gov.grids.distance import distance_km
from community_gov.volunteering.matching.free_times import FreeTime, has_all, has_some

# Characters of a code that two places share, nearest first.
LEVELS = ((17, "Micro-grid"), (15, "Grid"), (12, "Community"), (9, "Street"), (6, "District"))
# Help comes from the street at most; to an activity people also travel within the district.
STREET, DISTRICT = 9, 6
LIMIT = 10

Position = tuple[float, float]


@dataclass(frozen=True)
class Need:
	"""What somebody is looked for: where, with which skills, when.

	Attributes:
	        whole: the helper is needed from `starts_at` to `ends_at`; otherwise some time between them will do.
	        reach: characters of a code that need and helper share at least.
	"""

	grid: str
	skills: frozenset[str] = frozenset()
	starts_at: datetime | None = None
	ends_at: datetime | None = None
	whole: bool = False
	position: Position | None = None
	reach: int = STREET


@dataclass(frozen=True)
class Helper:
	"""A volunteer or a team: where it serves, what it can, what it has promised already, when it has time.

	Attributes:
	        load: requests claimed and not settled, and activities ahead.
	        free: times of the week; none on record says nothing.
	"""

	name: str
	title: str
	grid: str
	skills: frozenset[str]
	load: int = 0
	user: str | None = None
	free: tuple[FreeTime, ...] = ()
	position: Position | None = None


@dataclass(frozen=True)
class Fit:
	"""How a helper fits: shared level of place, skills it has and lacks, load, time (None: unknown), kilometres."""

	level: str
	has: tuple[str, ...]
	lacks: tuple[str, ...]
	load: int
	has_time: bool | None = None
	distance: float | None = None

	def order(self) -> tuple:
		nearness = [level for _length, level in LEVELS].index(self.level)
		far = float("inf") if self.distance is None else self.distance
		return (len(self.lacks), self.has_time is False, nearness, self.load, far)


def shared_level(one: str, other: str, reach: int = STREET) -> str | None:
	"""The lowest place that holds both codes, down to `reach` characters; None for farther apart.

	A community's own code counts as near to each of its grids, so a shorter code is compared as far as it goes.
	"""
	for length, level in LEVELS:
		if length >= reach and len(one) >= length and one[:length] == other[:length]:
			return level
	return None


def fit(need: Need, helper: Helper) -> Fit | None:
	"""How a helper fits a need; None for somebody from elsewhere."""
	level = shared_level(need.grid, helper.grid, need.reach)
	if not level:
		return None
	wanted = sorted(need.skills)
	has = tuple(skill for skill in wanted if skill in helper.skills)
	lacks = tuple(skill for skill in wanted if skill not in helper.skills)
	here, there = need.position, helper.position
	distance = distance_km(here, there) if here and there else None
	return Fit(level, has, lacks, helper.load, has_time(need, helper), distance)


def has_time(need: Need, helper: Helper) -> bool | None:
	"""Whether the time needed is among the helper's; None where one of the two is not known."""
	if not helper.free or not need.starts_at or not need.ends_at:
		return None
	return (has_all if need.whole else has_some)(helper.free, need.starts_at, need.ends_at)


def rank(need: Need, helpers: Iterable[Helper], limit: int = LIMIT) -> list[tuple[Helper, Fit]]:
	"""The best helpers for a need: most of the skills, then with time, then the nearest, then with least to do.

	Returns:
	        [(Helper, Fit)], at most `limit`
	"""
	found = [(helper, one) for helper in helpers if (one := fit(need, helper))]
	return sorted(found, key=lambda pair: (*pair[1].order(), pair[0].name))[:limit]


def reason(found: Fit, for_oneself: bool = False) -> str:
	"""The reason in the language of the session: place, way, skills, time, and load except for the helper's own eyes."""
	places = {
		"Micro-grid": _("same micro-grid"),
		"Grid": _("same grid"),
		"Community": _("same community"),
		"Street": _("same street"),
		"District": _("same district"),
	}
	parts = [places[found.level]]
	# Two places of one grid share its middle: a way of 0 km would say too much.
	if found.distance is not None and found.distance >= 0.05:
		parts.append(_("about {0} km").format(f"{found.distance:.1f}"))
	if found.has:
		parts.append(_("can: {0}").format(", ".join(found.has)))
	if found.lacks:
		parts.append(_("not on record: {0}").format(", ".join(found.lacks)))
	if found.has_time is not None:
		parts.append(_("has time then") if found.has_time else _("other times on record"))
	if not for_oneself:
		parts.append(_("{0} open").format(found.load) if found.load else _("nothing open"))
	return " · ".join(parts)
