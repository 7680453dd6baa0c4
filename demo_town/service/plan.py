"""The plan of a year of volunteering: activities with who was there, and what was redeemed. Pure and deterministic."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from community_gov.volunteering.services import service_hours
from demo_town.service.catalogue import KINDS, PATROL, Kind

DAYS = 355
STEP = 15  # minutes, as the settings ship
EVERY_DAYS = 9
MISSED, CLAIMS, CANCELLED = 0.05, 0.3, 0.06
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# Morning and afternoon, when activities begin.
HOURS = (9, 14, 15)


@dataclass(frozen=True)
class Team:
	"""A team and its members, as keys of volunteers; the first ones serve most. patrols: goes out every day, and its first member saves the points."""

	name: str
	place: str
	coordinator: str
	members: tuple[int, ...]
	busy: tuple[int, int]
	patrols: bool = False


@dataclass(frozen=True)
class Presence:
	"""A sign-up: for which role, when, and from when to when the volunteer was there; None for who did not come."""

	volunteer: int
	role: str
	intensity: str
	signed_up_at: datetime
	came_at: datetime | None = None
	left_at: datetime | None = None


@dataclass(frozen=True)
class Activity:
	"""An activity that was held; its services are confirmed at `confirmed_at`, or wait for that (None)."""

	key: str
	team: Team
	kind: Kind
	starts_at: datetime
	presences: tuple[Presence, ...]
	confirmed_at: datetime | None

	@property
	def ends_at(self) -> datetime:
		return self.starts_at + timedelta(hours=self.kind.hours)

	@property
	def planned_at(self) -> datetime:
		return self.starts_at - 6 * DAY

	@property
	def held_at(self) -> datetime:
		return self.ends_at + 20 * MINUTE


@dataclass(frozen=True)
class Claim:
	"""A redemption of one piece: requested, then approved, then handed over or cancelled; None for what lies ahead."""

	volunteer: int
	item: str
	points: float
	requested_at: datetime
	approved_at: datetime | None
	ended_at: datetime | None
	cancelled: bool


@dataclass
class Year:
	"""Everything of a year, in the order of its time."""

	activities: list[Activity] = field(default_factory=list)
	claims: list[Claim] = field(default_factory=list)


def make_year(
	teams: list[Team],
	prices: dict[str, float],
	rates: dict[str, float],
	end: datetime,
	seed: int,
	days: int = DAYS,
) -> Year:
	"""Plans the days before `end`, a midnight.

	Args:
	        prices: points of each item; rates: points per hour of each intensity.
	"""
	activities = [activity for team in teams for activity in _activities_of(team, end, seed, days)]
	activities.sort(key=lambda activity: (activity.starts_at, activity.key))
	claims = sorted(
		_claims(activities, prices, rates, end, Random(f"{seed}:claims")),
		key=lambda claim: claim.requested_at,
	)
	return Year(activities, claims)


def _activities_of(team: Team, end: datetime, seed: int, days: int) -> Iterator[Activity]:
	rng = Random(f"{seed}:{team.name}")
	offset = rng.randrange(EVERY_DAYS)
	for ago in range(days, 0, -1):
		day = end - ago * DAY
		if team.patrols:
			yield _activity(rng, team, PATROL, day + timedelta(hours=9), end)
		elif (ago + offset) % EVERY_DAYS == 0:
			yield _activity(rng, team, rng.choice(KINDS), day + timedelta(hours=rng.choice(HOURS)), end)


def _activity(rng: Random, team: Team, kind: Kind, starts_at: datetime, end: datetime) -> Activity:
	ends_at = starts_at + timedelta(hours=kind.hours)
	low, high = (4, 6) if kind is PATROL else team.busy
	people = _chosen(rng, team.members, rng.randint(low, high), 12 if kind is PATROL else len(team.members))
	moments = sorted(starts_at - rng.randrange(600, 7_000) * MINUTE for _person in people)
	presences = tuple(
		_presence(rng, person, kind, signed_up, starts_at, ends_at)
		for person, signed_up in zip(people, moments, strict=True)
	)
	confirmed = ends_at + DAY
	key = f"{team.name}:{starts_at:%Y%m%d%H}"
	return Activity(key, team, kind, starts_at, presences, confirmed if confirmed < end - DAY else None)


def _chosen(rng: Random, members: tuple[int, ...], count: int, among: int) -> list[int]:
	"""Some of the first `among` members, the earlier the likelier."""
	pool, found = list(members[:among]), []
	while pool and len(found) < count:
		found.append(pool.pop(int(len(pool) * rng.random() ** 1.7)))
	return found


def _presence(
	rng: Random, person: int, kind: Kind, signed_up: datetime, starts_at: datetime, ends_at: datetime
) -> Presence:
	role, intensity = rng.choice(kind.roles)
	came, left = starts_at + rng.randrange(-15, 6) * MINUTE, ends_at + rng.randrange(-10, 12) * MINUTE
	if rng.random() < MISSED:
		return Presence(person, role, intensity, signed_up)
	return Presence(person, role, intensity, signed_up, came, left)


def served(activity: Activity, presence: Presence) -> tuple[datetime, datetime]:
	"""What of a presence lies within the time of its activity."""
	return max(presence.came_at, activity.starts_at), min(presence.left_at, activity.ends_at)


def hours_of(activity: Activity, presence: Presence) -> float:
	"""Hours that count: whole steps, rounded down."""
	begin, end = served(activity, presence)
	return service_hours.hours_of(service_hours.served_minutes(begin, end, 0, 0), STEP)


def _claims(
	activities: list[Activity], prices: dict[str, float], rates: dict[str, float], end: datetime, rng: Random
) -> Iterator[Claim]:
	"""Now and then somebody whose service was confirmed redeems what the points suffice for."""
	have: dict[int, float] = {}
	for activity in sorted(activities, key=lambda one: one.ends_at):
		if not activity.confirmed_at:
			continue
		for presence in activity.presences:
			if not presence.came_at:
				continue
			person = presence.volunteer
			have[person] = have.get(person, 0) + hours_of(activity, presence) * rates[presence.intensity]
			within = [item for item, points in prices.items() if points <= have[person]]
			saves = activity.team.patrols and person == activity.team.members[0]
			if within and not saves and rng.random() < CLAIMS / (1 + have[person] / 200):
				claim = _claim(rng, person, rng.choice(within), prices, activity.confirmed_at, end)
				if claim:
					# Points of what is cancelled come back later; until then they are gone.
					have[person] -= claim.points
					yield claim


def _claim(
	rng: Random, person: int, item: str, prices: dict[str, float], after: datetime, end: datetime
) -> Claim | None:
	requested = after + rng.randrange(60, 1_800) * MINUTE
	approved = requested + rng.randrange(60, 4_500) * MINUTE
	ended = approved + rng.randrange(120, 4_000) * MINUTE
	cancelled = rng.random() < CANCELLED
	if requested >= end:
		return None
	return Claim(
		person,
		item,
		prices[item],
		requested,
		approved if approved < end else None,
		ended if ended < end else None,
		cancelled and ended < end,
	)
