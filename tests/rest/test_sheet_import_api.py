"""Larger sheets over REST: an identifier, a state to ask for, a worker that dies, two that load at once."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from tests.conftest import BENCH, SITE
from tests.rest.conftest import CHIBI_GRID, ok

ROOT = Path(__file__).resolve().parents[2]
API = "/api/method/community_gov.api.v1.sheet_import."
# A column that is not read makes a few rows a large sheet.
FILLER = "x" * 70_000
WORKER = """
import frappe, os, signal, sys
frappe.init(site=sys.argv[1], sites_path=".", force=True)
frappe.connect()
frappe.set_user("Administrator")
from community_gov.core.sheet_imports import queue
queue.CHUNK, dies_at = 2, int(sys.argv[3])
load, calls = queue.load_rows, []
def loading(kind, rows):
	outcome = load(kind, rows)
	calls.append(rows)
	if len(calls) == dies_at:
		os.kill(os.getpid(), signal.SIGKILL)
	return outcome
queue.load_rows = loading
queue.run(sys.argv[2])
"""


def orders(size: int, *wrong: str) -> tuple[list[str], str]:
	"""Numbers of new orders, and a sheet of them that is too large to be loaded at once."""
	numbers = [uuid4().hex for _number in range(size)]
	rows = [f"{number},路灯不亮,{CHIBI_GRID},{FILLER}" for number in numbers]
	return numbers, "\n".join(["工单编号,诉求内容,网格代码,附注", *rows, *wrong])


def upload(user, text: str) -> str:
	files = {"file": (f"{uuid4().hex}.csv", text.encode())}
	return ok(user.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))[
		"file_url"
	]


def begun(user, text: str, method: str = "hotline.import_file", **more) -> dict:
	return ok(user.call(method, file_url=upload(user, text), **more))


def worker(name: str, dies_at: int = 0) -> subprocess.Popen:
	return subprocess.Popen(
		[sys.executable, "-c", WORKER, SITE, name, str(dies_at)],
		cwd=Path(BENCH) / "sites",
		env={**os.environ, "PYTHONPATH": str(ROOT)},
	)


def worked(name: str) -> None:
	assert worker(name).wait(timeout=120) == 0


def standing(user, name: str) -> tuple:
	told = ok(user.query("sheet_import.status", name=name))
	return tuple(told[key] for key in ("status", "total", "done", "new", "known", "failed"))


def cases_of(login, numbers: list[str]) -> int:
	return len(login("operator").names("Case", [["upstream_number", "in", numbers]]))


def test_a_large_sheet_is_answered_with_an_identifier_and_loaded_by_a_job(login):
	operator = login("operator")
	numbers, text = orders(5)
	url, key = upload(operator, text), uuid4().hex
	answer = ok(operator.call("hotline.import_file", file_url=url, idempotency_key=key))
	assert (answer["status"], answer["taken"], answer["problems"]) == ("Checking", 0, [])
	assert ok(operator.call("hotline.import_file", file_url=url, idempotency_key=key)) == answer
	assert cases_of(login, numbers) == 0
	worked(answer["import"])
	assert standing(operator, answer["import"]) == ("Loaded", 5, 5, 5, 0, 0)
	assert cases_of(login, numbers) == 5
	again = begun(operator, text)["import"]
	worked(again)
	assert standing(operator, again) == ("Loaded", 5, 5, 0, 5, 0)


def test_refused_rows_come_back_with_line_and_reason(login):
	operator = login("operator")
	numbers, text = orders(4, ",无编号,,", f"{uuid4().hex},井盖,000,")
	name = begun(operator, text)["import"]
	worked(name)
	told = ok(operator.query("sheet_import.status", name=name))
	assert (told["status"], told["new"], told["failed"]) == ("Not Loaded", 0, 2)
	assert [row["line"] for row in told["problems"]] == [6, 7] and all(
		row["reason"] for row in told["problems"]
	)
	assert cases_of(login, numbers) == 0
	answer = operator.session.get(operator.url + API + "failed_rows", params={"name": name}, timeout=60)
	back = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
	assert [row[-1] for row in back[1:]] == [6, 7]
	assert ok(operator.call("sheet_import.delete_files", name=name))["status"] == "Not Loaded"
	assert not ok(operator.read("Sheet Import", name)).get("sheet")


@pytest.mark.parametrize(("dies_at", "stored"), [(2, 0), (5, 2)])
def test_a_killed_worker_loads_no_row_twice(login, dies_at, stored):
	operator = login("operator")
	numbers, text = orders(6)
	name = begun(operator, text)["import"]
	assert worker(name, dies_at).wait(timeout=120) == -signal.SIGKILL
	assert cases_of(login, numbers) == stored
	worked(name)
	assert standing(operator, name) == ("Loaded", 6, 6, 6, 0, 0)
	assert cases_of(login, numbers) == 6


def test_two_workers_at_once_load_each_row_once(login):
	operator = login("operator")
	numbers, text = orders(8)
	name = begun(operator, text)["import"]
	assert [process.wait(timeout=120) for process in [worker(name), worker(name)]] == [0, 0]
	assert standing(operator, name) == ("Loaded", 8, 8, 8, 0, 0)
	assert cases_of(login, numbers) == 8


def test_opening_balances_of_a_large_sheet_are_asked_for_by_the_job(login):
	coordinator = login("coordinator")
	rows = [f"V{uuid4().hex[:8]},谁,5,{FILLER}" for _row in range(4)]
	answer = begun(coordinator, "\n".join(["编号,姓名,积分,附注", *rows]), "points.import_openings")
	assert (answer["status"], answer["asked"]) == ("Checking", 0)
	worked(answer["import"])
	assert standing(coordinator, answer["import"])[0] == "Not Loaded"
	assert login("operator").query("sheet_import.status", name=answer["import"]).status == 403


@pytest.mark.parametrize("key", ["gridworker", "handler", "chief", "integration", None])
def test_others_see_nothing_of_an_import(login, key):
	operator = login("operator")
	name = begun(operator, "工单编号,诉求内容\n")["import"]
	user = login(key)
	for step in ("resume", "delete_files"):
		assert user.call(f"sheet_import.{step}", name=name).status in (401, 403)
	for look in ("status", "failed_rows"):
		assert user.query(f"sheet_import.{look}", name=name).status in (401, 403)
	assert user.names("Sheet Import") == []
