"""What time it is on the test site, whatever the zone of the machine; works without an open site too.

Tests ask here, never the process's clock: for eight hours of each day it is tomorrow in China already.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from devtools.sites import TIME_ZONE

ZONE = ZoneInfo(TIME_ZONE)


def now() -> datetime:
	"""The site's date and time as Frappe stores it, without a zone."""
	return datetime.now(ZONE).replace(tzinfo=None)


def today() -> date:
	return now().date()


def in_days(days: int) -> str:
	"""The day that many days ahead, or ago where negative, in ISO 8601."""
	return (today() + timedelta(days=days)).isoformat()


def this_morning() -> datetime:
	"""The beginning of today."""
	return datetime.combine(today(), datetime.min.time())
