"""Every endpoint of ours with arguments of every kind, as a guest and five roles: no answer is a 5xx.

A hundred requests by default, as many as `./dev fuzz` is told otherwise (COMMUNITY_GOV_FUZZ).
"""

import inspect
import json
import os
import pkgutil
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community_gov.core.compat import major_version
from tests.support.http import API

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


def endpoints() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
	"""{name behind API: (methods, names of the arguments)} of every whitelisted function of version 1."""
	import frappe

	import community_gov.api.v1 as package

	found = {}
	for module in pkgutil.iter_modules(package.__path__):
		for name, function in vars(import_module(f"{package.__name__}.{module.name}")).items():
			if not inspect.isfunction(function) or function not in frappe.whitelisted:
				continue
			methods = frappe.allowed_http_methods_for_whitelisted_func[function]
			if function.__module__.startswith(package.__name__):
				found[f"{module.name}.{name}"] = (
					tuple(methods),
					tuple(inspect.signature(function).parameters),
				)
	return found


@pytest.fixture(scope="module")
def known_endpoints(world):
	found = endpoints()
	assert len(found) > 120, len(found)
	return found


@st.composite
def requests(draw, found: dict) -> tuple[str, str, dict, str | None]:
	name = draw(st.sampled_from(sorted(found)))
	methods, arguments = found[name]
	sent = draw(st.sets(st.sampled_from(arguments))) if arguments else set()
	body = {argument: draw(NESTED) for argument in sorted(sent)}
	if draw(st.integers(0, 9)) == 0:
		body["unknown"] = draw(NESTED)
	return draw(st.sampled_from(methods)), name, body, draw(st.sampled_from(USERS))


def send(user, method: str, name: str, body: dict):
	if method == "GET":
		texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in body.items()}
		return user.request(method, API + name, params={key: text[:2000] for key, text in texts.items()})
	return user.request(
		method, API + name, data=json.dumps(body), headers={"Content-Type": "application/json"}
	)


def test_no_request_is_a_fault_of_the_server(known_endpoints, login):
	faults: dict[str, str] = {}

	@settings(
		max_examples=REQUESTS,
		deadline=None,
		database=None,
		derandomize="COMMUNITY_GOV_FUZZ" not in os.environ,
		suppress_health_check=list(HealthCheck),
	)
	@given(requests(known_endpoints))
	def tried(request):
		method, name, body, key = request
		try:
			answer = send(login(key), method, name, body)
		except UnicodeEncodeError:
			return
		if answer.status >= 500:
			faults.setdefault(name, f"{method} as {key}: {json.dumps(body)[:400]} -> {answer}")

	tried()
	assert faults == {}, "\n".join(f"{name}: {told}" for name, told in faults.items())
