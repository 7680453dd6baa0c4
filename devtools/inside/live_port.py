"""Tells desks on which port of this machine live updates are served."""

import frappe


def tell_live_port(port: int) -> None:
	"""Puts the port into the configuration that desks get, and makes them use it."""
	read = frappe.get_site_config

	def with_port(*args, **kwargs):
		return {**read(*args, **kwargs), "socketio_port": port}

	frappe.get_site_config = with_port
	# Desks look for live updates on a port of their own where this says that no proxy leads there.
	frappe._dev_server = 1
