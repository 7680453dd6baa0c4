"""A service given for a help request is confirmed by the person served, with the code that staff gave them alone."""

from uuid import uuid4

import pytest

from community_gov.demo.people import email
from tests.rest.conftest import free_hour, ok
from tests.rest.test_help_requests_api import home, own, raised  # noqa: F401


@pytest.fixture
def served(login, own):  # noqa: F811
	"""served(request) -> the request, claimed and served by the demo volunteer; confirmed when the test is over."""
	made: list[str] = []

	def make(request: dict) -> dict:
		user, name = login("volunteer"), request["help_request"]
		ok(user.call("help_request.claim", help_request=name))
		ok(user.call("help_request.act", help_request=name, action="Report Done", result="换好了"))
		made.append(name)
		return request

	yield make
	waiting = [["name", "in", made], ["stage", "=", "Served"]]
	for name in login("manager").names("Help Request", waiting):
		ok(login("manager").call("help_request.act", help_request=name, action="Confirm"))


def enter(user, volunteer: str, request: dict, **values) -> str:
	body = {"volunteer": volunteer, "intensity": "轻度", "help_request": request["help_request"]}
	return ok(user.call("service.record", **body, **free_hour(), **values))["service_record"]


def balance(login, volunteer: str) -> float:
	return ok(login("admin").read("Volunteer", volunteer))["balance"]


def say(user, request: dict, name: str, **values):
	body = {"code": request["tracking_code"], "service_record": name, **values}
	return user.call("public_help.confirm_service", **body)


def test_the_person_served_confirms_the_hours(login, raised, served, own):  # noqa: F811
	request, guest = served(raised()), login(None)
	name, before = enter(login("volunteer"), own, request), balance(login, own)
	shown = ok(guest.query("public_help.services", code=request["tracking_code"]))
	assert [(row["service_record"], row["may_confirm"], row["hours"]) for row in shown] == [(name, True, 1)]
	assert set(shown[0]["volunteer"][1:]) == {"*"}, "the page shows no name"
	body = {"idempotency_key": uuid4().hex}
	first = ok(say(guest, request, name, **body))
	assert (first["stage"], ok(say(guest, request, name, **body))) == ("Confirmed", first)
	stored = ok(login("coordinator").read("Service Record", name))
	assert (stored["confirmed_through"], stored["stage"]) == ("Person Served", "Confirmed")
	assert balance(login, own) == before + 1, "one hour of light service"
	again = say(guest, request, name)
	assert (again.status, balance(login, own)) == (409, before + 1), again


def test_what_was_otherwise_goes_back_with_the_words(login, raised, served, own):  # noqa: F811
	request, guest = served(raised()), login(None)
	name, before = enter(login("volunteer"), own, request), balance(login, own)
	silent = say(guest, request, name, agrees=0, comment=" ")
	assert silent.status == 422 and "Nothing says what was otherwise." in silent.messages, silent
	assert ok(say(guest, request, name, agrees=0, comment="只来了半小时"))["stage"] == "Returned"
	assert (say(guest, request, name).status, balance(login, own)) == (409, before)


def test_no_code_confirms_what_is_not_its_own(login, raised, served, own):  # noqa: F811
	"""A code of another request, of a door that anybody scans, and in the volunteer's own hands."""
	request, other = served(raised()), served(raised())
	name, before = enter(login("volunteer"), own, request), balance(login, own)
	assert say(login(None), other, name).status == 409
	assert say(login(None), {"tracking_code": "A" * 12}, name).status == 404
	answer = say(login("volunteer"), request, name)
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	assert balance(login, own) == before


def test_the_code_of_a_door_confirms_no_hours(login, home, served, own):  # noqa: F811
	"""The volunteer could scan the door, ask, serve and confirm: points by the own hand."""
	ask = {"code": home["code"], "help_kind": "家居维修", "need": f"换灯泡 {uuid4().hex[:8]}"}
	code = ok(login(None).call("public_help.ask", **ask))["tracking_code"]
	name = login("manager").names("Help Request", [["need", "=", ask["need"]]])[0]
	request = served({"help_request": name, "tracking_code": code})
	service, before = enter(login("volunteer"), own, request), balance(login, own)
	assert ok(login(None).query("public_help.services", code=code))[0]["may_confirm"] is False
	answer = say(login(None), request, service)
	assert (answer.status, answer.exc_type) == (409, "ConflictError"), answer
	assert balance(login, own) == before
	ok(login(None).call("public_help.confirm", code=code, rating="Satisfied"))


def test_who_took_the_request_down_does_not_enter_the_service_too(login, raised, served, own):  # noqa: F811
	"""Request, service and code in one hand are no word of the person served."""
	request = served(raised("coordinator"))
	name = enter(login("coordinator"), own, request)
	assert say(login(None), request, name).status == 409


def test_a_service_names_a_request_that_its_volunteer_served(login, raised, own):  # noqa: F811
	open_one = raised()
	body = {"volunteer": own, "help_request": open_one["help_request"], **free_hour()}
	answer = login("volunteer").call("service.record", **body)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_the_way_of_the_confirmation_is_not_forged(login, raised, served, own):  # noqa: F811
	name = enter(login("volunteer"), own, served(raised()))
	ok(login("coordinator").update("Service Record", name, confirmed_through="Person Served"))
	assert ok(login("admin").read("Service Record", name)).get("confirmed_through") is None
	assert email("volunteer") == ok(login("admin").read("Service Record", name))["owner"]
