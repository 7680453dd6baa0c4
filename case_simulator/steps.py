"""The acts that a plan is made of, and a weighted choice among names."""

from bisect import bisect
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from random import Random
from typing import Any

REPORT, ACCEPT, REJECT, FILE, DISPATCH = "Report", "Accept", "Reject", "File", "Dispatch"
TAKE, RETURN, ANSWER, PASS, FAIL = "Take", "Return", "Answer", "Pass", "Fail"
ASK_PAUSE, GRANT_PAUSE, CLOSE, RATE = "Ask Suspension", "Grant Suspension", "Close", "Rate"


@dataclass(frozen=True)
class Step:
	"""One act: when (naive, the site's time), by whom (key of a demo account, or Guest), of which unit."""

	at: datetime
	user: str
	kind: str
	unit: Any = None  # a name, where the step is one of a unit
	note: str | None = None


def weighted(rng: Random, choices) -> str:
	"""As `rng.choices`, with the sums kept for each table."""
	names, sums = _sums(choices)
	return names[bisect(sums, rng.random() * sums[-1])]


_known: dict[tuple, tuple[list[str], list[float]]] = {}


def _sums(choices) -> tuple[list[str], list[float]]:
	if choices not in _known:
		_known[choices] = [name for name, _weight in choices], list(accumulate(w for _name, w in choices))
	return _known[choices]
