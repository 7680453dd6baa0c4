"""Sheets of any kind: small ones at once, larger ones by a job that tries all rows before it stores the first."""

import io
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.sheet_imports import kinds, orders, queue
from community_gov.core.sheets import Problem, Row
from community_gov.demo.people import email
from tests.support.sheets import receive

GRID = "421281001002001"
HEAD = "工单编号,诉求内容,网格代码"


def numbers(size: int) -> list[str]:
	return [uuid4().hex for _number in range(size)]


def sheet_of(rows: list[str], *wrong: str) -> str:
	return "\n".join([HEAD, *[f"{number},路灯不亮,{GRID}" for number in rows], *wrong])


def taken(site, rows: list[str]) -> int:
	return len(site.get_all("Case", {"upstream_number": ["in", rows]}, pluck="name", order_by="name asc"))


def standing(order) -> tuple:
	order.reload()
	return order.status, order.total_rows, order.new_count, order.known_count, order.failed_count


@pytest.fixture
def in_one_transaction(site, monkeypatch):
	"""The job's chunks end at savepoints, so that the test can be rolled back."""
	state = {"number": 0}

	def commit(*args, **kwargs):
		state["number"] += 1
		site.db.savepoint(f"chunk_{state['number']}")

	def rollback(*args, **kwargs):
		if kwargs.get("save_point"):
			return whole(*args, **kwargs)
		return whole(save_point=f"chunk_{state['number']}")

	whole = site.db.rollback
	monkeypatch.setattr(site.db, "commit", commit)
	monkeypatch.setattr(site.db, "rollback", rollback)
	monkeypatch.setattr(kinds, "ROWS_AT_ONCE", 0)
	monkeypatch.setattr(kinds, "BYTES_AT_ONCE", 0)
	monkeypatch.setattr(queue, "CHUNK", 2)
	return commit


def waiting(site, commit, text: str, kind: str = "Hotline Orders"):
	order = receive(site, kind, text)
	assert order.status == "Checking"
	commit()
	return order


def test_a_small_sheet_is_loaded_at_once_and_leaves_a_record(site):
	rows = numbers(2)
	order = receive(site, "Hotline Orders", sheet_of(rows))
	assert standing(order) == ("Loaded", 2, 2, 0, 0) and taken(site, rows) == 2


def test_a_small_sheet_with_a_bad_row_loads_nothing(site):
	rows = numbers(2)
	order = receive(site, "Hotline Orders", sheet_of(rows, ",无编号,"))
	assert standing(order) == ("Not Loaded", 3, 0, 0, 1) and taken(site, rows) == 0


def test_a_larger_sheet_waits_for_the_job(site, monkeypatch):
	monkeypatch.setattr(kinds, "ROWS_AT_ONCE", 1)
	rows = numbers(12)
	order = receive(site, "Hotline Orders", sheet_of(rows))
	assert (order.status, taken(site, rows)) == ("Checking", 0)


def test_the_job_loads_chunk_by_chunk(site, in_one_transaction):
	rows = numbers(5)
	order = waiting(site, in_one_transaction, sheet_of(rows))
	queue.run(order.name)
	assert standing(order) == ("Loaded", 5, 5, 0, 0) and taken(site, rows) == 5
	queue.run(order.name)
	assert standing(order) == ("Loaded", 5, 5, 0, 0)


def test_a_bad_row_in_the_last_chunk_leaves_all_out(site, in_one_transaction):
	rows = numbers(4)
	order = waiting(site, in_one_transaction, sheet_of(rows, f"{uuid4().hex},井盖,000", ",无编号,"))
	queue.run(order.name)
	assert standing(order) == ("Not Loaded", 6, 0, 0, 2) and taken(site, rows) == 0
	assert [problem.line for problem in orders.problems_of(order)] == [6, 7]
	back = load_workbook(io.BytesIO(orders.failed_rows(order))).active
	assert [row[-1] for row in back.iter_rows(min_row=2, values_only=True)] == [6, 7]


def test_opening_balances_pass_through_the_same_job(site, in_one_transaction):
	made = [
		site.new_doc("Volunteer").update({"full_name": f"期初{number}", "grid": GRID}).insert()
		for number in range(3)
	]
	rows = [f"{doc.name},{doc.full_name},10" for doc in made]
	order = waiting(
		site, in_one_transaction, "\n".join(["志愿者编号,姓名,期初积分", *rows]), "Opening Balances"
	)
	queue.run(order.name)
	assert standing(order) == ("Loaded", 3, 3, 0, 0)
	asked = {"volunteer": ["in", [doc.name for doc in made]], "is_opening": 1}
	assert len(site.get_all("Point Adjustment", asked, pluck="name", order_by="name asc")) == 3


def test_rows_are_the_uploaders_whoever_runs_the_job(site, in_one_transaction):
	rows = numbers(1)
	site.set_user(email("operator"))
	order = waiting(site, in_one_transaction, sheet_of(rows))
	site.set_user("Administrator")
	queue.run(order.name)
	assert standing(order)[0] == "Loaded"
	assert site.db.get_value("Case", {"upstream_number": rows[0]}, "owner") == email("operator")
	assert site.session.user == "Administrator"


def test_a_disabled_account_loads_nothing_more(site, in_one_transaction):
	site.set_user(email("operator"))
	order = waiting(site, in_one_transaction, sheet_of(numbers(1)))
	site.set_user("Administrator")
	site.db.set_value("User", email("operator"), "enabled", 0)
	in_one_transaction()
	queue.run(order.name)
	assert standing(order)[0] == "Stopped" and "disabled" in order.message


def test_what_cannot_be_read_is_refused_by_the_job(site, in_one_transaction):
	order = waiting(site, in_one_transaction, "a,b\n1,2\n")
	queue.run(order.name)
	assert standing(order)[0] == "Not Loaded" and "Name them upstream_number" in order.message


def test_an_error_stops_between_two_chunks_and_the_rest_goes_on(site, in_one_transaction, monkeypatch):
	rows = numbers(5)
	order = waiting(site, in_one_transaction, sheet_of(rows))
	load, calls = queue._load_next, []

	def failing(*args):
		calls.append(args)
		if len(calls) == 2:
			raise RuntimeError(f"broken at {rows[0]}")
		load(*args)

	monkeypatch.setattr(queue, "_load_next", failing)
	queue.run(order.name)
	assert standing(order) == ("Stopped", 5, 2, 0, 0) and taken(site, rows) == 2
	log = site.get_last_doc("Error Log")
	assert order.name in log.method and "RuntimeError" in log.error and rows[0] not in log.error
	orders.begin_again(order)
	in_one_transaction()
	queue.run(order.name)
	assert standing(order) == ("Loaded", 5, 5, 0, 0) and taken(site, rows) == 5


def test_a_row_that_went_bad_after_the_check_is_told_and_not_loaded(site, in_one_transaction, monkeypatch):
	rows = numbers(3)
	order = waiting(site, in_one_transaction, sheet_of(rows))
	monkeypatch.setattr(queue, "CHUNK", 3)
	load = queue.load_rows

	def racing(kind, chunk):
		if site.db.get_value("Sheet Import", order.name, "is_checked"):
			good = load(kind, chunk[1:])
			return good._replace(problems=[Problem(chunk[0].line, chunk[0].key, "Gone. Ask again.")])
		return load(kind, chunk)

	monkeypatch.setattr(queue, "load_rows", racing)
	queue.run(order.name)
	assert standing(order) == ("Loaded", 3, 2, 0, 1)


def test_a_second_worker_does_not_begin_what_the_first_has_ended(site, in_one_transaction, monkeypatch):
	rows = numbers(2)
	order = waiting(site, in_one_transaction, sheet_of(rows))
	load, calls = queue.load_rows, []

	def overtaken(kind, chunk):
		calls.append(chunk)
		if len(calls) == 1:
			queue.run(order.name)
		return load(kind, chunk)

	monkeypatch.setattr(queue, "load_rows", overtaken)
	queue.run(order.name)
	assert standing(order) == ("Loaded", 2, 2, 0, 0) and taken(site, rows) == 2


def test_a_refused_row_leaves_nothing_behind_and_the_next_is_loaded(site):
	words = [uuid4().hex, uuid4().hex]

	def load_row(values: dict) -> bool:
		site.get_doc({"doctype": "ToDo", "description": values["word"]}).insert()
		if values["word"] == words[0]:
			raise BadInputError("Half of it is written. Leave it.")
		return True

	kind = kinds.kind_of("Hotline Orders")._replace(load_row=load_row)
	rows = [Row(line, word, {"word": word}) for line, word in enumerate(words, 2)]
	assert kinds.load_rows(kind, rows) == (1, 0, [Problem(2, words[0], "Half of it is written. Leave it.")])
	found = site.get_all("ToDo", {"description": ["in", words]}, pluck="description", order_by="name asc")
	assert found == [words[1]]


def test_what_stalled_is_queued_again_once(site, travel, monkeypatch):
	queued = []
	monkeypatch.setattr(queue, "enqueue", lambda order: queued.append(order.name))
	monkeypatch.setattr(kinds, "ROWS_AT_ONCE", 0)
	order = receive(site, "Hotline Orders", sheet_of(numbers(12)))
	queue.resume_stalled()
	assert order.name not in queued
	travel("2099-01-01 12:00")
	queue.resume_stalled()
	queue.resume_stalled()
	assert queued.count(order.name) == 1


def test_only_what_was_stopped_begins_again(site):
	order = receive(site, "Hotline Orders", sheet_of(numbers(1)))
	with pytest.raises(ConflictError, match="Only one that was stopped"):
		orders.begin_again(order)


def test_sheets_are_deleted_in_time(site, travel, monkeypatch):
	travel("2030-01-01 12:00")
	order = receive(site, "Hotline Orders", sheet_of(numbers(1)))
	file = site.db.get_value("File", {"file_url": order.sheet})
	travel("2030-01-20 12:00")
	orders.delete_old_files()
	assert site.db.exists("File", file)
	travel("2030-03-01 12:00")
	orders.delete_old_files()
	order.reload()
	assert not site.db.exists("File", file) and not order.sheet
	with pytest.raises(BadInputError, match="missing"):
		orders.failed_rows(order)


def test_a_running_import_is_not_deleted(site, monkeypatch):
	monkeypatch.setattr(kinds, "ROWS_AT_ONCE", 0)
	order = receive(site, "Hotline Orders", sheet_of(numbers(12)))
	with pytest.raises(ConflictError, match="Wait for its end"):
		order.delete()


def test_nothing_of_the_server_can_be_forged(site):
	order = receive(site, "Hotline Orders", sheet_of(numbers(1)))
	order.update(
		{"status": "Stopped", "next_row": 0, "kind": "Opening Balances", "new_count": 9, "note": "x"}
	)
	order.save()
	assert standing(order) == ("Loaded", 1, 1, 0, 0) and (order.kind, order.note) == ("Hotline Orders", "x")
