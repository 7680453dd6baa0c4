"""Codes that stand for a person: nobody reads them, a new one leaves a trace and ends the old, and who knows one is bound."""

from uuid import uuid4

import pytest

from community_gov.core import codes
from community_gov.demo.people import email
from tests.rest.conftest import CHIBI_GRID, case_of_code, new_code, ok
from tests.rest.test_help_requests_api import home, own, raised  # noqa: F401
from tests.rest.test_person_served import enter, say, served  # noqa: F401
from tests.support.photos import picture, sent

STAFF = ("admin", "chief", "operator", "manager", "gridworker")


def log_of(site, name: str) -> list[tuple]:
	rows = site.get_all(
		"Sensitive Access Log",
		{"reference_name": name},
		["user", "purpose", "detail"],
		order_by="creation asc",
	)
	return [(row.user, row.purpose, row.detail) for row in rows]


def test_nobody_reads_a_code_and_the_database_holds_its_fingerprint(login, fresh):
	code = ok(login(None).call("public.report", description=f"Heap {uuid4().hex}", grid=CHIBI_GRID))[
		"tracking_code"
	]
	case = case_of_code(login, code)
	for key in STAFF:
		answer = login(key).read("Case", case)
		assert (
			answer.status == 200 and code not in answer.text and codes.fingerprint(code) not in answer.text
		), key
	stored = fresh().db.get_value("Case", case, ["tracking_code_fingerprint", "tracking_code_shown_to"])
	assert stored == (codes.fingerprint(code), None)


def test_a_new_code_takes_a_reason_and_ends_the_old_one(login, report, fresh):
	case, body = report(), {"reason": "手机丢了", "idempotency_key": uuid4().hex}
	old = new_code(login, case)
	silent = login("operator").call("case.issue_code", case=case, reason=" ")
	assert (silent.status, silent.exc_type) == (422, "BadInputError") and "须填写理由" in silent.messages
	assert case_of_code(login, old) == case, "bad input changes nothing"
	answer = ok(login("operator").call("case.issue_code", case=case, **body))
	assert ok(login("operator").call("case.issue_code", case=case, **body)) == answer, (
		"a retry gives the same code"
	)
	assert login(None).query("public.track", code=old).status == 404
	assert case_of_code(login, answer["tracking_code"]) == case
	events = [
		row for row in ok(login("chief").query("case.timeline", case=case)) if row["note"] == "手机丢了"
	]
	assert [row["event"] for row in events] == ["Tracking Code Issued"]
	assert log_of(fresh(), case)[-1] == (email("operator"), "New Code", "手机丢了")
	for key in ("gridworker.zhelu", "handler", None):
		refused = login(key).call("case.issue_code", case=case, reason="x")
		assert refused.status == 403, (key, refused)


def test_who_worked_on_a_case_draws_no_code_and_rates_by_none(login, closed, fresh):
	"""The chief, who closed it, would rate the own work signed out."""
	case = closed()
	refused = login("chief").call("case.issue_code", case=case, reason="x")
	assert (refused.status, refused.exc_type) == (403, "SeparationOfDutiesError"), refused
	assert f"您经办过案件 {case}" in refused.messages
	known, site = new_code(login, case), fresh()
	site.db.set_value("Case", case, "tracking_code_shown_to", email("chief"))
	site.db.commit()
	status = ok(login(None).query("public.track", code=known))
	assert (status["may_rate"], status["may_appeal"]) == (False, False)
	for method, values in (("rate", {"rating": "Satisfied"}), ("appeal", {"reason": "x"})):
		answer = login(None).call(f"public.{method}", code=known, **values)
		assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	assert not ok(login("admin").read("Case", case)).get("rating")
	again = new_code(login, case)
	assert ok(login(None).call("public.rate", code=again, rating="Satisfied"))["rating"] == "Satisfied"


def test_no_code_that_the_corrector_saw_confirms_the_hours(login, raised, served, own, fresh):  # noqa: F811
	"""One hour becomes eight, and the coordinator who took the request down signs out and confirms it."""
	request = served(raised("coordinator"))
	name = enter(login("volunteer"), own, request)
	ok(login("coordinator").update("Service Record", name, travel_minutes=15))
	shown = ok(login(None).query("public_help.services", code=request["tracking_code"]))
	assert [row["may_confirm"] for row in shown] == [False]
	answer = say(login(None), request, name)
	assert (answer.status, answer.exc_type) == (409, "ConflictError"), answer
	own_new = ok(
		login("coordinator").call("help_request.issue_code", help_request=request["help_request"], reason="x")
	)
	assert say(login(None), own_new, name).status == 409
	signed_in = say(login("manager"), own_new, name)
	assert (signed_in.status, signed_in.exc_type) == (403, "SeparationOfDutiesError"), signed_in
	asked = {"help_request": request["help_request"], "reason": "本人遗失"}
	handed = ok(login("gridworker").call("help_request.issue_code", **asked))
	assert login(None).query("public_help.track", code=own_new["tracking_code"]).status == 404
	assert ok(say(login(None), handed, name))["stage"] == "Confirmed"
	assert log_of(fresh(), request["help_request"])[-1] == (email("gridworker"), "New Code", "本人遗失")


def test_who_gives_the_help_draws_no_code(login, raised, served, own):  # noqa: F811
	request = served(raised())
	refused = login("volunteer").call(
		"help_request.issue_code", help_request=request["help_request"], reason="x"
	)
	assert refused.status == 403, refused


def test_after_the_person_spoke_only_their_word_confirms(login, raised, served, own, fresh):  # noqa: F811
	request = served(raised())
	name = enter(login("volunteer"), own, request)
	ok(say(login(None), request, name, agrees=0, comment="只来了半小时"))
	ok(login("volunteer").update("Service Record", name, travel_minutes=15))
	ok(login("volunteer").call("service.act", service_record=name, action="Submit Again"))
	for key in ("coordinator", "manager"):
		answer = login(key).call("service.act", service_record=name, action="Confirm")
		assert (answer.status, answer.exc_type) == (422, "StageGuardError"), answer
		assert "服务对象已对此次服务表态。" in answer.messages
	ok(login("coordinator").update("Service Record", name, needs_word=0))
	assert login("manager").call("service.act", service_record=name, action="Confirm").status == 422
	assert ok(say(login(None), request, name))["stage"] == "Confirmed"
	row = fresh().db.get_value("Service Record", name, ["confirmed_through", "needs_word"])
	assert row == ("Person Served", 0)


@pytest.mark.parametrize("way", ["public", "report", "resource"])
def test_an_anonymous_report_joins_no_account(way, login, fresh):
	user, words = login("gridworker"), f"匿名 {uuid4().hex}"
	body = {"description": words, "grid": CHIBI_GRID, "is_anonymous": 1}
	kept = {"idempotency_key": uuid4().hex, "photos": [sent(picture())]}
	if way == "public":
		answer = user.call("public.report", **body, **kept)
		assert ok(user.call("public.report", **body, **kept)) == answer.data
	elif way == "report":
		answer = user.call("case.report", **body, **kept)
		assert ok(user.call("case.report", **body, **kept)) == answer.data
	else:
		answer = user.create("Case", **body, source="Patrol")
	ok(answer)
	site = fresh()
	case = site.get_all("Case", {"description": words}, pluck="name", order_by="name asc")
	assert len(case) == 1
	assert rows_that_join(site, case[0], email("gridworker")) == []
	lately = {"creation": [">", site.db.get_value("Case", case[0], "creation")], "user": email("gridworker")}
	assert site.get_all("Idempotency Key", lately, pluck="name", order_by="name asc") == []
	if way != "resource":
		assert case_of_code(login, answer.data["tracking_code"]) == case[0]
		assert site.db.count("File", {"attached_to_name": case[0], "owner": "Guest"}) == 1
	assert login("gridworker").call("case.rate", case=case[0], rating="Satisfied").status == 403


def rows_that_join(site, name: str, account: str) -> list[str]:
	"""Tables of documents with a row that names both."""
	columns: dict[str, list[str]] = {}
	schema = "select table_name, column_name from information_schema.columns where table_schema = database()"
	for table, column in site.db.sql(schema):
		if table.startswith("tab"):
			columns.setdefault(table, []).append(f"`{column}`")
	found = []
	for table, names in columns.items():
		row = f"concat_ws('|', {', '.join(names)})"
		query = f"select 1 from `{table}` where {row} like %s and {row} like %s limit 1"
		found += [table] if site.db.sql(query, (f"%{name}%", f"%{account}%")) else []
	return found


def test_an_anonymous_report_minds_the_area_of_who_files_it(login):
	body = {"description": "x", "grid": CHIBI_GRID, "is_anonymous": 1}
	for answer in (
		login("gridworker.zhelu").call("case.report", **body),
		login("gridworker.zhelu").create("Case", **body, source="Patrol"),
		login("handler").create("Case", **body, source="Patrol"),
	):
		assert answer.status == 403, answer


def test_a_stored_report_does_not_become_anonymous(login, report):
	"""Its account stands in its events: the mark would promise what is not so."""
	case = report()
	answer = login("gridworker").update("Case", case, is_anonymous=1)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert (
		f"Case {case} names who reported it already." in answer.messages or f"案件 {case}" in answer.messages
	)
	assert ok(login("operator").read("Case", case))["is_anonymous"] == 0


def test_following_names_no_account_of_whoever_is_signed_in(login, report, fresh):
	place, words = {"latitude": 29.7231, "longitude": 113.8841}, f"Heap {uuid4().hex}"
	case = report(description=words, **place)
	asked = {**place, "category": "M06010", "description": words}
	handle = ok(login("volunteer").query("public.similar", **asked))[0]["handle"]
	ok(login("volunteer").call("public.follow", handle=handle, idempotency_key=uuid4().hex))
	site = fresh()
	rows = site.get_all("Case Follower", {"case_file": case}, ["owner", "user"], order_by="name asc")
	assert [tuple(row.values()) for row in rows] == [("Guest", None)]
	assert rows_that_join(site, case, email("volunteer")) == []
