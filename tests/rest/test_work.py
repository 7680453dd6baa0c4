"""The workbench's endpoints: which tabs and what queue each role has, one thing at a glance, its steps and refusals."""

import io

import pytest
from PIL import Image

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.photos import picture, sent

TABS = {
	"gridworker": ["queue", "report", "visits", "patrol", "doors", "mine"],
	"manager": ["queue", "report", "visits", "mine"],
	"supervisor": ["queue", "mine"],
	"operator": ["queue", "report", "mine"],
	"chief": ["queue", "report", "mine"],
	"admin": ["queue", "report", "visits", "mine"],
	"coordinator": ["queue", "mine"],
	"handler": ["queue", "mine"],
	"volunteer": ["mine"],
	"auditor": ["mine"],
}


def queue(login, key: str) -> list[dict]:
	return ok(login(key).query("work.home"))["queue"]


def row_of(login, key: str, name: str) -> dict | None:
	return next((row for row in queue(login, key) if name in (row["name"], row["case"])), None)


@pytest.mark.parametrize("key", TABS)
def test_each_role_has_its_tabs(key, login):
	home = ok(login(key).query("work.home"))
	assert home["tabs"] == TABS[key]
	assert ("queue" in home["tabs"]) or home["queue"] == []
	assert bool(home["kinds"]) == ("report" in home["tabs"])
	assert "@" not in home["account"] and len(home["account"]) == 32


def test_guests_have_no_workbench(login):
	for method in ("work.home", "work.mine", "work.csrf_token"):
		assert login(None).query(method).status == 403, method


def test_accounts_of_one_phone_are_told_apart(login):
	names = {ok(login(key).query("work.home"))["account"] for key in ("gridworker", "handler")}
	assert len(names) == 2


def test_a_case_waits_for_one_after_the_other(login, report, most_urgent):
	photo = sent(picture(), "seen.jpg")
	case = report(description="工作台案件", address="陆水湖北渠", photos=[photo])
	most_urgent("Case", case)
	row = row_of(login, "operator", case)
	assert (row["doctype"], row["task"], row["title"]) == ("Case", "Reported", "工作台案件")
	assert (row["place"], row["address"]) == ("第一网格", "陆水湖北渠") and row["thumbnail"]
	assert row["light"] == "Red" and row["minutes_left"] < 0
	assert not row_of(login, "chief", case)
	ok(login("operator").call("step.take", doctype="Case", name=case, action="Accept"))
	most_urgent("Case", case)
	assert not row_of(login, "operator", case)
	assert row_of(login, "chief", case)["task"] == "Accepted"


def test_a_unit_a_checker_and_the_chief_again(login, dispatched, most_urgent):
	case, dispatch = dispatched()
	most_urgent("Case Dispatch", dispatch)
	row = row_of(login, "handler", dispatch)
	assert (row["doctype"], row["task"], row["case"]) == ("Case Dispatch", "Accept", case)
	assert (row["due_at"], row["light"]) == ("2024-01-01 08:00:00", "Red")
	assert not row_of(login, "handler2", case) and not row_of(login, "chief", case)
	step = {"doctype": "Case Dispatch", "name": dispatch}
	ok(login("handler").call("step.take", **step, action="Accept"))
	assert row_of(login, "handler", dispatch)["task"] == "Answer"
	done = {"fields": {"answer": "已清理"}, "photos": [sent(picture(), "done.jpg")]}
	ok(login("handler").call("step.take", **step, action="Answer", **done))
	assert not row_of(login, "handler", dispatch)
	check = login("operator").names("Case Check", [["case_file", "=", case]])[0]
	asked = ok(login("operator").read("Case Check", check))["assignee"]
	checker = asked.split("@")[0]
	most_urgent("Case Check", check)
	assert row_of(login, checker, check)["task"] == "Inspection"
	assert not row_of(login, "chief", case), "the check holds it"
	ok(login(checker).call("check.answer", check=check, result="Passed", note="Seen."))
	most_urgent("Case", case)
	assert row_of(login, "chief", case)["task"] == "Checking"


def test_a_queue_begins_with_what_has_least_time(login, dispatched):
	dispatched()
	dispatched(urgency="Urgent")
	times = [row["due_at"] or "9999" for row in queue(login, "handler")]
	assert len(times) > 1 and times == sorted(times)


def test_a_request_for_time_waits_for_the_chief(login, dispatched):
	case, dispatch = dispatched()
	wanted = {"case": case, "dispatch": dispatch, "kind": "Extension", "reason": "要换零件"}
	asked = ok(login("handler").call("adjustment.request", **wanted))["adjustment"]
	assert row_of(login, "chief", asked)["task"] == "Extension"
	assert not row_of(login, "handler", asked)
	seen = ok(login("chief").query("work.item", doctype="Case Adjustment", name=asked))
	assert {step["stage"] for step in seen["steps"]} >= {"Granted", "Refused"}
	assert any(fact["value"] == "要换零件" for fact in seen["facts"])


def test_an_item_shows_its_case_and_the_steps(login, dispatched):
	case, dispatch = dispatched()
	seen = ok(login("handler").query("work.item", doctype="Case Dispatch", name=dispatch))
	assert seen["case"]["case"] == case and seen["may_ask_time"] is True
	assert [(step["action"], step["refusal"]) for step in seen["steps"]] == [
		("Accept", None),
		("Answer", None),
	]
	looked = ok(login("supervisor").query("work.item", doctype="Case Dispatch", name=dispatch))
	assert looked["steps"] == [], "who may not write has no steps"


def test_a_step_that_cannot_succeed_says_why(login, checking):
	case, _dispatch, check = checking()
	seen = ok(login("chief").query("work.item", doctype="Case", name=case))
	close = next(step for step in seen["steps"] if step["stage"] == "Closed")
	assert "核查" in close["refusal"] or "inspection" in close["refusal"].lower()
	assert ok(login("chief").read("Case", case))["stage"] == "Checking", "asking stores nothing"
	item = ok(login("supervisor").query("work.item", doctype="Case Check", name=check))
	assert item["may_answer"] is True and item["case"]["photos"]["after"]


def test_what_is_not_shown_here_is_refused(login):
	answer = login("admin").query("work.item", doctype="User", name="Administrator")
	assert answer.status == 422 and answer.exc_type == "BadInputError", answer
	assert login("handler").query("work.item", doctype="Case", name="nosuch").status in (403, 404)


def test_items_follow_the_rights(login, report):
	case = report()
	for key in ("handler", "volunteer", "gridworker.zhelu"):
		assert login(key).query("work.item", doctype="Case", name=case).status == 403, key


def test_kinds_that_the_words_speak_of(login):
	found = ok(login("gridworker").query("work.kinds", words="路边井盖破了，旁边还有暴露垃圾"))["kinds"]
	names = [row["name"] for row in found]
	assert "暴露垃圾" in names and any("井盖" in name for name in names) and len(names) <= 6
	assert ok(login("gridworker").query("work.kinds", words="?"))["kinds"] == []
	assert login("handler").query("work.kinds", words="垃圾").status == 403


def test_units_are_for_who_dispatches(login):
	names = [row["unit_name"] for row in ok(login("chief").query("work.units"))["units"]]
	assert "赤壁市水利和湖泊局" in names
	assert login("gridworker").query("work.units").status == 403


def test_small_pictures_for_the_list(login, report):
	large = sent(picture(size=(1600, 1200)), "seen.jpg")
	case = report(photos=[large])
	answer = login("operator").session.get(
		f"{login('operator').url}/api/method/community_gov.api.v1.work.thumbnail",
		params={"case": case},
		timeout=60,
	)
	small = Image.open(io.BytesIO(answer.content))
	assert (answer.headers["Content-Type"], small.format, small.size) == ("image/jpeg", "JPEG", (160, 120))
	assert login("handler").query("work.thumbnail", case=case).status == 403
	assert login("operator").query("work.thumbnail", case=report()).status == 404


def test_what_a_map_begins_with(login):
	near = ok(login("gridworker").query("work.around", place=CHIBI_GRID))
	assert set(near) == {"centre", "boundaries"} and CHIBI_GRID in [row["code"] for row in near["boundaries"]]
	assert login(None).query("work.around", place=CHIBI_GRID).status == 403
	assert login("gridworker").query("work.around", place="nosuch").status == 422


def test_own_figures(login, report):
	case = report()
	mine = ok(login("gridworker").query("work.mine"))
	assert mine["reports"][0]["case"] == case and mine["training_hours"] is not None
	assert ok(login("volunteer").query("work.mine"))["volunteer"]["points"] >= 0
	assert ok(login("handler").query("work.mine"))["reports"] == []


def test_a_town_hides_what_it_does_not_use(login, most_urgent):
	admin, name = login("admin"), "Community Gov Settings"
	need = {"help_kind": "搬运", "need": "搬重物", "grid": CHIBI_GRID}
	kinds = login("manager").names("Help Kind")
	need["help_kind"] = kinds[0]
	raised = ok(login("manager").call("help_request.raise_request", **need))["help_request"]
	most_urgent("Help Request", raised)
	assert row_of(login, "gridworker", raised)["task"] == "Help"
	ok(admin.update(name, name, work_visits=0, work_patrols=0, work_help=0, work_doors=0))
	try:
		home = ok(login("gridworker").query("work.home"))
		assert home["tabs"] == ["queue", "report", "mine"]
		assert {row["doctype"] for row in home["queue"]} <= {"Case Check", "Case"}
	finally:
		ok(admin.update(name, name, work_visits=1, work_patrols=1, work_help=1, work_doors=1))
	assert ok(login("gridworker").query("work.home"))["tabs"] == TABS["gridworker"]


@pytest.mark.parametrize("odd", ["", "'", "%", "\U0001f600", "x" * 500, "-1", "1e400", "nan", '["a"]', "{}"])
def test_odd_values_are_no_faults(login, odd):
	user = login("chief")
	asked = [
		("work.item", {"doctype": "Case", "name": odd}),
		("work.item", {"doctype": odd, "name": odd}),
		("work.kinds", {"words": odd}),
		("work.thumbnail", {"case": odd}),
		("work.around", {"latitude": odd, "longitude": odd}),
		("work.around", {"place": odd, "crs": odd}),
		("work.around", {"latitude": 29.7, "longitude": 113.8, "position_age": odd}),
	]
	for method, values in asked:
		answer = user.query(method, **values)
		assert answer.status < 500, (method, values, answer)
