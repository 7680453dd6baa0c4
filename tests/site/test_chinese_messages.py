"""Messages in Chinese name what is wrong in Chinese, and the field that is wrong."""

import json
import re

import pytest

from community_gov.casework.deadlines import calendars
from community_gov.core.errors import BadInputError
from community_gov.core.labels import label_of
from tests.site.test_deadlines import calendar_with

WORDS = re.compile(r"(?<![A-Za-z])(?!GeoJSON|JSON|WGS|EPSG|MB)[A-Za-z]{2,}")
OPEN = [[113.8, 29.7], [113.9, 29.7], [113.9, 29.8], [113.8, 29.8]]
BOW_TIE = [[113.8, 29.7], [113.9, 29.8], [113.9, 29.7], [113.8, 29.8], [113.8, 29.7]]
SWAPPED = [[29.7, 113.8], [29.8, 113.8], [29.8, 113.9], [29.7, 113.8]]


@pytest.fixture
def chinese(site):
	site.local.lang = "zh"
	yield site
	site.local.lang = "en"


def polygon(ring) -> str:
	return json.dumps({"type": "Polygon", "coordinates": [ring]})


@pytest.mark.parametrize(
	("boundary", "told"),
	[
		(polygon(OPEN), "边界线没有闭合。请在末尾重复第一个点。"),
		(polygon(BOW_TIE), "边界线在 113.85, 29.75 附近自相交，或有孔洞在边界之外。请在该处重新绘制。"),
		(polygon(SWAPPED), "点位 29.7, 113.8 的纬度在前。GeoJSON 要求经度在前，请对调。"),
		(
			'{"type": "FeatureCollection", "features": [3]}',
			"边界的要素集合中有非要素的内容。请从地图工具重新导出。",
		),
		("{", "边界不是 JSON 格式。请从地图工具重新导出为 GeoJSON。"),
	],
)
def test_a_boundary_is_refused_in_chinese(chinese, boundary, told):
	grid = chinese.get_doc("Grid", "421281001002001")
	grid.boundary = boundary
	with pytest.raises(BadInputError) as refused:
		grid.save()
	assert str(refused.value) == f"421281001002001 的边界无法使用：{told}"
	assert not WORDS.search(str(refused.value))


@pytest.mark.parametrize(
	("values", "blamed"),
	[
		({"description": "路灯\0不亮，影响出行。"}, "描述"),
		({"description": "路灯不亮\x0b，影响出行。\n第二行。"}, "描述"),
		({"description": "路灯不亮，影响出行。", "title": "路灯\0"}, "标题"),
		({"description": "路灯不亮，影响出行。", "address": "北街\x07 1 号"}, "地址"),
	],
)
def test_a_control_character_is_blamed_on_the_field_that_has_it(chinese, values, blamed):
	"""Without a title, a case takes one out of its description."""
	case = chinese.get_doc({"doctype": "Case", "grid": "421281001002001", **values})
	with pytest.raises(BadInputError) as refused:
		case.insert()
	assert str(refused.value) == f"{blamed}含控制字符。请删除后重新提交。"


@pytest.mark.parametrize(
	("doctype", "fieldname", "label"),
	[
		("Service Record", "decided_at", "认定时间"),
		("Point Transfer", "decided_at", "审批时间"),
		("Case Appeal", "decided_at", "复核时间"),
		("Case Feedback", "comment", "评价内容"),
		("Consent", "evidence", "凭证"),
	],
)
def test_a_message_names_a_field_as_its_form_does(chinese, doctype, fieldname, label):
	assert label_of(chinese.get_meta(doctype), fieldname) == label


def test_holidays_bear_chinese_names(site):
	doc = calendar_with(site).insert()
	calendars.fill_year(doc, 2024)
	names = {str(row.day): row.day_name for row in doc.exceptions}
	assert (names["2024-10-01"], names["2024-02-10"], names["2024-10-12"]) == ("国庆节", "春节", "国庆节")
	assert not any(WORDS.search(name) for name in names.values())


def test_holidays_of_before_get_their_chinese_names(site):
	from community_gov.patches import chinese_holidays

	doc = calendar_with(site).insert()
	calendars.fill_year(doc, 2024)
	doc.append("exceptions", {"day": "2024-07-01", "kind": "Holiday", "day_name": "Town Day"})
	doc.save()
	row = next(row for row in doc.exceptions if str(row.day) == "2024-10-01")
	site.db.set_value("Calendar Exception", row.name, "day_name", "National Day")
	chinese_holidays.execute()
	names = {str(row.day): row.day_name for row in site.get_doc("Working Calendar", doc.name).exceptions}
	assert (names["2024-10-01"], names["2024-07-01"]) == ("国庆节", "Town Day")


def test_a_plain_print_numbers_its_rows_in_chinese(chinese):
	"""Strontium is also called Sr."""
	# Printing commits: a calendar that is there already.
	name = chinese.db.get_value("Working Calendar", {"is_default": 1})
	page = chinese.get_print("Working Calendar", name, "Standard")
	assert "序号" in page and "锶" not in page
