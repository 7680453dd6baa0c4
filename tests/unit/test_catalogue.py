"""The shipped catalogue of components and matters agrees with GB/T 47678.5-2026.

Counts and spot values are from annex A (153 managed components) and annex C (250 managed matters);
the first five matter classes mirror the components, one "异常" (abnormality) matter each.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "case_category.json"
STANDARD = "GB/T 47678.5-2026"
LOCAL = "Local example"
CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")

COMPONENT_COUNTS = {"C01": 76, "C02": 44, "C03": 16, "C04": 14, "C05": 3}
MATTER_COUNTS = {
	**{code.replace("C", "M"): count for code, count in COMPONENT_COUNTS.items()},
	**{"M06": 51, "M07": 7, "M08": 16, "M09": 21, "M10": 2},
}
LIMIT_UNITS = {"Emergency Hours", "Duty Hours", "Working Days", "Natural Days"}
CONDITION_FIELDS = {
	"condition",
	"condition_zh",
	"limit_value",
	"limit_unit",
	"closing_condition",
	"closing_condition_zh",
	"is_default",
	"source",
}
RETIRED = ("01016", "06031", "07005", "09007")
COVER_NUMBERS = [number for number in range(1, 24) if number not in (4, 13, 16)]


@pytest.fixture(scope="module")
def records() -> list[dict]:
	return json.loads(FIXTURE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def by_code(records) -> dict[str, dict]:
	return {record["code"]: record for record in records}


@pytest.fixture(scope="module")
def leaves(records) -> list[dict]:
	return [record for record in records if not record["is_group"]]


def standard_leaves(leaves: list[dict], kind: str) -> list[dict]:
	return [leaf for leaf in leaves if leaf["kind"] == kind and leaf["standard"] == STANDARD]


def test_file_is_one_record_a_line():
	lines = FIXTURE.read_text(encoding="utf-8").splitlines()
	assert (lines[0], lines[-1]) == ("[", "]")
	for line in lines[1:-1]:
		assert json.loads(line.rstrip(","))["doctype"] == "Case Category"


@pytest.mark.parametrize(
	("kind", "counts", "total"), [("Component", COMPONENT_COUNTS, 153), ("Matter", MATTER_COUNTS, 250)]
)
def test_counts_per_class(leaves, kind, counts, total):
	found = standard_leaves(leaves, kind)
	assert Counter(leaf["parent_case_category"] for leaf in found) == counts
	assert len(found) == total


def test_every_record_is_standard_or_local_example(records):
	assert {record["standard"] for record in records} == {STANDARD, LOCAL}


def test_codes_are_unique_and_say_their_place(records, leaves):
	codes = [record["code"] for record in records]
	assert len(codes) == len(set(codes))
	for leaf in leaves:
		assert re.fullmatch(r"[CM]\d{5}", leaf["code"])
		assert leaf["code"][1:] == leaf["standard_code"]
		assert leaf["code"][:3] == leaf["parent_case_category"]
		assert leaf["kind"] == {"C": "Component", "M": "Matter"}[leaf["code"][0]]


def test_tree_has_two_roots_and_no_orphan(records, by_code):
	roots = {record["code"] for record in records if not record["parent_case_category"]}
	assert roots == {"C", "M"}
	for record in records:
		if record["code"] not in roots:
			parent = by_code[record["parent_case_category"]]
			assert parent["is_group"] == 1
			assert parent["kind"] == record["kind"]


def test_parents_come_before_children(records):
	seen = {""}
	for record in records:
		assert record["parent_case_category"] in seen
		seen.add(record["code"])


def test_display_order_follows_the_standard(records):
	orders = [record["display_order"] for record in records]
	assert orders == sorted(set(orders))


def test_first_five_matter_classes_mirror_the_components(leaves, by_code):
	for component in standard_leaves(leaves, "Component"):
		matter = by_code["M" + component["standard_code"]]
		assert matter["category_name"] == component["category_name"] + "异常"
		assert matter["category_name_en"] == component["category_name_en"] + " Abnormality"
		assert matter["filing_conditions"] == component["filing_conditions"]


@pytest.mark.parametrize(
	("code", "name"),
	[
		("C01001", "供水井盖"),
		("C01021", "输油（气）井盖"),
		("C01077", "综合杆"),
		("C02014", "交通信号灯"),
		("C03016", "烟头收集器或灭烟处"),
		("C04002", "行道树"),
		("C05009", "文物古迹"),
		("M01001", "供水井盖异常"),
		("M06001", "私搭乱建"),
		("M06006", "擅自在临街的建筑物上挂彩旗"),
		("M06010", "暴露垃圾"),
		("M06052", "无障碍坡道破损"),
		("M07008", "公益性宣传品缺损"),
		("M08001", "施工扰民"),
		("M09005", "店外经营"),
		("M10002", "架空线缆脱落"),
	],
)
def test_names_at_known_codes(by_code, code, name):
	assert by_code[code]["category_name"] == name


@pytest.mark.parametrize("number", RETIRED)
def test_retired_codes_are_not_reused(records, number):
	assert number not in {record["standard_code"] for record in records}


def test_chinese_names_are_unique_within_kind_and_use_full_width_brackets(leaves):
	names = Counter((leaf["kind"], leaf["category_name"]) for leaf in leaves)
	assert max(names.values()) == 1
	assert not [name for _, name in names if set("()") & set(name)]


def test_english_names_are_complete_and_unique_within_kind(records):
	names = Counter((record["kind"], record["category_name_en"]) for record in records)
	assert max(names.values()) == 1
	for _, name in names:
		assert name == name.strip() != ""
		assert not CJK.search(name)


def test_english_names_are_in_title_case(records):
	small = {"and", "or", "of", "on", "in", "to", "at", "by", "the", "a", "out", "outside", "without"}
	for record in records:
		for word in re.findall(r"[A-Za-z']+", record["category_name_en"]):
			assert word in small or word[0].isupper(), record["category_name_en"]


def test_conditions_have_every_field_in_both_languages(leaves):
	for leaf in leaves:
		for row in leaf["filing_conditions"]:
			assert set(row) == CONDITION_FIELDS
			assert not CJK.search(row["condition"] + row["closing_condition"])
			assert CJK.search(row["condition_zh"]) and CJK.search(row["closing_condition_zh"])
			assert row["source"].startswith("Yuncheng sample")
			# 140 characters is what a Data field holds.
			assert max(len(value) for value in row.values() if isinstance(value, str)) <= 140


def test_limits_are_positive_in_a_known_unit(leaves):
	for leaf in leaves:
		for row in leaf["filing_conditions"]:
			assert row["limit_unit"] in LIMIT_UNITS
			assert isinstance(row["limit_value"], int) and row["limit_value"] > 0


def test_one_default_where_there_are_conditions(records):
	for record in records:
		defaults = sum(row["is_default"] for row in record["filing_conditions"])
		assert defaults == (1 if record["filing_conditions"] else 0), record["code"]
		assert not (record["is_group"] and record["filing_conditions"])


def test_every_manhole_cover_has_the_four_sample_limits(by_code, leaves):
	covers = [f"C01{number:03d}" for number in COVER_NUMBERS]
	assert covers == [leaf["code"] for leaf in leaves if leaf["category_name"].endswith("井盖")]
	expected = [(2, "Emergency Hours"), (4, "Duty Hours"), (2, "Working Days"), (5, "Working Days")]
	for code in covers:
		rows = by_code[code]["filing_conditions"]
		assert [(row["limit_value"], row["limit_unit"]) for row in rows] == expected
		assert rows[0]["closing_condition_zh"] == ("围护" if code == "C01006" else "恢复")


@pytest.mark.parametrize(
	("code", "value", "unit"),
	[
		("M06010", 4, "Duty Hours"),
		("M06011", 5, "Working Days"),
		("M06012", 2, "Duty Hours"),
		("M06041", 2, "Working Days"),
		("M09012", 2, "Duty Hours"),
		("M08001", 2, "Emergency Hours"),
	],
)
def test_sample_limits_at_known_codes(by_code, code, value, unit):
	rows = by_code[code]["filing_conditions"]
	assert [(row["limit_value"], row["limit_unit"]) for row in rows] == [(value, unit)]


def test_local_examples_count_down_from_999(leaves):
	local = [leaf for leaf in leaves if leaf["standard"] == LOCAL]
	numbers = sorted((int(leaf["code"][3:]) for leaf in local), reverse=True)
	assert {leaf["parent_case_category"] for leaf in local} == {"M06"}
	assert numbers == list(range(999, 999 - len(local), -1))
	assert {"飞线充电", "违规养犬"} <= {leaf["category_name"] for leaf in local}


def test_standard_codes_stay_below_the_local_range(leaves):
	for leaf in leaves:
		assert (int(leaf["code"][3:]) >= 80) == (leaf["standard"] == LOCAL)
