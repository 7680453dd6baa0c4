"""`bench rotate-fingerprint-key`: a new key, and every fingerprint under it. A command line only, no endpoint."""

import click

import frappe
from frappe.commands import get_site, pass_context


@click.command("rotate-fingerprint-key")
@pass_context
def rotate_fingerprint_key(context) -> None:
	"""Write a new fingerprint key into the site's configuration and fingerprint everybody anew."""
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		counts = rotate()
	finally:
		frappe.destroy()
	for doctype, count in counts.items():
		click.echo(f"{doctype}: {count} fingerprinted anew")
	click.echo("Keep the new key of site_config.json with your backups; older backups need the former one.")


def rotate() -> dict:
	"""Rows and configuration change together: the key is taken back if the rows cannot be committed."""
	from community_gov.registry.identity import rotation

	former = frappe.conf.get(rotation.KEY)
	try:
		counts = rotation.rotate()
		rotation.keep(frappe.conf[rotation.KEY])
		frappe.db.commit()
	except BaseException:
		frappe.db.rollback()
		rotation.keep(former)
		raise
	return counts
