"""`bench rebuild-search`: the index of the search anew, from what is stored."""

import click

import frappe
from frappe.commands import get_site, pass_context


@click.command("rebuild-search")
@click.option("--missing", is_flag=True, help="Only take in what has no entry; searches go on meanwhile.")
@pass_context
def rebuild_search(context, missing: bool) -> None:
	"""Fill the index of the search from the cases, residents and volunteers that are stored.

	A run that was interrupted is finished with --missing.
	"""
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		counts = fill(missing)
	finally:
		frappe.destroy()
	for doctype, count in counts.items():
		click.echo(f"{doctype}: {count} taken in")


def fill(missing: bool) -> dict[str, int]:
	"""Returns {doctype: number of documents taken in}."""
	from community_gov.search import filling

	return filling.add_missing() if missing else filling.rebuild()
