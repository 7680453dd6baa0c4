"""A relative acts for somebody by that person's word, until either side ends it; what binds a number binds its relatives."""

import pytest

from community_gov.demo.people import email
from tests.rest.conftest import CHIBI_GRID, ok
from tests.rest.test_help_requests_api import home, raised  # noqa: F401 (fixtures)
from tests.rest.test_phone_binding import bound, code_of, gateway, guest, reported  # noqa: F401 (fixtures)
from tests.support.volunteers import make_volunteer, random_person

TERMS = {"relation": "Child", "months": 6}


@pytest.fixture(autouse=True)
def fresh_limits(fresh):
	fresh().cache.delete_keys("community_gov:limit:public_proxy")


def proxied(guest, gateway, mother: str, child: str) -> tuple[str, str]:  # noqa: F811
	"""(binding of the child, proxy)."""
	binding = bound(guest, gateway, child)
	ok(guest.call("public_proxy.ask", binding=binding, mobile=mother))
	code = code_of(gateway, mother)
	return binding, ok(
		guest.call("public_proxy.confirm", binding=binding, mobile=mother, code=code, **TERMS)
	)["proxy"]


def test_from_the_code_to_the_end(guest, gateway, login, raised, fresh):  # noqa: F811
	mother, child = (random_person()["mobile"] for _number in range(2))
	code, request = reported(login, mother), raised(mobile=mother)
	site = fresh()
	make_volunteer(site, mobile=mother)
	site.db.commit()
	binding = bound(guest, gateway, child)
	assert guest.call("public_proxy.ask", binding=binding, mobile=child).status == 422, "the own number"
	ok(guest.call("public_proxy.ask", binding=binding, mobile=mother))
	told = [row["text"] for row in gateway.messages if row["to"] == mother][-1]
	assert child[-4:] in told and child not in told, told
	word = {"binding": binding, "mobile": mother, "code": code_of(gateway, mother)}
	# The code permits this alone: it binds no phone, and serves nobody else.
	assert guest.call("public_phone.bind", mobile=mother, code=word["code"]).status == 422
	assert guest.call("public_proxy.confirm", **{**word, "code": "000000"}, **TERMS).status == 422
	for wrong in ({"relation": "Friend", "months": 6}, {"relation": "Child", "months": 13}):
		assert guest.call("public_proxy.confirm", **word, **wrong).status == 422
	proxy = ok(guest.call("public_proxy.confirm", **word, **TERMS))["proxy"]
	assert guest.call("public_proxy.confirm", **word, **TERMS).status == 422, "used up"
	(row,) = ok(guest.call("public_proxy.mine", binding=binding))["acts_for"]
	assert row["proxy"] == proxy and mother not in row["who"] and row["who"].endswith(mother[-4:])
	acting = {"binding": binding, "proxy": proxy}
	seen = ok(guest.call("public_proxy.records", **acting))
	assert {(one["kind"], one["name"]) for one in seen["records"]} >= {("help", request["help_request"])}
	assert {one["kind"] for one in seen["records"]} == {"case", "help"}
	assert seen["points"] == {"balance": 0, "held": 0} and seen["bookings"] == []
	(case,) = [one["name"] for one in seen["records"] if one["kind"] == "case"]
	drawn = ok(guest.call("public_proxy.new_code", **acting, kind="case", name=case))["code"]
	assert (
		guest.query("public.track", code=drawn).status == 200
		and guest.query("public.track", code=code).status == 404
	)
	assert "家人代办人" in str(ok(login("admin").query("case.timeline", case=case))) or "family proxy" in str(
		ok(login("admin").query("case.timeline", case=case))
	)
	assert guest.call("public_proxy.new_code", **acting, kind="volunteer", name="x").status == 422
	stranger = bound(guest, gateway, random_person()["mobile"])
	for method, more in (("records", {}), ("new_code", {"kind": "case", "name": case}), ("end", {})):
		assert guest.call(f"public_proxy.{method}", binding=stranger, proxy=proxy, **more).status == 404, (
			method
		)
	doc = ok(login("admin").read("Family Proxy", proxy))
	assert [line["action"] for line in doc["actions"]] == ["Looked at Records", "Drew a Code"]
	assert mother not in str(doc) and child not in str(doc) and "secret" not in str(doc.keys())
	fresh().cache.delete_keys("community_gov:phone_pause")
	own = bound(guest, gateway, mother)
	(given,) = ok(guest.call("public_proxy.mine", binding=own))["granted"]
	ok(guest.call("public_proxy.end", binding=own, proxy=given["proxy"]))
	assert guest.call("public_proxy.records", **acting).status == 404
	assert ok(login("admin").read("Family Proxy", proxy))["ended_by"] == "Represented Person"


def test_who_works_on_a_case_draws_no_code_for_a_relative(guest, gateway, login, fresh, closed):  # noqa: F811
	mother, own, handler, case = (
		random_person()["mobile"],
		random_person()["mobile"],
		email("handler"),
		closed(),
	)
	site = fresh()
	before = site.db.get_value("User", handler, "mobile_no")
	site.db.set_value("User", handler, "mobile_no", own)
	site.db.set_value("Case", case, {"reporter_phone": mother, "is_anonymous": 0})
	site.db.commit()
	try:
		binding, proxy = proxied(guest, gateway, mother, own)
		answer = guest.call("public_proxy.new_code", binding=binding, proxy=proxy, kind="case", name=case)
		assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	finally:
		site = fresh()
		site.db.set_value("User", handler, "mobile_no", before)
		site.db.commit()


def test_staff_record_the_consent_of_who_has_no_telephone(guest, gateway, login, raised, fresh):  # noqa: F811
	manager, child = login("manager"), random_person()["mobile"]
	elder = ok(manager.create("Resident", full_name="周演示老人", grid=CHIBI_GRID))["name"]
	grant = {"resident": elder, "mobile": child, **TERMS}
	text = {
		"consent_title": "家人代办同意书",
		"purpose": "Family Proxy",
		"text": "同意亲属代办。",
		"published": 1,
	}
	text = ok(login("admin").create("Consent Text", **text))["name"]
	consent = ok(manager.create("Consent", resident=elder, consent_text=text, form="Written"))["name"]
	other = ok(manager.create("Resident", full_name="另演示老人", grid=CHIBI_GRID))["name"]
	assert manager.call("proxy.grant", **{**grant, "resident": other}, consent=consent).status == 422
	for key in ("gridworker.zhelu", "chief", None):
		assert login(key).call("proxy.grant", **grant, consent=consent).status == 403, key
	proxy = ok(manager.call("proxy.grant", **grant, consent=consent))["proxy"]
	assert manager.call("proxy.grant", **grant, consent=consent).status == 409
	for key, status in (
		("admin", 200),
		("gridworker", 200),
		("gridworker.zhelu", 403),
		("operator", 403),
		("handler", 403),
	):
		assert login(key).read("Family Proxy", proxy).status == status, key
	request = raised(resident=elder, household=None)
	binding = bound(guest, gateway, child)
	(row,) = ok(guest.call("public_proxy.mine", binding=binding))["acts_for"]
	assert row["who"] == "周演示老人"
	seen = ok(guest.call("public_proxy.records", binding=binding, proxy=proxy))
	assert [one["name"] for one in seen["records"]] == [request["help_request"]] and seen["points"] is None
	act = {"binding": binding, "proxy": proxy, "kind": "help", "name": request["help_request"]}
	code = ok(guest.call("public_proxy.new_code", **act))["code"]
	assert guest.query("public_help.track", code=code).status == 200
	ok(manager.call("privacy.withdraw", consent=consent, reason="本人要求"))
	assert ok(guest.call("public_proxy.mine", binding=binding))["acts_for"] == []
	assert guest.call("public_proxy.new_code", **act).status == 404
	ok(manager.call("proxy.end", proxy=proxy))
	assert ok(manager.read("Family Proxy", proxy))["ended_by"] == "Represented Person", "by withdrawing"
	assert guest.query("public_help.track", code=code).status == 404, "drawn by who acts no more"


def test_no_more_than_five_and_the_end_date_ends(guest, gateway, fresh):  # noqa: F811
	from community_gov.portal import family_proxies

	site, child = fresh(), random_person()["mobile"]
	names = [
		family_proxies._insert(
			f"number {n}",
			child,
			"Child",
			{"mobile": random_person()["mobile"], "granted_by": "Code by Phone", "ends_on": "2999-01-01"},
		)
		for n in range(5)
	]
	site.db.commit()
	binding = bound(guest, gateway, child)
	full = guest.call("public_proxy.ask", binding=binding, mobile=random_person()["mobile"])
	assert full.status == 422 and "5" in full.messages, full
	site = fresh()
	site.db.set_value("Family Proxy", names[0], "ends_on", "2020-01-01")
	site.db.commit()
	ok(guest.call("public_proxy.ask", binding=binding, mobile=random_person()["mobile"]))
	assert len(ok(guest.call("public_proxy.mine", binding=binding))["acts_for"]) == 4
	site = fresh()
	site.db.set_value(
		"Family Proxy", {"name": ["in", names[1:]]}, {"status": "Ended", "ended_at": "2020-01-01"}
	)
	family_proxies.run_nightly()
	site.db.commit()
	assert site.db.get_value("Family Proxy", names[0], "ended_by") == "Time Over"
	assert not site.db.count("Family Proxy", {"name": ["in", names[1:]]})
