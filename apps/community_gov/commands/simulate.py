"""`bench simulate-cases`: fills a demo site with the cases of a city. A command line only, no endpoint."""

import click

import frappe
from frappe.commands import get_site, pass_context


@click.command("simulate-cases")
@click.option(
	"--days", type=click.IntRange(1, 3_650), default=90, show_default=True, help="Length of the time."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same cases.")
@click.option("--cases", type=click.IntRange(1), help="How many; 7,534 for 90 days if not given.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The day at whose beginning it ends; today.")
@click.option("--bulk", is_flag=True, help="Write rows instead of taking every step: for very many cases.")
@click.option("--yes", is_flag=True, help="Also on a site with residents who are not of the demo.")
@pass_context
def simulate_cases(context, days: int, seed: int, cases: int | None, until, bulk: bool, yes: bool) -> None:
	"""Simulate the cases of a city on a site with the demo; cases of an interrupted run are not made twice."""
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		_simulator().run(days, seed, cases, until, bulk, yes)
	finally:
		frappe.destroy()


def _simulator():
	"""The simulator lies beside the app in its repository; no installation imports it before this."""
	try:
		from case_simulator import command
	except ImportError as error:
		raise click.ClickException(
			"The simulator is not there. Install the app from its repository, where case_simulator/ lies at the root."
		) from error
	return command
