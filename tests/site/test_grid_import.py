"""Importing divisions: through the background job as the desk starts it, and through `bench`."""

import pytest
from click import ClickException

import frappe

from community_gov.api.v1 import grid as grid_api
from community_gov.commands import find, load
from community_gov.core.errors import BadInputError
from community_gov.grids import import_job
from tests.support.workbooks import workbook

GOOD = "code,name\n96,测试省\n9601,测试市\n960101,测试区\n960101001,测试街道\n960101001001,测试社区\n"
RENAMED = GOOD.replace("测试社区", "改名社区")
BAD = "code,name\n96,测试省\n96 01,测试市\n9602,\n97010,别处\n"


@pytest.fixture
def uploaded(site, world):
	"""uploaded(text or bytes) -> a private File that the community administrator has sent."""
	from community_gov.demo.people import email

	site.set_user(email("admin"))

	def upload(text: str | bytes, **values):
		file = frappe.new_doc("File")
		name = f"divisions-{frappe.generate_hash(length=8)}.csv"
		file.update(
			{
				"file_name": name,
				"is_private": 1,
				"content": text if isinstance(text, bytes) else text.encode(),
				**values,
			}
		)
		file.insert()
		return file

	return upload


@pytest.fixture
def kept(monkeypatch):
	"""Turns commits into nothing, so that the test's rows can be rolled back; counts them."""
	calls = []
	monkeypatch.setattr(frappe.db, "commit", lambda: calls.append(1))
	yield calls
	frappe.db.after_commit.reset()


def run(file) -> dict:
	return import_job.run(file.name, f"import-divisions-{file.name}")


def places() -> dict[str, str]:
	rows = frappe.get_all("Grid", filters={"name": ["like", "96%"]}, fields=["name", "grid_name"])
	return {row.name: row.grid_name for row in rows}


def test_file_is_loaded_once(uploaded, kept):
	file = uploaded(GOOD)
	first = run(file)
	assert (first["state"], first["inserted"], first["problem_count"]) == ("Done", 5, 0)
	assert import_job.status_of(f"import-divisions-{file.name}")["state"] == "Running", "before the commit"
	frappe.db.after_commit.run()
	assert import_job.status_of(f"import-divisions-{file.name}")["state"] == "Done"
	assert kept == [], "committing is the worker's"
	assert places()["960101001001"] == "测试社区"
	again = run(uploaded(GOOD))
	assert (again["inserted"], again["updated"], again["unchanged"]) == (0, 0, 5)
	renamed = run(uploaded(RENAMED))
	assert (renamed["inserted"], renamed["updated"], renamed["unchanged"]) == (0, 1, 4)
	assert places()["960101001001"] == "改名社区"


def test_parents_and_levels_follow_from_the_codes(uploaded, kept):
	run(uploaded(GOOD))
	row = frappe.db.get_value("Grid", "960101001001", ["level", "parent_grid", "is_group"], as_dict=True)
	assert (row.level, row.parent_grid, row.is_group) == ("Community", "960101001", 1)


def test_problems_name_their_lines_and_nothing_is_loaded(uploaded, kept):
	status = run(uploaded(BAD))
	assert status["state"] == "Failed"
	assert [problem["line"] for problem in status["problems"]] == [3, 4, 5]
	assert all(problem["reason"] for problem in status["problems"])
	assert places() == {}


def test_reasons_are_in_the_readers_language(uploaded, kept):
	bad, unreadable = run(uploaded(BAD)), run(uploaded("name\n测试\n"))
	frappe.local.lang = "zh"
	try:
		assert "名称为空" in import_job.translated_status(bad)["problems"][1]["reason"]
		assert import_job.translated_status(unreadable)["message"].startswith("文件缺少 code 列。")
	finally:
		frappe.local.lang = "en"


def test_error_undoes_what_was_loaded(uploaded, kept, monkeypatch):
	file = uploaded(GOOD)
	frappe.db.savepoint("before_import")

	def fail(rows):
		raise RuntimeError("the disk is full")

	monkeypatch.setattr("community_gov.grids.importing._rename", fail)
	with pytest.raises(RuntimeError):
		run(file)
	assert places() == {}
	assert kept == []
	assert import_job.status_of(f"import-divisions-{file.name}")["state"] == "Failed"


def test_unreadable_file_is_explained(uploaded, kept):
	status = run(uploaded("name\n测试\n"))
	assert status["state"] == "Failed"
	assert "no column code" in import_job.translated_status(status)["message"]


def test_a_workbook_is_loaded_and_a_code_that_was_rounded_is_refused_by_row(uploaded, kept):
	head = ["*网格编码", "网格名称（必填）"]
	rows = [head, *([code, name] for code, name in (line.split(",") for line in GOOD.splitlines()[1:]))]
	assert run(uploaded(workbook(["测试省网格名册"], *rows)))["inserted"] == 5
	status = run(uploaded(workbook(*rows, [96010100100100100, "微网格"])))
	assert (status["state"], status["problem_count"]) == ("Failed", 1)
	(problem,) = import_job.translated_status(status)["problems"]
	assert (problem["line"], problem["detail"]) == (7, "")
	assert problem["reason"].startswith(
		"Column *网格编码 of row 7 holds a number that a spreadsheet has rounded."
	)


@pytest.mark.parametrize(("content", "words"), [(b"%PDF-1.7", "PDF or OFD"), (b"\x89PNG\r\n", "picture")])
def test_another_format_is_refused_by_its_name(uploaded, kept, content, words):
	status = import_job.translated_status(run(uploaded(content)))
	assert status["state"] == "Failed" and words in status["message"]


def test_endpoint_queues_and_reports(uploaded, monkeypatch):
	queued = []
	monkeypatch.setattr(frappe, "enqueue", lambda method, **options: queued.append(options))
	file = uploaded(GOOD)
	job = grid_api.import_divisions(file.file_url)["job"]
	assert queued[0]["job_id"] == job
	assert (queued[0]["queue"], queued[0]["deduplicate"], queued[0]["file_name"]) == ("long", True, file.name)
	assert grid_api.import_status(job) == {"state": "Queued", "problems": []}
	assert "state" not in grid_api.import_status("import-divisions-nothing")


def test_only_administrators_import(uploaded, site):
	from community_gov.demo.people import email

	file = uploaded(GOOD)
	for key in ("chief", "manager", "gridworker"):
		site.set_user(email(key))
		with pytest.raises(frappe.PermissionError):
			grid_api.import_divisions(file.file_url)
		with pytest.raises(frappe.PermissionError):
			grid_api.import_status("import-divisions-x")


def test_file_of_somebody_else_is_refused(uploaded, site):
	from community_gov.demo.people import email

	site.set_user("Administrator")
	file = uploaded(GOOD)
	site.set_user(email("admin"))
	with pytest.raises(BadInputError):
		grid_api.import_divisions(file.file_url)
	with pytest.raises(BadInputError):
		grid_api.import_divisions("/private/files/none.csv")


def test_command_loads_and_reports_problems(site, kept, tmp_path, capsys):
	good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
	good.write_text(GOOD, encoding="utf-8")
	bad.write_text(BAD, encoding="utf-8")
	assert load(bad) == 1
	assert places() == {}
	told = capsys.readouterr().err
	assert "line 3, code 96 01:" in told and "Nothing was loaded: 3 problems." in told
	rounded = tmp_path / "rounded.csv"
	rounded.write_text(GOOD + "9.60101E+14,测试网格\n", encoding="utf-8")
	assert load(rounded) == 1
	assert "line 7, code 9.60101E+14: Column code of row 7 holds a number that" in capsys.readouterr().err
	assert load(good) == 0
	assert kept == [1]
	assert len(places()) == 5
	assert "5 inserted, 0 updated, 0 unchanged" in capsys.readouterr().out


def test_command_finds_files_where_bench_was_called(tmp_path, monkeypatch):
	(tmp_path / "sites").mkdir()
	(tmp_path / "divisions.csv").write_text(GOOD, encoding="utf-8")
	monkeypatch.chdir(tmp_path / "sites")
	assert find("divisions.csv").exists()
	with pytest.raises(ClickException, match="does not exist"):
		find("nowhere.csv")
