"""Sheets of residents as offices keep them: homes beside the head alone, cells that a spreadsheet has changed."""

import io
from datetime import datetime
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from community_gov.registry.identity import protected_numbers
from community_gov.registry.resident_import import files, importing
from tests.site.test_resident_import import counts, finish, line, loaded
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
