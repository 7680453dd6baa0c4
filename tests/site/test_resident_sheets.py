"""Sheets of residents as offices keep them: homes beside the head alone, cells that a spreadsheet has changed."""

import io
from datetime import datetime
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from community_gov.registry.identity import protected_numbers
from community_gov.registry.resident_import import files, importing
from tests.site.test_resident_import import counts, finish, line, loaded, person
from tests.support.registry import COMMUNITY, person_values
from tests.support.workbooks import workbook

FAMILY_HEAD = ["户主", "姓名", "与户主关系", "小区", "楼栋", "单元", "房号", "身份证号"]


def family(rows: list[list]) -> list[list]:
	"""Lines of two households with new people; a line without its home is [relation]."""
	return [
		["户主", person["full_name"], *row, person["identity_number"]]
		for row in rows
		if (person := person_values())
	]


def household_of(site, row: list) -> str | None:
	number = protected_numbers.fingerprint(row[-1])
	return site.db.get_value("Resident", {"identity_fingerprint": number}, "household")


@pytest.mark.parametrize("is_merged", [True, False])
def test_members_below_their_head_keep_its_home(site, is_merged):
	blank = [None] * 4
	first, second = ["导入小区", "9栋", "2", "501"], ["导入小区", "9栋", "2", "502"]
	rows = family(
		[
			["户主", *first],
			["妻", *blank],
			["长子", *blank],
			["户主", *second],
			["女", *blank],
			["户主", *blank],
			["子", *blank],
		]
	)
	merged = [f"{column}{area}" for column in "DEFG" for area in ("3:{0}5", "6:{0}7")] if is_merged else []
	content = workbook(
		["户籍人口登记表"],
		FAMILY_HEAD,
		*rows,
		["备注：无"],
		merged=tuple(area.format(area[0]) for area in merged),
	)
	values = {"file_name": f"{uuid4().hex}.xlsx", "is_private": 1, "content": content}
	file = site.get_doc({"doctype": "File", **values}).insert()
	order = site.get_doc({"doctype": "Resident Import", "sheet": file.file_url, "grid": COMMUNITY}).insert()
	for status in (importing.CHECKING, importing.LOADING):
		importing.begin(order, status)
		if status == importing.CHECKING:
			importing.check_sheet(order.name)
			order.reload()
	finish(order)
	assert counts(order) == (7, 7, 0, 0), importing.status_of(order)
	homes = [household_of(site, row) for row in rows]
	titles = [home and site.db.get_value("Household", home, "household_title") for home in homes]
	room = "导入小区 9栋2单元{0}室".format
	# A head without a home is nobody's member, and neither are those below.
	assert titles == [room(501)] * 3 + [room(502)] * 2 + [None] * 2
	assert homes[0] == homes[1] == homes[2] != homes[3] == homes[4]


def test_a_room_that_became_a_date_or_was_rounded_is_told(site):
	order = loaded(site, line(building=datetime(2026, 3, 2)), line(502, 手机号="1.38E+10"), line(503))
	assert counts(order) == (3, 1, 0, 2)
	told = {row["line"]: row["reason"] for row in importing.status_of(order)["problems"]}
	assert told[2].startswith("Column 楼栋 of row 2 holds a date that a spreadsheet has made")
	assert told[3].startswith("Column 手机号 of row 3 holds a number that a spreadsheet has rounded")
	sheet = load_workbook(io.BytesIO(files.failed_rows(order, importing.problems_of(order)))).active
	assert [row[-2] for row in sheet.iter_rows(min_row=2, values_only=True)] == [told[2], told[3]]


def test_buildings_and_compounds_that_the_collation_takes_for_one_are_loaded_apart(site):
	rows = [
		line(501, building="𬭼栋"),
		line(501, building="𰻝栋"),
		line(501, 小区="导入𰻝园"),
		line(501, 小区="导入𬭼园"),
	]
	assert counts(loaded(site, *rows)) == (4, 4, 0, 0)
	homes = [person(site, row).address for row in rows]
	assert homes[:2] == ["导入小区 𬭼栋2单元501室", "导入小区 𰻝栋2单元501室"]
	assert homes[2:] == ["导入𰻝园 9栋2单元501室", "导入𬭼园 9栋2单元501室"]


def test_residents_of_several_sheets_are_loaded_with_the_sheet_of_each_refusal(site):
	"""A sheet a building: households do not run on from one sheet into the next, and a refusal names its sheet."""
	head = ["姓名", "身份证号", "小区", "楼栋", "单元", "房号", "与户主关系"]
	people = [person_values() for _number in range(4)]
	rows = [[one["full_name"], one["identity_number"]] for one in people]
	first = [head, [*rows[0], "多表小区", "1栋", "1", "101", "户主"], [*rows[1], *[None] * 4, "配偶"]]
	second = [
		["二栋"],
		head,
		[*rows[2], "多表小区", "2栋", "1", "101", "户主"],
		["", *rows[3][1:], *[None] * 4, "子"],
	]
	content = workbook(["请按说明填写"], 一栋=first, 二栋=second)
	values = {"file_name": f"{uuid4().hex}.xlsx", "is_private": 1, "content": content}
	file = site.get_doc({"doctype": "File", **values}).insert()
	order = site.get_doc({"doctype": "Resident Import", "sheet": file.file_url, "grid": COMMUNITY}).insert()
	importing.begin(order, importing.CHECKING)
	importing.check_sheet(order.name)
	told = importing.status_of(order.reload() or order)
	assert (told["new"], told["failed"]) == (3, 1)
	assert [(row["sheet"], row["line"]) for row in told["problems"]] == [("二栋", 4)]
	assert told["message"].startswith("Not read, as they hold no such table: Sheet.")
	back = list(
		load_workbook(io.BytesIO(files.failed_rows(order, importing.problems_of(order)))).active.values
	)
	assert back[1][-2:] == (4, "二栋")
	importing.begin(order, importing.LOADING)
	finish(order)
	assert len({household_of(site, row) for row in rows[:2]} - {None}) == 1
	assert household_of(site, rows[2]) not in (None, household_of(site, rows[0]))
