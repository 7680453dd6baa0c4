"""What a client, a clerk or a second account tries on votes, notices, opinions and tasks, and what stands afterwards."""

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import email
from tests.rest.test_public_polls import bind, make_voter
from tests.support.participation import (
	RULE,
	TIMES,
	add_entry,
	count_paper,
	counted_poll,
	instant_resolution,
	make_roll,
	ok,
	open_poll,
	step,
)
from tests.support.photos import picture
from tests.support.registry import GRID


def unlike() -> str:
	return str(uuid4().int % 10**6)


def refused(answer, status: int, words: str) -> None:
	assert answer.status == status, answer
	assert words in answer.messages, answer


@pytest.fixture(scope="module")
def box(login) -> str:
	"""A closed, secret poll with one paper in its box."""
	clerk, roll = login("clerk"), make_roll(login("clerk"))
	voter = add_entry(clerk, roll, "1")
	poll = open_poll(login, roll)
	ok(clerk.call("poll.issue_papers", poll=poll, entries=[voter]))
	ok(step(clerk, "Poll", poll, "Close Voting"))
	return poll


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"second_counter": "Guest"}, "Guest 不是启用的账号"),
		({"votes": {"1": 1.5}}, "须为整数"),
		({"votes": {"1": True}}, "须为整数"),
		({"votes": {"1": float("inf")}}, "须为整数"),
		({"votes": {"1": 1, "01": 0}}, "须为整数"),
		({"reason": "x" * 100_000}, "过长"),
	],
	ids=["guest", "half", "true", "infinite", "twice", "long"],
)
def test_a_count_is_of_whole_votes_by_two_accounts(values, words, box, login):
	body = {"poll": box, "papers": 1, "votes": {"1": 1}, "second_counter": email("admin"), **values}
	sent = {"data": json.dumps(body), "headers": {"Content-Type": "application/json"}}
	path = "/api/method/community_gov.api.v1.poll.count_papers"
	refused(login("manager").request("POST", path, **sent), 422, words)
	assert login("manager").names("Paper Count", [["poll", "=", box]]) == []


def test_papers_beyond_the_limit_are_refused_instead_of_dropped(login):
	clerk, roll = login("clerk"), make_roll(login("clerk"))
	entry = add_entry(clerk, roll, "1")
	poll = open_poll(login, roll)
	many = [entry, *(str(number) for number in range(500))]
	refused(clerk.call("poll.issue_papers", poll=poll, entries=many), 422, "501 张选票太多")
	assert clerk.names("Ballot Issue", [["poll", "=", poll]]) == []


def test_a_clerk_records_no_vote_as_if_it_came_by_telephone(login, fresh):
	clerk, roll = login("clerk"), make_roll(login("clerk"))
	entry = add_entry(clerk, roll, "1")
	poll = open_poll(login, roll, is_secret_ballot=0)
	body = {"poll": poll, "entry": entry, "choices": [1]}
	refused(clerk.call("poll.record", **body, channel="Online"), 422, "Online 不是纸质投票方式")
	assert clerk.names("Ballot Issue", [["poll", "=", poll]]) == []
	ok(clerk.call("poll.record", **body, channel="Door"))
	(issue,) = fresh().get_all("Ballot Issue", {"poll": poll}, ["channel", "issued_by"])
	assert (issue.channel, issue.issued_by) == ("Door", email("clerk"))


def test_who_votes_by_a_rule_stays_once_a_roll_is_made_by_it(login):
	admin = login("admin")
	name = f"规则{unlike()}"
	shares = {"present_num": 1, "present_den": 2, "pass_num": 1, "pass_den": 2, "pass_base": "Taking Part"}
	given = {"rule_name": name, "body": "Consultation", "unit": "Representative", "valid_from": "2020-01-01"}
	rule = ok(admin.create("Decision Rule", **given, **shares))["name"]
	ok(admin.update("Decision Rule", rule, unit="Person"))
	make_roll(login("clerk"), rule)
	refused(admin.update("Decision Rule", rule, unit="Household"), 422, "投票单位不可更改")
	assert ok(admin.update("Decision Rule", rule, pass_num=2, pass_den=3))["unit"] == "Person"


def test_votes_are_not_sent_with_the_question(login):
	roll = make_roll(login("clerk"))
	add_entry(login("clerk"), roll, "1")
	forged = [{"option_text": "甲", "votes": 99, "is_taken": 1}, {"option_text": "乙"}]
	poll = open_poll(login, roll, options=forged)
	options = ok(login("overseer").read("Poll", poll))["options"]
	assert [(row["votes"], row["is_taken"]) for row in options] == [(0, 0), (0, 0)]


def test_an_authority_is_a_file_of_whoever_shows_it(login, fresh):
	clerk, roll = login("clerk"), make_roll(login("clerk"))
	speaker, _mobile = make_voter(fresh)
	entry = add_entry(clerk, roll, "1")
	for evidence in ("x", "/private/files/none.png", "x" * 100_000):
		asked = clerk.call("poll.authorise", entry=entry, resident=speaker, evidence=evidence)
		refused(asked, 422, "佐证材料不是您上传的私有文件")
	assert ok(clerk.read("Roll Entry", entry)).get("spoken_for_by") is None
	# Bytes of their own: the same picture of two users has one address, and each sees the own row.
	files = {"file": (f"{uuid4().hex}.jpg", picture() + uuid4().bytes, "image/jpeg")}
	file = ok(clerk.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))
	body = {"entry": entry, "resident": speaker, "evidence": file["file_url"]}
	assert ok(clerk.call("poll.authorise", **body))["spoken_for_by"] == speaker
	# Supervision looks at the paper, nobody else does, and whoever brought it does not take it away.
	seen = {key: login(key).request("GET", file["file_url"]).status for key in ("overseer", "gridworker")}
	assert seen == {"overseer": 200, "gridworker": 403}
	(kept,) = fresh().get_all("File", {"attached_to_name": entry}, pluck="name")
	refused(clerk.delete("File", kept), 403, "须保持原样")
	assert clerk.delete("File", file["name"]).status == 202, "the row of the upload"
	assert login("overseer").request("GET", file["file_url"]).status == 200


def test_nobody_stands_twice_on_a_roll(login, fresh):
	clerk, roll = login("clerk"), make_roll(login("clerk"))
	resident, _mobile = make_voter(fresh)
	add_entry(clerk, roll, "1", resident=resident)
	second = add_entry(clerk, roll, "2", electors=[{"resident": resident}])
	refused(clerk.call("poll.freeze_roll", roll=roll), 422, "还列在另一条册员记录中")
	assert ok(clerk.read("Voting Roll", roll))["is_frozen"] == 0
	ok(clerk.update("Roll Entry", second, electors=[]))
	ok(clerk.call("poll.freeze_roll", roll=roll))


@pytest.mark.parametrize("age", [121, 10**8])
def test_an_age_is_one_that_somebody_can_have(age, login):
	values = {"title": "名册", "grid": GRID, "rule": RULE, "voting_day": "2024-10-01", "age": age}
	answer = login("clerk").create("Voting Roll", **values)
	refused(answer, 422, "年龄应在 0 到 120 岁之间")


def test_a_poll_on_something_else_decides_nothing(login):
	clerk = login("clerk")
	poll = counted_poll(login, 1)
	ok(step(clerk, "Poll", poll, "Confirm Result"))
	other = ok(clerk.create("Deliberation Topic", title="换灯泡", grid=GRID, description="灯坏了"))["name"]
	topic = ok(clerk.create("Deliberation Topic", title="种树", grid=GRID, description="太秃"))["name"]
	roll = ok(clerk.read("Poll", poll))["roll"]
	about = {"subject_doctype": "Deliberation Topic", "subject": other}
	made = ok(clerk.create("Poll", title="换不换", roll=roll, **TIMES, **about))["name"]
	ok(step(clerk, "Poll", made, "Open Voting"))
	entry = clerk.names("Roll Entry", [["roll", "=", roll]])[0]
	ok(clerk.call("poll.issue_papers", poll=made, entries=[entry]))
	ok(step(clerk, "Poll", made, "Close Voting"))
	count_paper(login, made)
	ok(step(login("manager"), "Poll", made, "Count"))
	ok(step(clerk, "Poll", made, "Confirm Result"))
	values = {"title": "种树", "text": "种。", "basis": "Poll"}
	refused(clerk.create("Resolution", topic=topic, poll=made, **values), 422, "其他事项")
	assert ok(clerk.create("Resolution", topic=other, poll=made, **values))["votes_for"] == 1


def test_a_notice_by_hand_does_not_stand_for_the_one_of_the_resolution(login):
	clerk, name = login("clerk"), instant_resolution(login)
	about = {"source_doctype": "Resolution", "source_name": name, "days": 1, "body": "没什么"}
	notice = ok(clerk.create("Public Notice", title="公示", grid=GRID, **about))["name"]
	refused(step(clerk, "Resolution", name, "Put on Show"), 409, f"{notice} 尚未结束")
	assert ok(clerk.read("Resolution", name))["stage"] == "Drafted"


def test_whoever_does_a_task_reports_on_it_only(login):
	clerk, worker = login("clerk"), login("gridworker")
	task = {"task": "选灯", "grid": GRID, "due_on": "2099-01-01", "owner_user": email("gridworker")}
	item = ok(clerk.create("Action Item", **task))["name"]
	changed = {"task": "没事", "due_on": "2100-01-01", "owner_user": email("volunteer"), "progress": 40}
	ok(worker.update("Action Item", item, **changed))
	doc = ok(clerk.read("Action Item", item))
	assert {name: doc[name] for name in task} == task
	assert doc["progress"] == 40


def test_whoever_noted_an_opinion_does_not_call_its_speaker_back(login, fresh):
	clerk, said = login("clerk"), {"identity": "Named", "speaker_name": "假", "mobile": "13800138001"}
	name = ok(clerk.call("opinion.note", text=f"编造{unlike()}", grid=GRID, **said))["opinion"]
	site = fresh()
	site.db.set_value("Opinion", name, "is_called_back", 1)
	site.db.commit()
	refused(clerk.update("Opinion", name, call_back="Confirmed"), 403, "不能自己回访反映人")
	refused(clerk.update("Opinion", name, identity="Anonymous"), 422, "姓名暂时保留")
	assert ok(clerk.read("Opinion", name))["call_back"] in (None, "")
	assert ok(login("manager").update("Opinion", name, call_back="Confirmed"))["call_back"] == "Confirmed"


def test_a_theme_that_is_chosen_later_counts(login):
	admin, guest, clerk = login("admin"), login(None), login("clerk")
	theme = f"主题{unlike()}"
	ok(admin.create("Opinion Theme", theme_name=theme, threshold=2, window_days=30, enabled=1))
	for _number in range(2):
		text = f"晚上黑{unlike()}"
		ok(guest.call("public_opinion.send", text=text, grid=GRID))
		(name,) = clerk.names("Opinion", [["title", "=", text]])
		ok(clerk.update("Opinion", name, theme=theme))
	topics = clerk.names("Deliberation Topic", [["opinion_theme", "=", theme]])
	assert len(topics) == 1
	assert len(clerk.names("Opinion", [["topic", "=", topics[0]]])) == 2


def test_a_threshold_that_is_reached_by_many_at_once_makes_one_topic(login):
	theme, worker = f"主题{unlike()}", login("gridworker")
	given = {"theme_name": theme, "threshold": 3, "window_days": 30, "enabled": 1}
	ok(login("admin").create("Opinion Theme", **given))
	said = {"grid": GRID, "theme": theme}

	def say(number: int):
		return worker.call("opinion.note", text=f"黑{number}", **said)

	with ThreadPoolExecutor(6) as clients:
		answers = list(clients.map(say, range(12)))
	assert [answer.status for answer in answers] == [200] * 12, answers
	topics = login("clerk").names("Deliberation Topic", [["opinion_theme", "=", theme]])
	assert len(topics) == 1
	assert len(login("clerk").names("Opinion", [["topic", "=", topics[0]]])) == 12


def session_values(login) -> dict:
	clerk = login("clerk")
	topic = ok(clerk.create("Deliberation Topic", title="路灯", grid=GRID, description="太黑"))["name"]
	seats = {"chair": email("manager"), "clerk": email("clerk")}
	return {"topic": topic, "place": "广场", "agenda": "路灯", "begins_at": "2099-01-01 19:00", **seats}


def test_one_account_confirms_minutes_for_one_participant(login):
	clerk, values = login("clerk"), session_values(login)
	row = {"seat_class": "居民", "has_vote": 1, "user": email("clerk")}
	people = [{**row, "participant_name": name} for name in ("甲", "乙")]
	refused(clerk.create("Deliberation Session", **values, participants=people), 422, "出现两次")
	people[1].pop("user")
	forged = {"confirmed_at": "2024-01-01 08:00", "signature": "/files/a.png"}
	made = ok(
		clerk.create("Deliberation Session", **values, participants=[{**people[0], **forged}, people[1]])
	)
	assert (made["participants"][0]["confirmed_at"], made["participants"][0]["signature"]) == (None, None)
	first = made["participants"][1]["name"]
	asked = {"session": made["name"], "participant": first, "signature": "x"}
	refused(clerk.call("deliberation.confirm_minutes", **asked), 422, "佐证材料不是您上传的私有文件")


@pytest.fixture
def shown(login) -> str:
	clerk = login("clerk")
	notice = ok(clerk.create("Public Notice", title="公示", grid=GRID, body="种树", days=5))["name"]
	ok(step(clerk, "Public Notice", notice, "Put on Show"))
	return notice


@pytest.fixture
def unlimited(fresh) -> None:
	"""The test site outlives a run, and its network sends 20 objections an hour."""
	fresh().cache.delete_keys("community_gov:limit:public_notice")


def test_a_retry_is_no_second_objection(login, fresh, shown, unlimited):
	guest, clerk = login(None), login("clerk")
	token = bind(fresh, make_voter(fresh)[1])
	body = {"binding": token, "notice": shown, "text": "太密"}
	key = uuid4().hex
	first = ok(guest.call("public_notice.object", **body, idempotency_key=key))
	assert ok(guest.call("public_notice.object", **body, idempotency_key=key)) == first
	refused(guest.call("public_notice.object", **body), 409, "objected to notice")
	for number in range(2):
		ok(guest.call("public_notice.object", **{**body, "text": f"太密{number}"}))
	refused(guest.call("public_notice.object", **{**body, "text": "太密三"}), 409, "objected to notice")
	assert len(clerk.names("Notice Objection", [["notice", "=", shown]])) == 3


def test_an_objection_is_answered_though_its_source_is_gone(login, fresh):
	clerk, manager = login("clerk"), login("manager")
	name = f"议事厅{unlike()}"
	venue = ok(clerk.create("Deliberation Venue", venue_name=name, kind="Council Hall", grid=GRID))["name"]
	about = {"source_doctype": "Deliberation Venue", "source_name": venue}
	values = {"title": "公示", "grid": GRID, "body": "种树", "days": 5, **about}
	notice = ok(clerk.create("Public Notice", **values))["name"]
	ok(step(clerk, "Public Notice", notice, "Put on Show"))
	objection = ok(login("admin").call("notice.object", notice=notice, text="太密"))
	site = fresh()
	site.db.delete("Deliberation Venue", {"name": venue})
	site.db.commit()
	body = {"objection": objection["objection"], "upheld": False, "text": "已核实"}
	assert ok(manager.call("notice.reply", **body))["result"] == "Dismissed"


@pytest.mark.parametrize(
	("doctype", "values"),
	[
		("Poll", {"description": "长" * 30_000}),
		("Poll", {"options": [{"option_text": "甲", "detail": "x" * 100_000}, {"option_text": "乙"}]}),
		("Public Notice", {"body": "x" * 100_000}),
		("Deliberation Session", {"agenda": "x" * 100_000}),
		("Deliberation Session", {"minutes": "长" * 30_000}),
	],
)
def test_a_text_that_no_column_holds_is_refused(doctype, values, login):
	given = {
		"Poll": lambda: {"title": "灯", "roll": make_roll(login("clerk")), **TIMES},
		"Public Notice": lambda: {"title": "公示", "grid": GRID, "days": 5},
		"Deliberation Session": lambda: session_values(login),
	}[doctype]()
	refused(login("clerk").create(doctype, **{**given, **values}), 422, "过长")


def test_a_long_correction_or_reply_is_refused(login, shown):
	clerk, manager = login("clerk"), login("manager")
	refused(clerk.call("notice.correct", notice=shown, text="x" * 100_000), 422, "过长")
	objection = ok(login("admin").call("notice.object", notice=shown, text="太密"))["objection"]
	body = {"objection": objection, "upheld": False, "text": "x" * 100_000}
	refused(manager.call("notice.reply", **body), 422, "答复须为")
	assert ok(clerk.read("Notice Objection", objection))["result"] == "Open"


def test_what_one_may_not_read_is_named_nowhere(login, fresh):
	clerk, gridworker = login("clerk"), login("gridworker")
	secret = {"source_doctype": "Resident", "source_name": make_voter(fresh)[0]}
	assert clerk.read("Resident", secret["source_name"]).status == 403
	notice = {"title": "公示", "grid": GRID, "body": "种树", "days": 5}
	task = {"task": "选灯", "grid": GRID, "due_on": "2099-01-01", "owner_user": email("gridworker")}
	poll = {"title": "灯", "roll": make_roll(clerk), **TIMES, "subject_doctype": "Resident"}
	refused(clerk.create("Public Notice", **notice, **secret), 422, "没有")
	refused(clerk.create("Action Item", **task, **secret), 422, "没有")
	refused(clerk.create("Poll", **poll, subject=secret["source_name"]), 422, "没有")
	opinion = ok(clerk.call("opinion.note", text=f"太黑{unlike()}", grid=GRID))["opinion"]
	topic = {"title": "路灯", "grid": GRID, "description": "太黑"}
	sources = [{"source_doctype": "Opinion", "source_name": opinion}]
	refused(gridworker.create("Deliberation Topic", **topic, sources=sources), 422, "没有")
	ok(clerk.create("Deliberation Topic", **topic, sources=sources))
