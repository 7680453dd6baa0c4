"""Runs the simulation on an open site: what `bench simulate-cases` does."""

import sys
import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import click

import frappe
from frappe.utils import now_datetime

from case_simulator import plan, site
from case_simulator.background import Background
from case_simulator.bulk import Writer
from case_simulator.live import Player
from community_gov.casework.statistics import metrics
from community_gov.search.filling import add_missing


def _end_of_time(until: datetime | None) -> datetime:
	"""The beginning of the day that was given, else of the site's today. Raises click.ClickException."""
	end = until or now_datetime().replace(hour=0, minute=0, second=0, microsecond=0)
	if end > now_datetime():
		raise click.ClickException(f"{end:%Y-%m-%d} has not come yet. Give a day until today.")
	return end


def run(days: int, seed: int, cases: int | None, until: datetime | None, bulk: bool, yes: bool) -> None:
	"""Checks the site, makes the cases and prints what was made.

	Args:
	        until: the day at whose beginning the simulated time ends; today without one.
	Raises:
	        click.ClickException: the site is no demo, or the day has not come yet.
	"""
	end = _end_of_time(until)
	frappe.flags.mute_emails = True
	frappe.local.lang = frappe.db.get_default("lang") or frappe.local.lang
	count = cases or plan.count_for(days)
	try:
		world = site.read_world()
		site.refuse_without_accounts()
		if not yes:
			site.refuse_among_residents()
	except site.NotADemoSite as error:
		raise click.ClickException(str(error)) from error
	done = site.played(plan.batch_of(seed, days, count, end))
	plans = islice(plan.make_plans(world, seed, days, count, end), done, None)
	started = time.perf_counter()
	with click.progressbar(plans, length=count - done, label="Simulating cases", file=sys.stderr) as bar:
		made = _write(bar) if bulk else _play(bar)
	_tell(made, done, time.perf_counter() - started, end - timedelta(days=days), end)


def _play(plans) -> int:
	"""Every step through the real code; a case is committed whole, or is not there."""
	player, made = Player(traveller()), 0
	for one in plans:
		player.play(one)
		frappe.db.commit()
		made += 1
	return made


def _write(plans) -> int:
	"""As rows, in chunks that are committed whole; then they are made to be found by their words."""
	with Background() as store:
		made = Writer(store).write_all(plans)
	add_missing()
	return made


def traveller():
	"""Contexts in which the clock of this process stands at a moment of the site."""
	try:
		import time_machine
	except ImportError as error:
		raise click.ClickException(
			"The package time-machine is missing. Install it with `bench pip install time-machine`, or add --bulk."
		) from error
	here = zone()

	@contextmanager
	def travel(at: datetime):
		with time_machine.travel(at.replace(tzinfo=here), tick=False):
			yield

	return travel


def zone() -> ZoneInfo:
	from frappe.utils import get_system_timezone

	return ZoneInfo(get_system_timezone())


def _tell(made: int, known: int, seconds: float, start: datetime, end: datetime) -> None:
	"""Prints the rate, and the figures of the period as the statistics see them."""
	figures = metrics.disposal(start, end)
	click.echo(f"{made} cases made, {known} were there, {made / max(seconds, 0.001):.0f} a second")
	click.echo(
		f"From {start:%Y-%m-%d} to {end:%Y-%m-%d}: {figures.reported} reported, {figures.dispatched} dispatched, "
		f"{figures.closed} closed, disposal rate {figures.disposal_rate} %"
	)
