"""`bench export-audit-trails`: any number of days into a file, for the regular backup of audit records."""

import os
from pathlib import Path

import click

import frappe
from frappe.commands import get_site, pass_context

DAY = click.DateTime(["%Y-%m-%d"])
LONGEST = 36_500


@click.command("export-audit-trails")
@click.option("--from", "first", type=DAY, required=True, help="The first day, as YYYY-MM-DD.")
@click.option("--to", "last", type=DAY, required=True, help="The last day, included.")
@click.option(
	"--output", type=click.Path(path_type=Path), required=True, help="A file that does not exist yet."
)
@pass_context
def export_audit_trails(context, first, last, output: Path) -> None:
	"""Write the audit trails of some days as a ZIP of JSON Lines with SHA-256 sums; logged as an access."""
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		manifest = export_to(_absolute(output), first.date(), last.date())
	except frappe.ValidationError as error:
		raise click.ClickException(str(error)) from error
	finally:
		frappe.destroy()
	for file in manifest["files"]:
		click.echo(f"{file['sha256']}  {file['rows']:>9} rows  {file['file']}")


def _absolute(path: Path) -> Path:
	"""bench itself works in the folder `sites`; a relative path is meant from the bench's folder."""
	return path if path.is_absolute() else Path("..") / path


def export_to(path: Path, first, last) -> dict:
	"""Writes the archive for its owner alone; a run that fails leaves no file. Returns the manifest."""
	from community_gov.core import audit_trails

	span = audit_trails.Span(first, last)
	audit_trails.check_span(span, LONGEST)
	part = path.with_name(path.name + ".part")
	if path.exists():
		raise click.ClickException(f"{path} exists already. Give the name of a new file.")
	try:
		with open(part, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
			manifest = audit_trails.write_archive(file, span)
		frappe.db.commit()
		os.replace(part, path)
	finally:
		part.unlink(missing_ok=True)
	return manifest
