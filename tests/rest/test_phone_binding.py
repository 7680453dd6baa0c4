"""A resident proves a telephone number by a code and finds what was sent under it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from community_gov.demo.people import email
from tests.rest.conftest import CHIBI_GRID, new_code, ok
from tests.rest.test_help_requests_api import home, raised  # noqa: F401 (fixtures)
from tests.support.http import User
from tests.support.message_gateway import MessageGateway
from tests.support.site_clock import now
from tests.support.volunteers import make_volunteer, random_person, registration_values

SETTINGS = "SMS Settings"


def set_up(administrator, values: dict) -> None:
	answer = administrator.request("PUT", "/api/resource/SMS Settings/SMS Settings", json=values)
	assert answer.status == 200, answer


@pytest.fixture
def gateway(administrator, fresh):
	with MessageGateway() as running:
		set_up(administrator, running.settings())
		yield running
	take_away(fresh())


def take_away(site) -> None:
	"""Frappe's form wants an address, so a site without one has never stored the settings."""
	site.db.delete("Singles", {"doctype": SETTINGS})
	site.db.delete("SMS Parameter", {"parent": SETTINGS})
	site.db.commit()
	site.clear_document_cache(SETTINGS, SETTINGS)


@pytest.fixture
def guest(server, fresh):
	"""A browser of somebody without an account; limits by address begin anew."""
	fresh().cache.delete_keys("community_gov:limit:public_phone")
	user = User(server)
	user.session.headers["Accept-Language"] = "en"
	return user


def code_of(gateway, mobile: str) -> str:
	text = [row["text"] for row in gateway.messages if row["to"] == mobile][-1]
	return re.search(r"\d{6}", text)[0]


def bound(guest, gateway, mobile: str) -> str:
	ok(guest.call("public_phone.send_code", mobile=mobile))
	answer = ok(guest.call("public_phone.bind", mobile=mobile, code=code_of(gateway, mobile)))
	return answer["binding"]


def reported(login, mobile: str, **values) -> str:
	"""The code of a case that a guest reports with a number."""
	body = {"description": f"井盖破损 {uuid4().hex}", "grid": CHIBI_GRID, "reporter_phone": mobile, **values}
	return ok(login(None).call("public.report", **body))["tracking_code"]


def test_everything_under_a_number_is_found_and_opened(guest, gateway, login, raised):  # noqa: F811
	mobile = random_person()["mobile"]
	code = reported(login, mobile)
	request = raised(mobile=mobile)
	ok(login(None).call("public_volunteer.register", **registration_values(mobile=mobile)))
	reported(login, random_person()["mobile"])
	binding = bound(guest, gateway, mobile)
	rows = ok(guest.call("public_phone.records", binding=binding))
	assert sorted(row["kind"] for row in rows) == ["case", "help", "volunteer"]
	assert {row["name"] for row in rows} >= {request["help_request"]}
	assert set(rows[0]) == {"kind", "name", "title", "stage", "at"}
	pages = {"case": "public.track", "help": "public_help.track", "volunteer": "public_volunteer.track"}
	for row in rows:
		fresh_code = ok(
			guest.call("public_phone.new_code", binding=binding, kind=row["kind"], name=row["name"])
		)["code"]
		assert guest.query(pages[row["kind"]], code=fresh_code).status == 200
	# The codes of before have ended.
	assert guest.query("public.track", code=code).status == 404
	assert guest.query("public_help.track", code=request["tracking_code"]).status == 404


def test_the_event_tells_who_drew_the_code(guest, gateway, login):
	mobile = random_person()["mobile"]
	reported(login, mobile)
	binding = bound(guest, gateway, mobile)
	(row,) = ok(guest.call("public_phone.records", binding=binding))
	ok(guest.call("public_phone.new_code", binding=binding, kind="case", name=row["name"]))
	case = ok(login("admin").query("case.timeline", case=row["name"]))
	assert any("由上报时留的手机号领取" in str(event) or "Drawn by the phone" in str(event) for event in case)


def test_what_is_anonymous_is_not_found(guest, gateway, login):
	mobile = random_person()["mobile"]
	reported(login, mobile, is_anonymous=True)
	assert ok(guest.call("public_phone.records", binding=bound(guest, gateway, mobile))) == []


def test_a_strangers_record_is_not_opened(guest, gateway, login):
	code = reported(login, random_person()["mobile"])
	name = ok(guest.query("public.track", code=code))["case"]
	binding = bound(guest, gateway, random_person()["mobile"])
	answer = guest.call("public_phone.new_code", binding=binding, kind="case", name=name)
	assert answer.status == 404 and "No record of this number" in answer.messages, answer
	assert guest.query("public.track", code=code).status == 200


def test_who_works_on_a_case_neither_draws_a_code_nor_rates(guest, gateway, login, fresh, closed):
	"""The number of a report is that of the handler, who reported it signed out."""
	mobile, handler, case = random_person()["mobile"], email("handler"), closed()
	site = fresh()
	before = site.db.get_value("User", handler, "mobile_no")
	site.db.set_value("User", handler, "mobile_no", mobile)
	site.db.set_value("Case", case, "reporter_phone", mobile)
	site.db.commit()
	try:
		binding = bound(guest, gateway, mobile)
		answer = guest.call("public_phone.new_code", binding=binding, kind="case", name=case)
		assert answer.status == 403 and "worked on case" in answer.messages, answer
		rated = guest.call("public.rate", code=new_code(login, case), rating="Satisfied")
		assert rated.status == 403, rated
	finally:
		site.db.set_value("User", handler, "mobile_no", before)
		site.db.commit()


def test_who_helps_draws_no_code_for_the_person_served(guest, gateway, login, raised, fresh):  # noqa: F811
	mobile = random_person()["mobile"]
	name = raised(mobile=mobile)["help_request"]
	site = fresh()
	volunteer = make_volunteer(site, mobile=mobile).name
	site.db.set_value("Help Request", name, "volunteer", volunteer)
	site.db.commit()
	binding = bound(guest, gateway, mobile)
	answer = guest.call("public_phone.new_code", binding=binding, kind="help", name=name)
	assert answer.status == 403 and "gives this help" in answer.messages, answer
	site.db.set_value("Help Request", name, "volunteer", None)
	site.db.commit()


def test_the_answer_tells_nothing_of_a_number(guest, gateway, login):
	known, unknown = random_person()["mobile"], random_person()["mobile"]
	reported(login, known)
	assert guest.call("public_phone.send_code", mobile=known).data == {"seconds": 600}
	assert guest.call("public_phone.send_code", mobile=unknown).data == {"seconds": 600}


@pytest.mark.parametrize(
	("mobile", "said"),
	[
		("12345", "short number"),
		("0715-5336789", "fixed line"),
		("1380000", "lacks its area"),
		("+85291234567", "11"),
		("abc", "no telephone number"),
	],
)
def test_only_mobile_numbers_are_sent_a_code(mobile, said, guest, gateway):
	answer = guest.call("public_phone.send_code", mobile=mobile)
	assert answer.status in (417, 422) and said in answer.messages, answer
	assert gateway.messages == []


def test_a_number_written_otherwise_is_the_same(guest, gateway, login):
	mobile = random_person()["mobile"]
	written = f"+86 {mobile[:3]}-{mobile[3:7]} {mobile[7:]}"
	reported(login, mobile)
	binding = bound(guest, gateway, mobile)
	assert len(ok(guest.call("public_phone.records", binding=binding))) == 1
	assert guest.call("public_phone.send_code", mobile=written).status == 429


def test_a_code_is_used_once(guest, gateway):
	mobile = random_person()["mobile"]
	ok(guest.call("public_phone.send_code", mobile=mobile))
	body = {"mobile": mobile, "code": code_of(gateway, mobile)}
	with ThreadPoolExecutor(8) as pool:
		answers = list(
			pool.map(lambda _turn: User(guest.url).call("public_phone.bind", **body).status, range(8))
		)
	assert answers.count(200) == 1 and {*answers} <= {200, 417, 422}, answers


def test_five_tries_are_all(guest, gateway):
	mobile = random_person()["mobile"]
	ok(guest.call("public_phone.send_code", mobile=mobile))
	right = code_of(gateway, mobile)
	wrong = f"{(int(right) + 1) % 10**6:06}"
	for _turn in range(5):
		answer = guest.call("public_phone.bind", mobile=mobile, code=wrong)
		assert answer.status in (417, 422) and "Ask for a new one" in answer.messages, answer
	assert guest.call("public_phone.bind", mobile=mobile, code=right).status in (417, 422)


def test_a_number_is_sent_one_code_a_minute(guest, gateway):
	mobile = random_person()["mobile"]
	ok(guest.call("public_phone.send_code", mobile=mobile))
	answer = guest.call("public_phone.send_code", mobile=mobile)
	assert answer.status == 429 and 0 < int(answer.headers["Retry-After"]) <= 60, answer
	assert len(gateway.messages) == 1


def test_a_number_is_sent_five_codes_a_day(guest, gateway, fresh):
	mobile = random_person()["mobile"]
	for _turn in range(5):
		ok(guest.call("public_phone.send_code", mobile=mobile))
		fresh().cache.delete_keys("community_gov:phone_pause")
	answer = guest.call("public_phone.send_code", mobile=mobile)
	assert answer.status == 429 and int(answer.headers["Retry-After"]) > 3600, answer
	assert len(gateway.messages) == 5


def test_a_gateway_that_fails_costs_no_turn(guest, gateway):
	mobile = random_person()["mobile"]
	gateway.status = 500
	answer = guest.call("public_phone.send_code", mobile=mobile)
	assert answer.status == 503 and "could not be sent" in answer.messages, answer
	gateway.status = 200
	ok(guest.call("public_phone.send_code", mobile=mobile))


def test_how_the_gateway_wants_it(guest, gateway, administrator):
	mobile = random_person()["mobile"]
	rows = [
		{"parameter": "Content-Type", "value": "application/json", "header": 1},
		{"parameter": "X-Key", "value": "k", "header": 1},
		{"parameter": "channel", "value": "7", "header": 0},
	]
	set_up(administrator, gateway.settings(parameters=rows))
	ok(guest.call("public_phone.send_code", mobile=mobile))
	assert gateway.messages[-1]["channel"] == "7" and gateway.messages[-1]["to"] == mobile
	assert gateway.headers[-1]["X-Key"] == "k"
	set_up(administrator, gateway.settings(use_post=0))
	other = random_person()["mobile"]
	ok(guest.call("public_phone.send_code", mobile=other))
	assert code_of(gateway, other)


def test_nothing_stored_gives_number_or_code_away(guest, gateway, fresh):
	mobile = random_person()["mobile"]
	binding = bound(guest, gateway, mobile)
	site = fresh()
	rows = site.get_all("Phone Binding", ["*"], order_by="creation desc", limit=1)
	assert mobile not in str(rows) and binding not in str(rows)
	assert rows[0].mobile == f"{mobile[:3]}****{mobile[-4:]}"
	# From Frappe 15 on.
	if site.db.table_exists("SMS Log"):
		assert site.db.count("SMS Log", {"message": ["like", f"%{code_of(gateway, mobile)}%"]}) == 0


def test_a_binding_is_ended(guest, gateway, fresh):
	binding = bound(guest, gateway, random_person()["mobile"])
	assert ok(guest.call("public_phone.unbind", binding=binding)) == {}
	answer = guest.call("public_phone.records", binding=binding)
	assert answer.status == 404 and "not bound any more" in answer.messages, answer
	assert ok(guest.call("public_phone.unbind", binding=binding)) == {}
	assert fresh().db.count("Deleted Document", {"deleted_doctype": "Phone Binding"}) == 0


def test_a_binding_ends_by_itself(guest, gateway, fresh):
	mobile = random_person()["mobile"]
	binding = bound(guest, gateway, mobile)
	later = now() + timedelta(days=181)
	answer = guest.call("public_phone.records", clock=later, binding=binding)
	assert answer.status == 404, answer
	assert ok(guest.call("public_phone.records", clock=now() + timedelta(days=179), binding=binding)) == []


def test_ten_phones_of_a_number_at_most(guest, gateway, fresh):
	from community_gov.portal import phone_bindings

	mobile, site = random_person()["mobile"], fresh()
	first = phone_bindings.bind(mobile)["binding"]
	for _turn in range(10):
		phone_bindings.bind(mobile)
	with pytest.raises(site.DoesNotExistError):
		phone_bindings.number_of(first)


@pytest.mark.parametrize("method", ["records", "unbind"])
def test_a_made_up_binding_opens_nothing(method, guest):
	answer = guest.call(f"public_phone.{method}", binding="A" * 24)
	assert answer.status == (404 if method == "records" else 200), answer


def test_without_a_gateway_nothing_is_offered(guest, fresh):
	take_away(fresh())
	answer = guest.call("public_phone.send_code", mobile=random_person()["mobile"])
	assert answer.status == 403 and "sends no messages" in answer.messages, answer
	assert 'id="phone"' not in guest.request("GET", "/front").text
