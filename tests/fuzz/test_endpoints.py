"""Every endpoint of ours with arguments of every kind, as a guest and five roles: no answer is a 5xx.

A hundred requests by default, as many as `./dev fuzz` is told otherwise (COMMUNITY_GOV_FUZZ).
"""

import inspect
import json
import pkgutil
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.values import NESTED, SETTINGS, USERS, in_address
from tests.support.http import API


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
		return user.request(method, API + name, params=in_address(body))
	return user.request(
		method, API + name, data=json.dumps(body), headers={"Content-Type": "application/json"}
	)


def test_no_request_is_a_fault_of_the_server(known_endpoints, login):
	faults: dict[str, str] = {}

	@SETTINGS
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
