"""Notices to residents over HTTP: parallel approvals and sendings, a killed worker, guests who ask what is not theirs."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from pypdf import PdfReader

from community_gov.core.code_text import grouped
from community_gov.demo.people import email
from tests.conftest import BENCH, SITE
from tests.rest.test_public_polls import bind
from tests.support.community_notices import make_homes, values_for
from tests.support.participation import ok, step
from tests.support.photos import picture
from tests.support.registry import GRID, make_resident

ROOT = Path(__file__).resolve().parents[2]
VALID = "2099-01-01"
# Sends through a gateway of its own, which writes each number into a file; the second message kills the worker.
WORKER = """
import os, sys
import frappe
frappe.init(site=sys.argv[1], sites_path=".", force=True)
frappe.connect()
from community_gov.participation.announcements import sending
log, dies = open(sys.argv[3], "a"), sys.argv[4] == "die"
def send(number, text):
	log.write(number + "\\n")
	log.flush()
	if dies and sum(1 for _line in open(sys.argv[3])) == 2:
		os._exit(9)
sending.text_messages.can_send = lambda: True
sending.text_messages.send = send
sending.work_through(sys.argv[2])
frappe.db.commit()
"""


@pytest.fixture
def homes(fresh):
	"""A building with four households, committed; residents with numbers of their own."""
	site = fresh()
	building, rows = make_homes(site, 4)
	site.db.commit()
	return building, rows


def number_of(site, resident) -> str:
	from community_gov.registry.identity.protected_numbers import plain

	return plain(site.get_doc("Resident", resident.name), "mobile")


def make_notice(login, building, key: str = "clerk", submits: bool = True, **values) -> str:
	given = {**values_for(building, valid_until=VALID), **values}
	name = ok(login(key).create("Community Notice", **given))["name"]
	if submits:
		ok(step(login(key), "Community Notice", name, "Submit for Approval"))
	return name


@pytest.fixture
def send(login, fresh):
	"""send(building, **values) -> an emergency, whatever the hour: sent at once, its deliveries written; withdrawn at the end."""
	from community_gov.participation.announcements import sending

	names = []

	def send_one(building, **values) -> str:
		name = make_notice(login, building, "admin", submits=False, kind="Emergency", by_sms=0, **values)
		names.append(name)
		ok(step(login("admin"), "Community Notice", name, "Send at Once"))
		fresh()
		sending.work_through(name)
		return name

	yield send_one
	for name in names:
		ended = step(login("admin"), "Community Notice", name, "Withdraw", note="End of the test")
		# A test may have withdrawn it itself.
		assert ended.status in (200, 422), ended


def run_worker(notice: str, log: Path, end: str) -> subprocess.Popen:
	command = [sys.executable, "-c", WORKER, SITE, notice, str(log), end]
	return subprocess.Popen(command, cwd=Path(BENCH) / "sites", env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_a_worker_killed_in_the_middle_loses_nothing_and_tells_nobody_twice(login, fresh, homes, tmp_path):
	building, _rows = homes
	log = tmp_path / "sent"
	name = make_notice(login, building, "admin", submits=False, kind="Emergency", by_sms=0)
	site = fresh()
	site.db.set_value("Community Notice", name, "by_sms", 1)
	site.db.commit()
	ok(step(login("admin"), "Community Notice", name, "Send at Once"))
	assert run_worker(name, log, "die").wait(60) == 9
	site = fresh()
	filters = {"notice": name, "channel": "SMS"}
	states = sorted(site.get_all("Notice Delivery", filters, pluck="status"))
	assert states == ["Reached", "Sending", "Waiting", "Waiting"]
	# Two workers at once go on where it stopped.
	workers = [run_worker(name, log, "live") for _number in range(2)]
	assert [worker.wait(60) for worker in workers] == [0, 0]
	numbers = log.read_text().split()
	assert (len(numbers), len(set(numbers))) == (4, 4)
	site = fresh()
	assert sorted(site.get_all("Notice Delivery", filters, pluck="status")) == ["Reached"] * 3 + ["Sending"]
	# The claim that was left is given up, not sent again: that household is chased.
	site.db.set_value("Notice Delivery", {**filters, "status": "Sending"}, "last_tried_at", "2020-01-01")
	site.db.set_value("Community Notice", name, "sending", "Sending")
	site.db.commit()
	assert run_worker(name, log, "live").wait(60) == 0
	site = fresh()
	rows = site.get_all("Notice Delivery", {**filters, "status": "Not Reached"}, pluck="reason")
	assert (rows, len(log.read_text().split())) == (["Interrupted"], 4)
	assert site.db.count("Notice Delivery", {"notice": name}) == 12


def test_of_two_approvals_at_once_the_last_place_of_a_month_goes_to_one(login, fresh, homes):
	building, _rows = homes
	names = [make_notice(login, building) for _number in range(4)]
	site = fresh()
	from community_gov.participation.announcements.approvals import COMMUNITY

	month = site.utils.getdate().strftime("%Y-%m")
	taken = site.db.count("Community Notice", {"quota_area": GRID[:COMMUNITY], "quota_month": month})
	before = site.db.get_single_value("Community Gov Settings", "notice_monthly_quota")
	set_quota(site, taken + 1)
	try:
		with ThreadPoolExecutor(4) as clients:
			answers = list(
				clients.map(lambda name: step(login("manager"), "Community Notice", name, "Approve"), names)
			)
	finally:
		set_quota(fresh(), before)
	for name in names:
		ok(step(login("manager"), "Community Notice", name, "Withdraw", note="End of the test"))
	assert sorted(answer.status for answer in answers) == [200, 422, 422, 422]
	assert all("名额在这里已经用完" in answer.messages for answer in answers if answer.status == 422)


def set_quota(site, number: int) -> None:
	site.db.set_single_value("Community Gov Settings", "notice_monthly_quota", number)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	site.db.commit()


def test_nobody_approves_the_own_notice_over_rest(login, homes):
	building, _rows = homes
	manager = login("manager")
	name = make_notice(login, building, "manager")
	refused = step(manager, "Community Notice", name, "Approve")
	assert refused.status == 403
	assert "您不能批准" in refused.messages
	forged = {
		"approved_by": email("admin"),
		"workflow_state": "Approved",
		"writers": "",
		"owner": email("clerk"),
	}
	manager.request("PUT", f"/api/resource/Community Notice/{name}", json=forged)
	stored = ok(manager.read("Community Notice", name))
	assert (stored["stage"], stored.get("approved_by")) == ("Submitted", None)
	made = ok(manager.create("Community Notice", **values_for(building, valid_until=VALID), **forged))
	assert (made["stage"], made["owner"]) == ("Drafted", email("manager"))
	assert "writers" not in made


@pytest.fixture
def tagged(send, fresh, homes):
	"""An emergency to people with a care tag in a building: (notice, binding of one of them, of a neighbour)."""
	building, rows = homes
	site = fresh()
	tag = site.get_all("Care Tag", {"enabled": 1, "minimum_age": 0}, pluck="name", order_by="name asc")[0]
	chosen, neighbour = rows[0][1], rows[1][1]
	site.get_doc({"doctype": "Resident Care Tag", "resident": chosen.name, "care_tag": tag}).insert()
	site.db.commit()
	neutral = {"audience_purpose": "停电时先上门", "neutral_reason": "社区请部分住户先做准备。"}
	name = send(
		building,
		title=f"停电准备{uuid4().hex[:6]}",
		audience=[{"building": building.name, "care_tag": tag}],
		reply_wanted=1,
		**neutral,
	)
	site = fresh()
	return name, bind(fresh, number_of(site, chosen)), bind(fresh, number_of(fresh(), neighbour))


def test_nobody_learns_who_got_a_notice_by_care_tag(login, fresh, tagged):
	name, own, foreign = tagged
	guest = login(None)
	mine = {row["notice"]: row for row in ok(guest.call("public_community_notice.mine", binding=own))}
	assert mine[name]["reason"] == "社区请部分住户先做准备。"
	assert "care" not in str(mine).lower()
	assert name not in {
		row["notice"] for row in ok(guest.call("public_community_notice.mine", binding=foreign))
	}
	assert name not in str(ok(guest.query("public_community_notice.shown")))
	# Whoever asks by its name is told what is told of one that is not there.
	told = set()
	for asked in (name, "CN-1999-00001", "x" * 500, "<b>"):
		answers = [guest.query("public_community_notice.one", notice=asked)]
		for method in ("open", "confirm", "reply"):
			more = {"text": "好"} if method == "reply" else {}
			answers.append(
				guest.call(f"public_community_notice.{method}", binding=foreign, notice=asked, **more)
			)
		assert [answer.status for answer in answers] == [404] * 4, answers
		told |= {answer.messages for answer in answers}
	assert len(told) == 1
	code = ok(login("admin").read("Community Notice", name))["check_code"]
	checked = ok(guest.query("public_community_notice.verify", code=code))
	assert (checked["state"], checked["title"], checked["notice"]) == ("In Force", None, None)
	for key in ("clerk", "overseer", "gridworker"):
		assert login(key).read("Community Notice", name).status == 403
		assert login(key).names("Community Notice", [["name", "=", name]]) == []
	assert login("manager").names("Community Notice", [["name", "=", name]]) == [name]


def test_a_clerk_chooses_nobody_by_care_tag(login, fresh, homes):
	building, _rows = homes
	tag = fresh().get_all("Care Tag", pluck="name", order_by="name asc")[0]
	audience = [{"building": building.name, "care_tag": tag}]
	purpose = {"audience": audience, "audience_purpose": "名单", "neutral_reason": "请准备。"}
	refused = login("clerk").create("Community Notice", **values_for(building, **purpose))
	assert (refused.status, "无权按关怀标签选人" in refused.messages) == (403, True)
	without = login("manager").create("Community Notice", **values_for(building, audience=audience))
	assert (without.status, "须说明目的" in without.messages) == (422, True)
	# What a clerk wrote and a manager restricted is not the clerk's to read any more.
	draft = make_notice(login, building, submits=False)
	ok(login("manager").update("Community Notice", draft, **purpose))
	assert login("clerk").read("Community Notice", draft).status == 403
	named = login("manager").create(
		"Community Notice", **values_for(building, **{**purpose, "neutral_reason": tag})
	)
	assert (named.status, "写出了关怀标签" in named.messages) == (422, True)


def test_a_household_confirms_and_replies_by_its_number(login, send, fresh, homes):
	building, rows = homes
	name = send(building, reply_wanted=1)
	own = bind(fresh, number_of(fresh(), rows[0][1]))
	guest = login(None)
	assert ok(guest.call("public_community_notice.open", binding=own, notice=name))["body"]
	for _time in range(2):
		ok(guest.call("public_community_notice.confirm", binding=own, notice=name))
	figures = ok(login("manager").query("community_notice.figures", notice=name))
	assert (figures["confirmed_households"], figures["reached_portal"], figures["unreached"]) == (1, 1, 3)
	said = ok(
		guest.call("public_community_notice.reply", binding=own, notice=name, text="我家有老人，需要人来接。")
	)
	assert said["kind"] == "Opinion"
	assert ok(guest.call("public_opinion.track", code=said["code"]))["stage"] == "Noted"
	kind = ok(guest.query("public_community_notice.help_kinds"))[0]["name"]
	asked = guest.call(
		"public_community_notice.reply", binding=own, notice=name, text="请来接", help_kind=kind
	)
	assert ok(asked)["kind"] == "Help Request"
	for text, status in (("", 422), ("  ", 422), ("长" * 100_000, 422)):
		sent = guest.call("public_community_notice.reply", binding=own, notice=name, text=text)
		assert sent.status == status, sent
	site = fresh()
	assert site.get_all("Opinion", {"reply_to": name}, pluck="said_by") == [rows[0][1].name]
	rows_left = ok(login("gridworker").query("community_notice.unreached", notice=name))
	assert len(rows_left) == 3
	assert login("clerk").query("community_notice.unreached", notice=name).status == 403


def test_a_door_is_noted_once_by_who_goes_there(login, send, homes):
	building, _rows = homes
	name = send(building)
	worker = login("gridworker")
	doors = [row for row in ok(worker.query("community_notice.door_round"))["doors"] if row["notice"] == name]
	assert len(doors) == 4
	body = {"delivery": doors[0]["delivery"], "result": "Told", "confirms": True}
	with ThreadPoolExecutor(4) as clients:
		answers = list(clients.map(lambda _n: worker.call("community_notice.record", **body), range(4)))
	assert sorted(answer.status for answer in answers) == [200, 409, 409, 409]
	assert login("gridworker.zhelu").call("community_notice.record", **body).status == 403
	assert login("clerk").call("community_notice.record", **body).status == 403
	late = worker.call(
		"community_notice.record", delivery=doors[1]["delivery"], result="Told", at="1999-01-01"
	)
	assert late.status == 422
	bad = worker.call(
		"community_notice.record", delivery=doors[1]["delivery"], result="Told", note="长" * 501
	)
	assert (bad.status, "最多 500 个字" in bad.messages) == (422, True)
	assert worker.create("Notice Delivery", notice=name, channel="Door").status == 403
	ok(login("manager").call("community_notice.confirm", delivery=doors[2]["delivery"], how="Office"))
	assert ok(worker.query("community_notice.figures", notice=name))["confirmed_households"] == 2


def test_who_lives_there_now_reads_what_the_household_was_told(login, send, fresh, homes):
	building, rows = homes
	name = send(building)
	site = fresh()
	site.db.set_value("Resident", rows[0][1].name, {"status": "Moved Out", "household": None})
	site.db.commit()
	own = bind(fresh, number_of(fresh(), rows[0][1]))
	assert ok(login(None).call("public_community_notice.mine", binding=own)) == []
	site = fresh()
	newcomer = make_resident(site, rows[0][0], relation_to_head="Spouse")
	site.db.commit()
	# The household was told, whoever lives there: it is the address that is evacuated.
	mine = ok(
		login(None).call("public_community_notice.mine", binding=bind(fresh, number_of(fresh(), newcomer)))
	)
	assert [row["notice"] for row in mine] == [name]


def test_an_approval_waits_on_the_phone_of_who_did_not_write(login, homes):
	building, _rows = homes
	name = make_notice(login, building)
	waiting = {row["name"]: row for row in ok(login("manager").query("work.home"))["queue"]}
	assert (waiting[name]["task"], waiting[name]["title"]) == ("Approval", "停水通知")
	assert name not in {row["name"] for row in ok(login("clerk").query("work.home"))["queue"]}
	item = ok(login("manager").query("work.item", doctype="Community Notice", name=name))
	steps = {step["stage"]: step["refusal"] for step in item["steps"]}
	assert steps["Approved"] is None
	assert "请提前接水" in str(item["facts"])
	ok(step(login("manager"), "Community Notice", name, "Withdraw", note="End of the test"))


def test_an_emergency_that_was_sent_waits_on_the_phone_for_its_approval(login, send, homes):
	building, _rows = homes
	name = send(building)
	admin, manager = login("admin"), login("manager")
	waiting = {row["name"]: row for row in ok(manager.query("work.home"))["queue"]}
	assert (waiting[name]["task"], waiting[name]["urgent"]) == ("Approval", True) and waiting[name]["due_at"]
	assert name not in {row["name"] for row in ok(admin.query("work.home"))["queue"]}, "who wrote it"
	item = ok(manager.query("work.item", doctype="Community Notice", name=name))
	assert item["further"] == ["Approve"]
	assert ok(admin.query("work.item", doctype="Community Notice", name=name))["further"] == []
	ok(manager.call("community_notice.approve", notice=name))
	assert name not in {row["name"] for row in ok(manager.query("work.home"))["queue"]}
	assert ok(manager.query("work.item", doctype="Community Notice", name=name))["further"] == []


def test_a_large_audience_waits_on_the_phone_of_a_second_approver(login, homes, fresh):
	building, _rows = homes
	name = make_notice(login, building, kind="Information")
	ok(step(login("manager"), "Community Notice", name, "Approve"))
	site = fresh()
	site.db.set_value("Community Notice", name, "audience_households", 501)
	site.db.commit()
	assert name not in {row["name"] for row in ok(login("manager").query("work.home"))["queue"]}
	assert name in {row["name"] for row in ok(login("admin").query("work.home"))["queue"]}
	ok(login("admin").call("community_notice.approve", notice=name))
	assert name not in {row["name"] for row in ok(login("admin").query("work.home"))["queue"]}
	ok(step(login("manager"), "Community Notice", name, "Withdraw", note="End of the test"))


def upload(user, name: str, content: bytes) -> str:
	"""A private file of somebody; returns its address."""
	files = {"file": (name, content)}
	answer = user.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files)
	assert answer.status == 200, answer
	return answer.data["file_url"]


def raw(user, path: str) -> bytes:
	answer = user.session.get(user.url + path)
	assert answer.status_code == 200, answer.text
	return answer.content


def test_a_photo_goes_out_without_its_position_and_a_recording_plays(login, send, homes):
	building, _rows = homes
	admin, guest = login("admin"), login(None)
	photo = upload(
		admin, f"{uuid4().hex}.jpg", picture(size=(85, 61), position=(29.7, 113.9), colour=uuid4().int)
	)
	sound = upload(admin, "notice.mp3", b"ID3" + b"\x00" * 400)
	bad = upload(admin, "notice.txt", b"no sound at all")
	refused = admin.create("Community Notice", **values_for(building, valid_until=VALID, audio=bad))
	assert (refused.status, "MP3、M4A 或 Ogg" in refused.messages) == (422, True)
	name = send(building, photo=photo, audio=sound)
	body = raw(guest, f"/api/method/community_gov.api.v1.public_community_notice.photo?notice={name}")
	assert body[:2] == b"\xff\xd8"
	assert b"Exif" not in body
	played = raw(guest, f"/api/method/community_gov.api.v1.public_community_notice.audio?notice={name}")
	assert played.startswith(b"ID3")
	other = send(building)
	assert guest.query("public_community_notice.photo", notice=other).status == 404


def test_a_board_with_a_photo_reaches_its_building(login, send, homes):
	building, _rows = homes
	name = send(building, by_board=1)
	worker = login("gridworker")
	photo = upload(worker, f"{uuid4().hex}.jpg", picture(size=(83, 61), colour=uuid4().int))
	body = {"notice": name, "place": "北门公告栏", "building": building.name}
	assert ok(worker.call("community_notice.post_board", photo=photo, **body))["households"] == 4
	figures = ok(worker.query("community_notice.figures", notice=name))
	assert (figures["reached_board"], figures["reached_households"]) == (4, 0), (
		"a sheet confirms no emergency"
	)
	foreign = worker.call("community_notice.post_board", photo="/private/files/none.jpg", **body)
	assert foreign.status == 422
	assert login("overseer").call("community_notice.post_board", photo=photo, **body).status == 403
	stored = ok(login("manager").read("Community Notice", name))["boards"]
	assert [(row["place"], row["posted_by"]) for row in stored] == [("北门公告栏", email("gridworker"))]


def test_a_phone_sends_a_board_with_its_photo(login, send, homes):
	building, _rows = homes
	name = send(building, by_board=1)
	worker, endpoint = login("gridworker"), "community_notice.post_board"
	listed = ok(worker.query("community_notice.board_list"))
	mine = next(row for row in listed["notices"] if row["notice"] == name)
	assert mine["boards"] == [] and building.name in {row["name"] for row in listed["buildings"]}
	body = {"notice": name, "place": "南门公告栏", "idempotency_key": uuid4().hex}
	content = picture(size=(81, 61), position=(29.7, 113.9), colour=uuid4().int)
	path = "/api/method/community_gov.api.v1.community_notice.post_board"
	for _retry in range(2):
		answer = worker.request("POST", path, data=body, files={"photos": ("board.jpg", content)})
		assert (answer.status, answer.data["boards"]) == (200, 1), answer
	stored = ok(login("manager").read("Community Notice", name))["boards"]
	assert b"Exif" not in raw(login("manager"), stored[0]["photo"])
	listed = ok(worker.query("community_notice.board_list"))["notices"]
	assert next(row for row in listed if row["notice"] == name)["boards"][0]["place"] == "南门公告栏"
	none = worker.call(endpoint, notice=name, place="东门")
	assert (none.status, "张贴须附一张照片" in none.messages) == (422, True)
	fake = {"photos": ("board.jpg", b"no picture")}
	assert worker.request("POST", path, data={"notice": name, "place": "东门"}, files=fake).status == 415
	assert login("gridworker.zhelu").query("community_notice.board_list").data["notices"] == []
	assert login("clerk").query("community_notice.board_list").status == 403
	assert login(None).query("community_notice.board_list").status == 403


def test_the_sheet_prints_its_code(login, send, homes):
	building, _rows = homes
	name = send(building)
	path = "/api/method/frappe.utils.print_format.download_pdf"
	asked = f"{path}?doctype=Community Notice&name={name}&format=Notice Sheet&no_letterhead=1"
	content = raw(login("clerk"), asked)
	text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
	code = ok(login("clerk").read("Community Notice", name))["check_code"]
	assert grouped(code) in text
	assert "停水" in text
