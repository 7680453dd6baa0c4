"""Imports of residents over REST: who may, what is told, a worker that dies, two that load at once."""

import io
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from tests.conftest import BENCH, SITE
from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, ok
from tests.rest.test_no_leak import TEXT_COLUMNS
from tests.support.registry import adult

ROOT = Path(__file__).resolve().parents[2]
COMMUNITY = CHIBI_GRID[:12]
API = "/api/method/community_gov.api.v1.resident_import."
HEAD = "姓名,身份证号,手机号,小区,楼栋,单元,房号,与户主关系"
WORKER = """
import frappe, os, signal, sys
frappe.init(site=sys.argv[1], sites_path=".", force=True)
frappe.connect()
frappe.set_user("Administrator")
from community_gov.registry.resident_import import importing, loading, queue
importing.CHUNK = int(sys.argv[3])
write, dies_at = loading.write, int(sys.argv[4])
chunks = []
def writing(plan):
	problems = write(plan)
	chunks.append(plan)
	if len(chunks) == dies_at:
		os.kill(os.getpid(), signal.SIGKILL)
	return problems
loading.write = writing
queue.run(sys.argv[2])
"""


@pytest.fixture
def compound(fresh):
	"""A name of a compound that is gone after the test with everybody in it."""
	name = f"接口导入{uuid4().hex[:8]}"
	yield name
	frappe = fresh()
	for compound in frappe.get_all(
		"Residential Compound", {"compound_name": name}, pluck="name", order_by="name"
	):
		buildings = frappe.get_all("Building", {"compound": compound}, pluck="name", order_by="name") or [""]
		homes = frappe.get_all(
			"Household", {"building": ["in", buildings]}, pluck="name", order_by="name"
		) or [""]
		for doctype in ("Residence Record", "Resident"):
			frappe.db.delete(doctype, {"household": ["in", homes]})
		frappe.db.delete("Household", {"name": ["in", homes]})
		frappe.db.delete("Building", {"name": ["in", buildings]})
		frappe.db.delete("Residential Compound", {"name": compound})
	frappe.db.commit()


def lines(compound: str, size: int) -> list[str]:
	persons, at = {}, 1_000 + uuid4().int % 600_000
	while len(persons) < size:
		person = adult(at)
		persons[person["identity_number"]] = person
		at += 7
	return [
		f"{row['full_name']},{number},{row['mobile']},{compound},1栋,1,{room},户主"
		for room, (number, row) in enumerate(persons.items(), 101)
	]


def upload(user, rows: list[str], is_private: int = 1) -> str:
	files = {"file": (f"{uuid4().hex}.csv", "\n".join([HEAD, *rows]).encode())}
	return ok(user.request("POST", "/api/method/upload_file", data={"is_private": is_private}, files=files))[
		"file_url"
	]


def make_import(user, rows: list[str], **values) -> str:
	return ok(user.create("Resident Import", **{"sheet": upload(user, rows), "grid": COMMUNITY, **values}))[
		"name"
	]


def worker(name: str, chunk: int = 300, dies_at: int = 0) -> subprocess.Popen:
	return subprocess.Popen(
		[sys.executable, "-c", WORKER, SITE, name, str(chunk), str(dies_at)],
		cwd=Path(BENCH) / "sites",
		env={**os.environ, "PYTHONPATH": str(ROOT)},
	)


def worked(name: str, chunk: int = 300) -> None:
	assert worker(name, chunk).wait(timeout=120) == 0


def standing(user, name: str) -> tuple:
	told = ok(user.query("resident_import.status", name=name))
	return tuple(told[key] for key in ("status", "total", "done", "new", "known", "failed"))


def checked(user, rows: list[str]) -> str:
	name = make_import(user, rows)
	assert ok(user.call("resident_import.preview", name=name))["status"] == "Checking"
	worked(name)
	return name


def test_from_the_sheet_to_the_register(login, compound, fresh):
	manager, rows = login("manager"), lines(compound, 4)
	rows.append(rows[0].replace(",101,", ",105,"))
	wrong = rows[1].split(",")
	rows.append(",".join(["王演示", wrong[1][:-1] + ("1" if wrong[1][-1] != "1" else "2"), *wrong[2:]]))
	name = checked(manager, rows)
	assert standing(manager, name) == ("Checked", 6, 6, 4, 0, 2)
	begun = ok(manager.call("resident_import.start", name=name, idempotency_key="once" + name))
	assert ok(manager.call("resident_import.start", name=name, idempotency_key="once" + name)) == begun
	worked(name)
	assert standing(manager, name) == ("Loaded", 6, 6, 4, 0, 2)
	answer = manager.session.get(manager.url + API + "failed_rows", params={"name": name}, timeout=60)
	back = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
	assert [row[-1] for row in back[1:]] == [6, 7]
	assert list(back[1][:8]) == rows[4].split(",")
	numbers = [cell for row in rows for cell in row.split(",")[1:3]]
	assert spilled(fresh().db, numbers) == []
	assert ok(manager.call("resident_import.delete_files", name=name))["status"] == "Loaded"
	assert not ok(manager.read("Resident Import", name)).get("sheet")


def spilled(db, numbers: list[str]) -> list[str]:
	columns: dict[str, list[str]] = {}
	for table, column in db.sql(TEXT_COLUMNS):
		columns.setdefault(table, []).append(column)
	found = []
	for table, names in columns.items():
		text = "concat_ws(' ', " + ", ".join(f"`{name}`" for name in names) + ")"
		where = " or ".join([f"{text} like %s"] * len(numbers))
		if db.sql(f"select 1 from `{table}` where {where} limit 1", [f"%{number}%" for number in numbers]):
			found.append(table)
	return found


def test_a_killed_worker_leaves_nothing_half_and_the_next_goes_on(login, compound, fresh):
	manager = login("manager")
	name = checked(manager, lines(compound, 6))
	ok(manager.call("resident_import.start", name=name))
	assert worker(name, chunk=2, dies_at=2).wait(timeout=120) == -signal.SIGKILL
	assert standing(manager, name) == ("Loading", 6, 2, 2, 0, 0)
	title = ["like", f"{compound}%"]
	assert fresh().db.count("Household", {"household_title": title}) == 2
	ok(manager.call("resident_import.start", name=name))
	worked(name, chunk=2)
	assert standing(manager, name) == ("Loaded", 6, 6, 6, 0, 0)
	assert fresh().db.count("Household", {"household_title": title, "member_count": 1}) == 6


def test_two_workers_and_two_sheets_at_once_make_everybody_once(login, compound, fresh):
	manager, rows = login("manager"), lines(compound, 30)
	names = [checked(manager, rows), checked(manager, rows[::-1])]
	with ThreadPoolExecutor(2) as pool:
		answers = list(
			pool.map(lambda name: login("manager").call("resident_import.start", name=name), names * 2)
		)
	assert {answer.status for answer in answers} <= {200, 409}
	running = [worker(name, chunk=5) for name in names * 2]
	assert [process.wait(timeout=120) for process in running] == [0] * 4
	told = [standing(manager, name) for name in names]
	assert [row[:3] + row[5:] for row in told] == [("Loaded", 30, 30, 0)] * 2, [
		ok(manager.query("resident_import.status", name=name))["problems"][:3] for name in names
	]
	assert sum(row[3] for row in told) == sum(row[4] for row in told) == 30
	frappe = fresh()
	assert frappe.db.count("Building", {"building_title": ["like", f"{compound}%"]}) == 1
	assert frappe.db.count("Resident", {"address": ["like", f"{compound}%"]}) == 30


def test_a_street_and_its_community_at_once_make_each_room_once(login, compound, fresh):
	manager, admin, rows = login("manager"), login("admin"), lines(compound, 21)
	first = checked(manager, rows[:1])
	ok(manager.call("resident_import.start", name=first))
	worked(first)
	# The same rooms, other people: each sheet would make them where the other has not been waited for.
	others = lines(compound, 21)[1:]
	names = [checked(manager, rows[1:]), make_import(admin, others, grid=COMMUNITY[:9])]
	ok(admin.call("resident_import.preview", name=names[1]))
	worked(names[1])
	for name in names:
		ok(admin.call("resident_import.start", name=name))
	running = [worker(name, chunk=3) for name in names]
	assert [process.wait(timeout=120) for process in running] == [0, 0]
	told = [standing(admin, name) for name in names]
	assert [row[0] for row in told] == ["Loaded"] * 2
	# A room has one head: of two people for each room the second is refused.
	assert [sum(row[3] for row in told), sum(row[5] for row in told)] == [20, 20]
	rooms = fresh().get_all(
		"Household",
		{"household_title": ["like", f"{compound}%"]},
		pluck="room_number",
		order_by="room_number",
	)
	assert rooms == [str(room) for room in range(101, 122)]


@pytest.mark.parametrize(
	"key", ["gridworker", "operator", "chief", "supervisor", "handler", "coordinator", None]
)
def test_others_neither_make_nor_see_imports(key, login, compound):
	name = make_import(login("manager"), lines(compound, 1))
	user = login(key)
	body = {"grid": COMMUNITY, "sheet": "/private/files/x.csv"}
	assert user.create("Resident Import", **body).status in (401, 403)
	for step in ("preview", "start", "delete_files"):
		assert user.call(f"resident_import.{step}", name=name).status in (401, 403)
	for look in ("status", "failed_rows"):
		assert user.query(f"resident_import.{look}", name=name).status in (401, 403)
	assert user.names("Resident Import") == []


def test_a_manager_imports_into_the_own_area_only(login, compound):
	manager, rows = login("manager"), lines(compound, 1)
	sheet = upload(manager, rows)
	for grid in (ZHELU_GRID, COMMUNITY[:9]):
		assert manager.create("Resident Import", sheet=sheet, grid=grid).status == 403
	name = make_import(manager, rows)
	assert manager.update("Resident Import", name, grid=ZHELU_GRID).status == 403
	assert name in login("admin").names("Resident Import", [["name", "=", name]])


def test_sheets_of_others_and_public_ones_are_refused(login, compound):
	manager, rows = login("manager"), lines(compound, 1)
	answer = manager.create("Resident Import", sheet=upload(manager, rows, is_private=0), grid=COMMUNITY)
	assert answer.status == 422 and "请重新上传表格" in answer.messages, answer
	for sheet in (upload(login("admin"), rows), "/private/files/none.csv"):
		answer = manager.create("Resident Import", sheet=sheet, grid=COMMUNITY)
		assert answer.status == 403 and "不是您的文件。请上传文件本身。" in answer.messages, answer


def test_nothing_of_the_server_can_be_forged(login, compound):
	manager = login("manager")
	forged = {"status": "Checked", "next_home": 9, "new_count": 9, "sheet_digest": "0", "problems": "[]"}
	name = make_import(manager, lines(compound, 1), **forged)
	stored = ok(manager.update("Resident Import", name, **forged))
	assert (stored["status"], stored["next_home"], stored["new_count"]) == ("Not Checked", 0, 0)
	answer = manager.call("resident_import.start", name=name)
	assert answer.status == 409 and "请先检查表格" in answer.messages


def test_what_is_no_sheet_is_told_when_it_is_checked(login):
	manager = login("manager")
	files = {"file": (f"{uuid4().hex}.csv", b"a,b\n1,2\n")}
	sheet = ok(manager.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))
	name = ok(manager.create("Resident Import", sheet=sheet["file_url"], grid=COMMUNITY))["name"]
	ok(manager.call("resident_import.preview", name=name))
	worked(name)
	told = ok(manager.query("resident_import.status", name=name))
	assert told["status"] == "Not Checked" and "没有找到“姓名”列标题" in told["message"]


def test_the_template_is_for_those_who_import(login):
	assert login("gridworker").query("resident_import.template").status == 403
	manager = login("manager")
	answer = manager.session.get(manager.url + API + "template", timeout=60)
	sheet = load_workbook(io.BytesIO(answer.content)).active
	assert sheet["A1"].value == "姓名" and sheet["A2"].value == "王演示"
