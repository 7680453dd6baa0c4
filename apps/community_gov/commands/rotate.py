"""`bench rotate-fingerprint-key` and `bench rotate-cipher-suite`: numbers under another key or suite. No endpoint."""

from collections.abc import Callable

import click

import frappe
from frappe.commands import get_site, pass_context

# What people type, and what the configuration then says; see registry/identity/cipher_suites.py.
SUITES = {"aes": "AES / SHA-256", "sm4": "SM4-GCM / SM3-HMAC"}


@click.command("rotate-fingerprint-key")
@pass_context
def rotate_fingerprint_key(context) -> None:
	"""Write a new fingerprint key into the site's configuration and fingerprint everybody anew.

	Finishes an interrupted rotation and stops there; run it again for a new key.
	"""
	_run(context, rotate_key)


@click.command("rotate-cipher-suite")
@click.argument("suite", type=click.Choice(list(SUITES)))
@pass_context
def rotate_cipher_suite(context, suite: str) -> None:
	"""Encrypt and fingerprint every number by SUITE: aes (AES / SHA-256) or sm4 (SM4-GCM / SM3-HMAC).

	People keep working meanwhile. A run that was interrupted is finished by the next one.
	"""
	_run(context, lambda: rotate_suite(SUITES[suite]))


def _run(context, work: Callable[[], dict[str, int]]) -> None:
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		counts = work()
	except frappe.ValidationError as error:
		raise click.ClickException(str(error)) from error
	finally:
		frappe.destroy()
	for doctype, count in counts.items():
		click.echo(f"{doctype}: {count} converted")
	click.echo("Keep site_config.json as it is now with your backups; older backups need the former one.")


def rotate_key() -> dict[str, int]:
	"""A new key, or the end of an interrupted rotation. Returns {doctype: number of records converted}."""
	from community_gov.registry.identity import rotation

	resumed = rotation.resume()
	return rotation.rotate(rotation.new_key()) if resumed is None else resumed


def rotate_suite(suite: str) -> dict[str, int]:
	"""Another suite, after the end of an interrupted rotation. Returns {doctype: number of records converted}."""
	from community_gov.registry.identity import rotation

	resumed = rotation.resume() or {}
	return {**resumed, **rotation.rotate(rotation.of_suite(suite))}
