"""The REST resources of our DocTypes with values of every kind: lists, documents, new ones, changes; no answer is a 5xx."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.values import KNOWN, NESTED, SETTINGS, USERS, in_address

WHO = (*USERS, "Administrator")
LIST = (
	"fields",
	"filters",
	"or_filters",
	"order_by",
	"group_by",
	"limit_start",
	"limit_page_length",
	"parent",
)
BROKEN = (
	"{",
	"[]",
	"null",
	'"x"',
	"\ufeff{}",
	'{"a": NaN}',
	'{"description": "\\ud800"}',
	"9" * 5000,
	"[" * 5000,
)
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def resources(world) -> dict[str, tuple[list[str], list[str]]]:
	"""{DocType of ours: (fields, names of a few documents)}; rows are written with their documents."""
	import frappe

	filters = {"module": "Community Gov", "istable": 0}
	found = {}
	for doctype in frappe.get_all("DocType", filters, pluck="name", order_by="name asc"):
		meta = frappe.get_meta(doctype)
		names = (
			[doctype]
			if meta.issingle
			else frappe.get_all(doctype, pluck="name", limit=3, order_by="name asc")
		)
		found[doctype] = ([field.fieldname for field in meta.fields if field.fieldname], names)
	assert len(found) > 40, len(found)
	return found


@st.composite
def requests(draw, found: dict) -> tuple[str, str, str | None, dict | str, str | None]:
	"""(method, DocType, document or None, values or a broken body, account)."""
	doctype = draw(st.sampled_from(sorted(found)))
	fields, names = found[doctype]
	method = draw(st.sampled_from(("GET", "POST", "PUT", "DELETE")))
	name = None if method == "POST" else draw(st.sampled_from([*names, *KNOWN[:8]]))
	if method == "GET" and draw(st.booleans()):
		name, fields = None, LIST
	sent = draw(st.sets(st.sampled_from([*fields, "doctype", "name", "owner", "docstatus"]), max_size=6))
	body = {field: draw(NESTED) for field in sorted(sent)}
	if method != "GET" and draw(st.integers(0, 9)) == 0:
		body = draw(st.sampled_from(BROKEN))
	return method, doctype, name, body, draw(st.sampled_from(WHO))


def send(user, method: str, doctype: str, name: str | None, body: dict | str):
	path = f"/api/resource/{quote(doctype)}" + (f"/{quote(name, safe='')}" if name else "")
	if method == "GET":
		return user.request(method, path, params=in_address(body))
	return user.request(method, path, data=body if isinstance(body, str) else json.dumps(body), headers=JSON)


def test_no_request_is_a_fault_of_the_server(resources, login, administrator):
	faults: dict[str, str] = {}

	@SETTINGS
	@given(requests(resources))
	def tried(request):
		method, doctype, name, body, key = request
		# What Administrator takes away, others would miss.
		if key == "Administrator" and method == "DELETE":
			return
		user = administrator if key == "Administrator" else login(key)
		try:
			answer = send(user, method, doctype, name, body)
		except UnicodeEncodeError:
			return
		if answer.status >= 500:
			told = f"{method} {name} as {key}: {json.dumps(body)[:400]} -> {str(answer)[:600]}"
			faults.setdefault(f"{doctype} {method}", told)

	tried()
	assert faults == {}, "\n".join(f"{name}: {told}" for name, told in faults.items())
