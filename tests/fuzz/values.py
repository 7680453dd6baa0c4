"""What the fuzz sends: values of every kind, the accounts, how many requests."""

import json
import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from community_gov.core.compat import major_version

REQUESTS = int(os.environ.get("COMMUNITY_GOV_FUZZ") or 100)
USERS = (None, "gridworker", "operator", "chief", "coordinator", "manager")
KNOWN = (
	*(
		"421281001002001",
		"421281",
		"M06010",
		"Case",
		"Filed",
		"Grid Worker",
		"gridworker@demo.example",
		"2026-01-01",
	),
	*(
		"2147483648",
		"-1",
		"0000-00-00",
		"9999-12-31 23:59:59",
		"NaN",
		"1e400",
		"null",
		"[]",
		"{}",
		'{"a":',
		"%",
		"_",
	),
	*("' or 1=1 --", "<img src=x>", "a\0b", "\u202e", "𠮷", "＝1+1", "../../x", "{0}", "%s", "x" * 5000, ""),
)
TEXT = st.sampled_from(KNOWN) | st.text(
	alphabet=st.characters(exclude_categories=("Cs",) if major_version() >= 16 else ()), max_size=40
)
NUMBER = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.none() | st.booleans() | NUMBER | TEXT
NESTED = st.recursive(
	PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
)

SETTINGS = settings(
	max_examples=REQUESTS,
	deadline=None,
	database=None,
	derandomize="COMMUNITY_GOV_FUZZ" not in os.environ,
	suppress_health_check=list(HealthCheck),
)


def in_address(values: dict) -> dict:
	"""Values as parameters of an address, which servers take only so long."""
	texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
	return {key: text[:2000] for key, text in texts.items()}
