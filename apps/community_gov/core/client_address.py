"""The address of whoever asks: what a client writes into a header about itself is believed from named proxies only."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

import frappe

# Name of the list in the site's configuration: addresses or networks of its own proxies.
KEY = "community_gov_trusted_proxies"
# An ordinary bench has its web server on the same machine.
LOOPBACK = ("127.0.0.0/8", "::1/128")


def name_client() -> None:
	"""Hook before_request: limits, logs and sessions take Frappe's `request_ip`, which is the header's first word."""
	request = frappe.local.request
	forwarded = ",".join(request.headers.getlist("X-Forwarded-For"))
	trusted = frappe.conf.get(KEY)
	frappe.local.request_ip = client_of(
		request.environ.get("REMOTE_ADDR"), forwarded, LOOPBACK if trusted is None else trusted
	)


def client_of(peer: str | None, forwarded: str, trusted: Iterable[str]) -> str:
	"""The last address on the way that no named proxy has.

	Args:
	        peer: address of the connection; empty where it is a socket of the same machine.
	        forwarded: X-Forwarded-For, in which each proxy adds at the end who asked it.
	        trusted: addresses or networks of proxies, as ipaddress reads them.
	"""
	networks = [ip_network(each, strict=False) for each in trusted]
	way = [part.strip() for part in forwarded.split(",") if part.strip()]
	address = peer or "127.0.0.1"
	while way and _is_in(address, networks):
		address = way.pop()
		if _read(address) is None:
			# A word that is no address was not written by a proxy: what stands before it is not believed.
			return peer or "127.0.0.1"
	return str(_read(address) or address)


def _read(address: str):
	try:
		return ip_address(address.strip("[]"))
	except ValueError:
		return None


def _is_in(address: str, networks: list) -> bool:
	read = _read(address)
	return read is not None and any(
		read in network for network in networks if network.version == read.version
	)
