"""Which suite and key protect numbers of people: in the site's configuration, where the keys stand.

Not in a form of the desk: a saved form would change the suite without the rotation, and a backup carries key and suite
together. `bench rotate-cipher-suite` and `bench rotate-fingerprint-key` write these entries.
"""

import json
import os
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils.password import get_encryption_key
from frappe.utils.synchronization import filelock

from community_gov.core.errors import CipherSuiteError
from community_gov.registry.identity import cipher_suites

# Entries of site_config.json: the suite of new values, the key of fingerprints, and, while a rotation is on its way,
# {suite, fingerprint_key} of before.
SUITE, KEY, FORMER = (
	"community_gov_number_suite",
	"community_gov_fingerprint_key",
	"community_gov_former_protection",
)
# Path of a configuration -> (time and size of the file, its entries).
_read: dict[str, tuple[tuple, dict]] = {}


class Protection(NamedTuple):
	"""A suite, and the key of its fingerprints: None where the site goes on with its encryption key."""

	suite: str
	fingerprint_key: str | None


def current() -> Protection:
	"""What protects new numbers.

	Raises:
	        CipherSuiteError: the configuration names an unknown suite, or one that this installation cannot do.
	"""
	return _checked(_entry(SUITE) or cipher_suites.AES, _entry(KEY))


def former() -> Protection | None:
	"""What protected numbers before a rotation that is not through; None without one."""
	entry = _configured().get(FORMER)
	return _checked(entry.get("suite"), entry.get("fingerprint_key")) if isinstance(entry, dict) else None


def in_use() -> list[Protection]:
	"""The present protection and, while a rotation is on its way, the former one."""
	before = former()
	return [current(), before] if before else [current()]


def fingerprint_of(text: str, protection: Protection) -> str:
	"""Keyed fingerprint of a text under one protection; see cipher_suites.fingerprint."""
	return cipher_suites.fingerprint(
		protection.suite, text, protection.fingerprint_key or get_encryption_key()
	)


def switch_to(target: Protection) -> None:
	"""From now on new numbers are protected by `target`; those of before are found until finish().

	Raises:
	        CipherSuiteError
	"""
	_checked(*target)
	before = current()._asdict()
	_write({SUITE: target.suite, KEY: target.fingerprint_key, FORMER: before})


def finish() -> None:
	"""Forgets the former protection: nothing is stored under it any more."""
	_write({FORMER: None})


def set_first_key(key: str) -> None:
	"""Gives a site without people a key of its own."""
	_write({KEY: key})


def _checked(suite, key) -> Protection:
	if suite not in cipher_suites.SUITES:
		frappe.throw(
			_("{0} in the site's configuration is no cipher suite. Choose one of: {1}.").format(
				SUITE, ", ".join(cipher_suites.SUITES)
			),
			exc=CipherSuiteError,
		)
	if not cipher_suites.is_supported(suite):
		frappe.throw(
			_(
				"This installation cannot do {0}. Install the package cryptography 43 or later with its own OpenSSL, or stay with {1}."
			).format(suite, cipher_suites.AES),
			exc=CipherSuiteError,
		)
	return Protection(suite, key)


def _entry(name: str):
	"""An entry of the site's file, else what Frappe took from the bench's common one."""
	return _configured().get(name) or frappe.conf.get(name)


def _configured() -> dict:
	"""What the file says now: a long job that began before a switch must write by the new suite, too."""
	path = os.path.abspath(_path())
	stat = os.stat(path)
	stamp = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
	if _read.get(path, ((), {}))[0] != stamp:
		try:
			with open(path, encoding="utf-8") as file:
				_read[path] = (stamp, json.load(file))
		except ValueError:
			# Frappe writes the file in place: what the request began with holds for that moment.
			return frappe.conf
	return _read[path][1]


def _path() -> str:
	return frappe.get_site_path("site_config.json")


def _write(entries: dict) -> None:
	"""Changes entries of the file at once, None takes one out: whoever is killed here leaves the old file or the new."""
	with filelock("site_config"):
		with open(_path(), encoding="utf-8") as file:
			config = json.load(file)
		config = {
			name: value for name, value in {**config, **entries}.items() if name not in entries or value
		}
		_replace_file(json.dumps(config, indent=1, sort_keys=True))
	frappe.local.conf.update(entries)


def _replace_file(text: str) -> None:
	path = _path()
	part = f"{path}.part"
	before = os.stat(path)
	with open(part, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
		file.write(text)
		file.flush()
		os.fsync(file.fileno())
	os.chmod(part, before.st_mode)
	os.chown(part, before.st_uid, before.st_gid)
	os.replace(part, path)
