"""What people decide together, made over REST: one record of each kind."""

from community_gov.demo.people import email
from tests.support.registry import GRID

RULE = "议事协商会"
TIMES = {"opens_at": "2024-09-27 08:00", "closes_at": "2099-09-28 20:00"}


def ok(answer):
	assert answer.status == 200, answer
	return answer.data


def step(user, doctype: str, name: str, action: str, **given):
	"""Takes a step as somebody; returns the answer."""
	return user.call("step.take", doctype=doctype, name=name, action=action, **given)


def make_roll(user, rule: str = RULE, **values) -> str:
	"""A roll of a rule whose entries are made by hand."""
	given = {"title": "测试名册", "grid": GRID, "rule": rule, "voting_day": "2024-10-01", **values}
	return ok(user.create("Voting Roll", **given))["name"]


def add_entry(user, roll: str, key: str, **values) -> str:
	return ok(user.create("Roll Entry", roll=roll, unit_key=key, label=f"第{key}户", **values))["name"]


def open_poll(login, roll: str, **values) -> str:
	"""Freezes a roll and puts an open question to it."""
	clerk = login("clerk")
	ok(clerk.call("poll.freeze_roll", roll=roll))
	poll = ok(clerk.create("Poll", title="装不装路灯", roll=roll, **TIMES, **values))["name"]
	ok(step(clerk, "Poll", poll, "Open Voting"))
	return poll


def count_paper(login, poll: str) -> str:
	"""The manager counts one paper with the administrator, who confirms it; returns the count."""
	given = {"papers": 1, "votes": {"1": 1}, "second_counter": email("admin")}
	made = ok(login("manager").call("poll.count_papers", poll=poll, **given))["count"]
	ok(login("admin").call("poll.confirm_count", count=made))
	return made


def counted_poll(login, is_secret_ballot: int) -> str:
	"""A poll of one entry that voted on paper, counted by the manager."""
	clerk, manager = login("clerk"), login("manager")
	roll = make_roll(clerk)
	voter = add_entry(clerk, roll, "1")
	poll = open_poll(login, roll, is_secret_ballot=is_secret_ballot)
	if is_secret_ballot:
		ok(clerk.call("poll.issue_papers", poll=poll, entries=[voter]))
	else:
		ok(clerk.call("poll.record", poll=poll, entry=voter, choices=[1]))
	ok(step(clerk, "Poll", poll, "Close Voting"))
	if is_secret_ballot:
		count_paper(login, poll)
	ok(step(manager, "Poll", poll, "Count"))
	return poll


def objected_notice(login) -> str:
	"""A notice on show to which the manager objects; returns the objection."""
	clerk = login("clerk")
	notice = ok(clerk.create("Public Notice", title="公示", grid=GRID, body="种树", days=5))["name"]
	ok(step(clerk, "Public Notice", notice, "Put on Show"))
	return ok(login("manager").call("notice.object", notice=notice, text="太密"))["objection"]


def instant_resolution(login) -> str:
	clerk = login("clerk")
	topic = ok(clerk.create("Deliberation Topic", title="换灯泡", grid=GRID, description="灯坏了"))["name"]
	ok(step(clerk, "Deliberation Topic", topic, "Sort", fields={"track": "Instant"}))
	return ok(clerk.create("Resolution", topic=topic, title="换灯泡", text="换。", basis="Consensus"))["name"]


def bound(mobile: str) -> str:
	"""A binding of a number, committed, as the one-time code gives it."""
	import frappe

	from community_gov.portal import phone_bindings

	token = phone_bindings.bind(mobile)["binding"]
	frappe.db.commit()
	return token


def deeds_and_lectures(login) -> dict[tuple[str, str], str]:
	"""A list with a deed that somebody supports, and a lecture with a question."""
	clerk = login("clerk")
	given = {"title": "民生实事", "grid": GRID, "list_year": 2024, "budget": 1000, "seats": 1}
	made = ok(clerk.create("Deed List", **given, collected_until="2099-01-01"))["name"]
	wanted = {"title": "健身角", "deed_list": made, "reason": "居民反映多年", "grid": GRID}
	deed = ok(login("gridworker").create("Livelihood Deed", **wanted))["name"]
	times = {"begins_at": "2099-01-01 19:00", "ends_at": "2099-01-01 20:00", "place": "广场"}
	policy = {"speaker": "街道", "policy_title": "养老服务条例", "issued_by": "市人大"}
	lecture = ok(clerk.create("Policy Lecture", title="养老补贴", grid=GRID, **times, **policy))["name"]
	ok(step(clerk, "Policy Lecture", lecture, "Open Sign-up"))
	ok(login(None).call("public_lecture.sign_up", binding=bound("15400990001"), lecture=lecture))
	asked = ok(clerk.call("lecture.note_question", lecture=lecture, text="外地户口能领吗?"))["question"]
	return {
		("Deed List", "near"): made,
		("Livelihood Deed", "near"): deed,
		("Policy Lecture", "near"): lecture,
		("Lecture Question", "near"): asked,
		("Participation Slot", "near"): clerk.names("Participation Slot", [["subject", "=", lecture]])[0],
	}


def notice_of(login) -> dict[tuple[str, str], str]:
	"""A notice, and a door of an emergency to one building."""
	from tests.conftest import connect

	notice = {"title": "通知", "grid": GRID, "kind": "Information"}
	words = {"plain_summary": "请到高处。", "body": "河水上涨。", "valid_until": "2099-01-01", "by_door": 1}
	admin = login("admin")
	homes = [["grid", "=", GRID], ["status", "=", "Present"], ["household", "is", "set"]]
	household = ok(admin.rows("Resident", homes, fields='["household"]'))[0]["household"]
	audience = [{"building": ok(admin.read("Household", household))["building"]}]
	values = {**notice, **words, "kind": "Emergency", "audience": audience}
	alarm = ok(admin.create("Community Notice", **values))["name"]
	ok(step(admin, "Community Notice", alarm, "Send at Once"))
	connect()
	from community_gov.participation.announcements import sending

	sending.work_through(alarm)
	doors = login("gridworker").names("Notice Delivery", [["notice", "=", alarm], ["channel", "=", "Door"]])
	ok(step(admin, "Community Notice", alarm, "Withdraw", note="End of the test"))
	return {
		("Community Notice", "near"): ok(login("clerk").create("Community Notice", **notice))["name"],
		("Notice Delivery", "near"): doors[0],
	}


def participation_of(login) -> dict[tuple[str, str], str]:
	"""(DocType, place) -> name, for the permission matrix."""
	clerk = login("clerk")
	roll = make_roll(clerk)
	entry = add_entry(clerk, roll, "1")
	poll = ok(clerk.create("Poll", title="装不装路灯", roll=roll, **TIMES))["name"]
	secret, shown = counted_poll(login, 1), counted_poll(login, 0)
	notice = ok(clerk.create("Public Notice", title="公示", grid=GRID, body="装路灯", days=5))["name"]
	topic = {"title": "路灯", "grid": GRID, "description": "晚上太黑"}
	task = {"task": "选灯", "grid": GRID, "due_on": "2099-01-01", "owner_user": email("gridworker")}
	made = ok(login("gridworker").create("Deliberation Topic", **topic))["name"]
	session = {"topic": made, "place": "广场", "agenda": "路灯", "begins_at": "2099-01-01 19:00"}
	seats = {"chair": email("manager"), "clerk": email("clerk")}
	venue = {"venue_name": "议事厅", "kind": "Council Hall", "grid": GRID}
	return {
		**deeds_and_lectures(login),
		("Decision Rule", "near"): RULE,
		("Participant Pattern", "near"): "1+5+N",
		("Voting Roll", "near"): roll,
		("Roll Entry", "near"): entry,
		("Poll", "near"): poll,
		("Ballot Issue", "near"): clerk.names("Ballot Issue", [["poll", "=", secret]])[0],
		("Ballot", "near"): login("overseer").names("Ballot", [["poll", "=", shown]])[0],
		("Paper Count", "near"): clerk.names("Paper Count", [["poll", "=", secret]])[0],
		("Participation Event", "near"): clerk.names("Participation Event", [["subject", "=", secret]])[0],
		("Public Notice", "near"): notice,
		("Notice Objection", "near"): objected_notice(login),
		("Action Item", "near"): ok(clerk.create("Action Item", **task))["name"],
		("Deliberation Venue", "near"): ok(clerk.create("Deliberation Venue", **venue))["name"],
		("Deliberation Topic", "near"): made,
		("Deliberation Session", "near"): ok(clerk.create("Deliberation Session", **session, **seats))[
			"name"
		],
		("Opinion Theme", "near"): "停车管理",
		("Opinion", "near"): ok(login("gridworker").call("opinion.note", text="停车太难", grid=GRID))[
			"opinion"
		],
		("Resolution", "near"): instant_resolution(login),
		**notice_of(login),
	}
