"""Codes for checking in and out that live for a minute. Pure, no site.

A code is the first letters of a keyed HMAC over what it is for and the running period, so nothing is stored, nobody
guesses one, and a photograph of it is worthless soon.
"""

import hashlib
import hmac
from datetime import datetime

from community_gov.core.code_text import plain_code, spell

LENGTH = 8
# A code that was shown at the end of its period may still be typed.
GRACE = 1
# How far back a code is recognised as one that has run out: an hour at a minute each.
REMEMBERED = 60


def period_of(now: datetime, seconds: int) -> int:
	"""The number of the running period."""
	return int(now.timestamp()) // seconds


def code_for(secret: str, subject: str, period: int) -> str:
	"""The code of a subject ("in:ACT-…") in a period."""
	digest = hmac.new(secret.encode(), f"{subject}|{period}".encode(), hashlib.sha256).digest()
	return spell(int.from_bytes(digest, "big"), LENGTH)


def standing(code: str, secret: str, subject: str, period: int) -> str | None:
	"""How a code stands: "good", "expired", or None for one that was never this subject's."""
	for age in range(REMEMBERED):
		if hmac.compare_digest(code_for(secret, subject, period - age).encode(), plain_code(code).encode()):
			return "good" if age <= GRACE else "expired"
	return None
