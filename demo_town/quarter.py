"""The quarter of Chibi, ending with yesterday: 7,534 reported, 7,389 filed and dispatched, 6,967 closed."""

from datetime import datetime, time, timedelta
from itertools import islice

import frappe
from frappe.utils import get_datetime, getdate

from case_simulator import plan, site
from case_simulator.background import Background
from case_simulator.bulk import Writer
from community_gov.core.counting import count_shown

SEED, DAYS = 1, 90
CASES = plan.count_for(DAYS)
DAY = timedelta(days=1)


def load_quarter() -> int:
	"""Writes what is missing of the quarter, whose last day is the one before the first loading; returns how many.

	The replayed case of Chibi is one of the 7,534 where it lies in the quarter.
	"""
	count, end = _begun() or (CASES - _others(_midnight()), _midnight())
	done = site.played(plan.batch_of(SEED, DAYS, count, end))
	if done >= count:
		return 0
	plans = plan.make_plans(site.read_world(), SEED, DAYS, count, end)
	with Background() as store:
		return Writer(store).write_all(islice(plans, done, None))


def _midnight() -> datetime:
	return datetime.combine(getdate(), time.min)


def _others(end: datetime) -> int:
	"""Cases of the demo that were reported in the quarter before it was loaded."""
	reported = ["between", [end - DAYS * DAY, end - timedelta(seconds=1)]]
	return count_shown("Case", {"reported_at": reported})


def _begun() -> tuple[int, datetime] | None:
	"""(cases, end) of the quarter that was loaded, or begun, as its first case tells; None before."""
	begin = plan.mark(f"{SEED}-{DAYS}-").rstrip("〕")
	marked = {"description": ["like", f"%\n{begin}%"]}
	texts = frappe.get_all(
		"Case", marked, pluck="description", order_by="reported_at asc", limit_page_length=1
	)
	if not texts:
		return None
	count, day = texts[0].rsplit(begin, 1)[1].split("/")[0].split("-")
	return int(count), get_datetime(day)


def period() -> tuple[datetime, datetime]:
	"""[first moment, end) of the loaded quarter, in the site's time."""
	begun = _begun()
	end = begun[1] if begun else _midnight()
	return end - DAYS * DAY, end
