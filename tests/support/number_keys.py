"""A site's suite and key of numbers in memory: a rotation in a test that is rolled back commits and waits for nothing."""

import frappe

from community_gov.registry.identity import number_keys, rotation
from community_gov.registry.identity.cipher_suites import AES
from community_gov.registry.identity.number_keys import KEY, SUITE, Protection


def in_memory(monkeypatch) -> dict:
	"""The entries of the configuration; everything on the site is fingerprinted under a key of the test."""
	entries = {SUITE: AES, KEY: "a" * 64}
	monkeypatch.setattr(number_keys, "_configured", lambda: entries)
	# The key of the real file must not show through.
	monkeypatch.setitem(frappe.local.conf, KEY, None)
	monkeypatch.setattr(number_keys, "_write", entries.update)
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	monkeypatch.setattr(rotation, "SETTLE", 0)
	monkeypatch.setattr(rotation, "BATCH", 50)
	rotation.rotate(Protection(AES, "b" * 64))
	return entries
