"""The OpenAPI document: valid, complete, of what the caller may ask for, and true of the answers."""

import re
from urllib.parse import unquote

import jsonschema
import pytest
from openapi_spec_validator import validate

from tests.conftest import sign_in_once
from tests.rest.conftest import ok
from tests.support.http import API
from tests.unit.test_docs import endpoints

ADDRESS, MODULE = "/api/method/community_gov.api.v1.openapi", "community_gov.api.v1.openapi"


@pytest.fixture(scope="module")
def login(server):
	"""Sessions of this module's own: one that asks for a token has to send it with each write."""
	return sign_in_once(server)


@pytest.fixture(scope="module")
def document(login):
	"""document(key) -> what the account, or a guest for None, gets; each asked for once."""
	found: dict = {}

	def of(key: str | None) -> dict:
		if key not in found:
			answer = login(key).session.get(login(key).url + ADDRESS, timeout=60)
			assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/json")
			found[key] = answer.json()
		return found[key]

	return of


def methods(document: dict) -> dict[str, set[str]]:
	"""{module.function: methods}."""
	begun = [(path, item) for path, item in document["paths"].items() if path.startswith(API)]
	return {path.removeprefix(API): {verb.upper() for verb in item} for path, item in begun}


@pytest.mark.parametrize("key", [None, "handler", "operator", "admin"])
def test_it_is_valid(document, key):
	validate(document(key))
	assert document(key)["openapi"].startswith("3.1")


def test_it_and_the_guide_have_the_same_endpoints(document):
	assert methods(document("operator")) == endpoints()
	assert methods(document("operator")) == methods(document("admin"))


def test_a_guest_learns_of_what_is_open_and_of_no_document(document, login):
	open_to_all = set(methods(document(None)))
	assert open_to_all == set(endpoints("allow_guest=True"))
	assert {"public.report", "public.track", "openapi.document"} <= open_to_all
	assert all(path.startswith(API) for path in document(None)["paths"])
	assert list(document(None)["components"]["schemas"]) == ["Error"]
	limit = document(None)["paths"][API + "public.track"]["get"]["x-limit"]
	settings = ok(login("admin").read("Community Gov Settings", "Community Gov Settings"))
	assert limit == {"requests": settings["guest_looks_per_hour"], "seconds": 3600}


def test_documents_are_those_that_an_account_may_read_and_write(document):
	of_admin, of_handler = (set(document(key)["paths"]) for key in ("admin", "handler"))
	assert "/api/resource/Resident" in of_admin - of_handler
	case = document("handler")["paths"]["/api/resource/Case"]
	assert "get" in case and "post" not in case
	assert "delete" not in document("admin")["paths"]["/api/resource/Case/{name}"]
	fields = document("admin")["components"]["schemas"]["Resident"]["properties"]
	assert fields["full_name"]["type"] == ["string", "null"] and "identity_number_secret" not in fields
	stage = document("operator")["components"]["schemas"]["Case"]["properties"]["stage"]
	assert stage["readOnly"] is True and "Dispatched" in stage["description"]


def test_examples_fit_and_can_be_sent(document, login):
	examples = {
		path.removeprefix(API): body
		for path, item in document("operator")["paths"].items()
		for operation in item.values()
		if isinstance(operation, dict)
		for body in operation.get("requestBody", {}).get("content", {}).values()
		if "example" in body
	}
	assert {"case.report", "step.take", "public.report"} <= set(examples)
	for body in examples.values():
		jsonschema.validate(body["example"], body["schema"])
	assert ok(login("gridworker").call("case.report", **examples["case.report"]["example"]))["case"]


def test_what_is_asked_without_arguments_answers_as_documented(document, login):
	"""Every GET that needs no argument, as an operator: a documented status, and as the schema says."""
	operator, tried = login("operator"), 0
	for path, item in document("operator")["paths"].items():
		operation = item.get("get")
		if not operation or "{" in path or any(one["required"] for one in operation["parameters"]):
			continue
		answer = operator.request("GET", unquote(path))
		assert str(answer.status) in operation["responses"], (path, answer)
		tried += 1
	assert tried > 60


def test_both_addresses_give_the_same(document, login):
	user = login("operator")
	assert user.session.get(f"{user.url}{API}openapi.document", timeout=60).json() == document("operator")
	assert login("handler").request("POST", ADDRESS).status == 403


def test_operations_have_names_of_their_own(document):
	names = [
		operation["operationId"]
		for item in document("admin")["paths"].values()
		for verb, operation in item.items()
		if verb != "parameters"
	]
	assert len(names) == len(set(names)) > 700
	assert all(re.fullmatch(r"[\w.-]+", name) for name in names)
