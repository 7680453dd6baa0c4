"""Attempts counted in the cache for a while: of networks, accounts and telephones."""

import frappe


def take(key: bytes, most: int, seconds: int) -> int:
	"""Counts one attempt of the time that began with the first; one too many is taken back.

	Args:
	        key: as `frappe.cache.make_key` makes it.
	        most: attempts that are granted.
	        seconds: how long they count.
	Returns:
	        0 where it is granted, else the seconds after which another one is
	"""
	frappe.cache.set(key, 0, ex=seconds, nx=True)
	count = frappe.cache.incr(key)
	if frappe.cache.ttl(key) < 0:
		# The time ended between the two commands: the new count must end, too.
		frappe.cache.expire(key, seconds)
	if count <= most:
		return 0
	give_back(key)
	return max(frappe.cache.ttl(key), 1)


def give_back(key: bytes) -> None:
	"""The time may have ended meanwhile: what is below zero would count for ever."""
	if frappe.cache.decr(key) < 0:
		frappe.cache.delete(key)
