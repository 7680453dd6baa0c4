"""What a rotation leaves in Sensitive Access Log: it opens every number, so auditors see who ran it, when and to what end."""

import getpass
import os

from community_gov.core.access_log import log_access
from community_gov.registry.identity.number_keys import Protection

# Under which Sensitive Access Log keeps rotations.
PURPOSE = "Key Rotation"
STARTED, RESUMED, FINISHED = "Started", "Resumed", "Finished"


def log_rotation(
	step: str, before: Protection, after: Protection, counts: dict[str, int] | None = None
) -> None:
	"""Writes one entry in the running transaction; suites are named, keys never.

	Args:
	        step: STARTED, RESUMED or FINISHED.
	        counts: {doctype: number of records that this run has converted}, at the end.
	"""
	key = "another" if before.fingerprint_key != after.fingerprint_key else "the same"
	detail = f"{step}: {before.suite} → {after.suite}, {key} fingerprint key; run by {_system_account()}"
	if counts is not None:
		each = ", ".join(f"{doctype} {count}" for doctype, count in counts.items() if count)
		detail += f"; {sum(counts.values())} records" + (f": {each}" if each else "")
	log_access("DocType", "Resident", "protected numbers", PURPOSE, detail)


def _system_account() -> str:
	"""Who works on the server: on bench, everybody is Administrator."""
	try:
		account = getpass.getuser()
	except (KeyError, OSError):
		# A container may have an account without a name.
		account = str(os.getuid())
	sudo = os.environ.get("SUDO_USER")
	return f"{account} ({sudo})" if sudo else account
