"""Sheets as offices send them, through each door: what is read, what is refused by row, what is refused as a whole."""

import io
from datetime import datetime
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.workbooks import packed, text_file, with_exponents, workbook

HEAD = ["*工单编号", "诉求内容（必填）", "网格代码"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def new(size: int = 1) -> list[str]:
	return [f"DH{uuid4().hex}" for _number in range(size)]


def row(number, *more) -> list:
	return [number, "路灯不亮", CHIBI_GRID, *more]


def upload(user, content: bytes, ending: str = "xlsx") -> str:
	files = {"file": (f"{uuid4().hex}.{ending}", content)}
	return ok(user.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))[
		"file_url"
	]


def sent(user, content: bytes, ending: str = "xlsx", method: str = "hotline.import_file", **more):
	return user.call(method, file_url=upload(user, content, ending), **more)


def taken(login, numbers: list[str]) -> int:
	return len(login("operator").names("Case", [["upstream_number", "in", numbers]]))


def take(login, content: bytes, ending: str = "xlsx") -> tuple[int, list]:
	answer = ok(sent(login("operator"), content, ending))
	return answer["taken"], answer["problems"]


def test_titles_stars_remarks_notes_and_sums_around_the_orders(login):
	numbers = new(3)
	content = workbook(
		["赤壁市12345热线工单汇总表"],
		["导出时间：2026-11-27"],
		HEAD,
		["必填", "必填", "选填"],
		["示例", "某路路灯不亮", "421281001002001"],
		row(numbers[0]),
		row(numbers[1]),
		[],
		HEAD,
		row(numbers[2]),
		["合　计", 3],
		["备注：1. 本表由热线导出"],
		["2. 请于三日内办结"],
		["填表人：王演示", None, "审核人：李演示"],
		merged=("A1:C1", "A12:C12"),
	)
	assert take(login, content) == (3, []) and taken(login, numbers) == 3


def test_the_sheet_that_is_shown_and_has_the_headings_is_read(login):
	(number,) = numbers = new()
	old = [HEAD, row(new()[0])]
	cover = [["填表说明"], ["工单编号", "必填，文本"], ["诉求内容", "必填"]]
	assert take(login, workbook(HEAD, row(number), hidden=1, 旧表=old, 填表说明=cover)) == (1, [])
	assert taken(login, numbers) == 1


def test_two_sheets_of_orders_are_taken_in_their_order(login):
	numbers = new(2)
	second = [["下半月"], ["网格代码", "诉求内容", "工单编号"], [CHIBI_GRID, "井盖松动", numbers[1]]]
	answer = ok(sent(login("operator"), workbook(HEAD, row(numbers[0]), 下半月=second, 说明=[["见通知"]])))
	assert (answer["taken"], answer["problems"], taken(login, numbers)) == (2, [], 2)
	assert answer["message"].startswith("未读取的工作表：说明。")


def test_a_row_of_one_of_several_sheets_is_refused_with_its_sheet_and_nothing_is_taken(login):
	good, twice = new(2)
	answer = ok(
		sent(
			login("operator"), workbook(HEAD, row(good), row(twice), 汇总=[["表"], HEAD, row(twice), row("")])
		)
	)
	assert (answer["taken"], taken(login, [good, twice])) == (0, 0)
	places = [(problem["sheet"], problem["line"], problem["number"]) for problem in answer["problems"]]
	assert places == [("Sheet", 3, twice), ("汇总", 4, "")]
	path = "/api/method/community_gov.api.v1.sheet_import.failed_rows"
	back = login("operator").session.get(
		login("operator").url + path, params={"name": answer["import"]}, timeout=60
	)
	rows = list(load_workbook(io.BytesIO(back.content)).active.values)
	assert [(cells[0], *cells[-2:]) for cells in rows[1:]] == [(None, 4, "汇总"), (twice, 3, "Sheet")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_of_any_encoding_and_separator(login, encoding, separator):
	(number,) = numbers = new()
	rows = [["12345热线工单"], HEAD, [number, "路灯，不亮、井盖松动", CHIBI_GRID]]
	content = text_file(*rows, separator=separator, encoding=encoding)
	assert take(login, content, "csv") == (1, []) and taken(login, numbers) == 1


def test_a_sheet_is_known_by_what_it_holds_not_by_its_name(login):
	numbers = new(2)
	assert take(login, workbook(HEAD, row(numbers[0])), "csv") == (1, [])
	assert take(login, text_file(HEAD, row(numbers[1])), "txt") == (1, [])
	assert taken(login, numbers) == 2


@pytest.mark.parametrize("written", ['="{}"', '"=""{}"""', "'{}", "\t{}"])
def test_numbers_that_were_kept_as_text_come_through(login, written):
	number = "4212" + str(uuid4().int)[:20]
	assert take(login, text_file(HEAD, row(written.format(number))), "csv") == (1, [])
	assert taken(login, [number]) == 1


ROUNDED = [
	2.02611e19,
	20261100000000000000,
	202611270000001000,
	"2.02611E+19",
	"２.０２６１１Ｅ＋１９",
	"'2.02611e+19",
]


@pytest.mark.parametrize("number", ROUNDED)
def test_a_number_that_a_spreadsheet_rounded_becomes_no_key(login, number):
	(good,) = new()
	count, problems = take(login, workbook(HEAD, row(good), row(number)))
	assert (count, taken(login, [good, str(number), "20261100000000000000"])) == (0, 0)
	assert [(problem["line"], problem["number"], problem["detail"]) for problem in problems] == [(3, "", "")]
	assert problems[0]["reason"] == (
		"第 3 行“*工单编号”列的号码已被表格软件舍入，末几位已丢失。请将该列设为文本格式，重新填写号码后再导出。"
	)


def test_a_column_of_text_that_ends_in_zeros_was_rounded_before(login):
	rounded = ["20261100000000000000", "20261200000000000000"]
	count, problems = take(login, text_file(HEAD, *map(row, rounded)), "csv")
	assert (count, taken(login, rounded), [problem["line"] for problem in problems]) == (0, 0, [2, 3])
	# One number of the column that is whole says that nothing was rounded.
	whole = ["2026" + str(uuid4().int)[:15] + end for end in ("7", "0")]
	assert take(login, text_file(HEAD, *map(row, whole)), "csv") == (2, [])


def test_a_number_that_became_a_date_is_refused(login):
	count, problems = take(login, workbook(HEAD, row(datetime(2026, 11, 27))))
	assert count == 0 and "第 2 行“*工单编号”列的号码已被表格软件改成日期" in problems[0]["reason"]


@pytest.mark.parametrize("phone", [13800000000, "13800000000", "'13800000000"])
def test_a_phone_that_is_a_number_keeps_its_digits(login, phone):
	(number,) = new()
	content = with_exponents(workbook([*HEAD, "联系电话"], row(number, phone)))
	assert take(login, content) == (1, [])
	(name,) = login("operator").names("Case", [["upstream_number", "=", number]])
	assert ok(login("operator").read("Case", name))["reporter_phone"] == "13800000000"


def test_a_phone_that_was_exported_rounded_is_refused(login):
	count, problems = take(login, text_file([*HEAD, "联系电话"], row(new()[0], "1.38E+10")), "csv")
	assert count == 0 and "第 2 行“联系电话”列的号码已被表格软件舍入" in problems[0]["reason"]


def test_times_that_a_sheet_shows_as_numbers_of_days(login):
	(number,) = new()
	assert take(login, workbook([*HEAD, "来电时间"], row(number, 46023.5))) == (1, [])
	(name,) = login("operator").names("Case", [["upstream_number", "=", number]])
	assert ok(login("operator").read("Case", name))["observed_at"].startswith("2026-01-01 12:00:00")


def test_of_two_columns_for_the_number_the_better_name_counts(login):
	first, second = numbers = new(2)
	assert take(login, workbook(["流水号", *HEAD], [second, *row(first)])) == (1, [])
	assert (taken(login, [first]), taken(login, [second])) == (1, 0) and numbers


@pytest.mark.parametrize("number", [2.02611e19, 20261100000000000000, "2.02611E+19"])
def test_an_order_over_rest_has_a_whole_number_too(login, number):
	order = {"upstream_number": number, "description": "路灯不亮", "grid": CHIBI_GRID}
	answer = login("integration").call("hotline.take", order=order)
	assert answer.status == 422 and "请以文本形式发送" in answer.messages
	assert taken(login, [str(number), "20261100000000000000"]) == 0


FORMATS = {
	"xls": (OLE + b"\0" * 600, "Excel 97–2003 或 WPS 表格（.xls、.et）"),
	"et": (OLE + "Workbook".encode("utf-16-le"), "Excel 97–2003 或 WPS 表格（.xls、.et）"),
	"locked.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "设有密码"),
	"doc": (OLE + "WordDocument".encode("utf-16-le"), "Word 或 WPS 文字文档（.doc、.docx、.wps）"),
	"dps": (OLE + "PowerPoint Document".encode("utf-16-le"), "演示文稿"),
	"docx": (packed("[Content_Types].xml", "word/document.xml"), "Word 或 WPS"),
	"pptx": (packed("ppt/presentation.xml"), "演示文稿"),
	"ods": (packed("mimetype", "content.xml"), "OpenDocument 文档（.ods、.odt）"),
	"numbers": (packed("Index/Document.iwa"), "苹果 Numbers 表格"),
	"xlsb": (packed("xl/workbook.bin"), "（.xlsb）"),
	"zip": (packed("工单.xlsx"), "压缩包（.zip、.rar、.7z、.gz）"),
	"rar": (b"Rar!\x1a\x07\x01\0", "压缩包"),
	"pdf": (b"%PDF-1.7\n", "PDF 或 OFD"),
	"ofd": (packed("OFD.xml"), "PDF 或 OFD"),
	"png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "图片"),
	"table.xls": (b'\xef\xbb\xbf<html xmlns:x="x"><table><tr><td>1</td></tr></table></html>', "网页或 XML"),
	"csv": (b"\xff\xff\xff", "文件无法读取"),
	"xlsx": (b"PK no zip", "文件无法读取"),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("ending", ["", "xlsx"])
def test_another_format_is_refused_by_its_name(login, name, ending):
	content, words = FORMATS[name]
	operator = login("operator")
	# Frappe looks into pictures and pages that say so; renamed ones pass.
	ending = ending or name.rpartition(".")[2]
	if ending in ("png", "pdf"):
		ending = "csv"
	url = upload(operator, content + uuid4().bytes if not content.startswith(b"PK") else content, ending)
	answer = operator.call("hotline.import_file", file_url=url)
	assert answer.status == 422 and words in answer.messages, answer
	assert operator.names("File", [["file_url", "=", url], ["owner", "=", operator.email]]) == []


def test_a_refused_sheet_leaves_no_file_and_no_claim_of_its_key(login):
	operator, key = login("operator"), uuid4().hex
	url = upload(operator, text_file(["a", "b"], [uuid4().hex, 2]), "csv")
	for _attempt in range(2):
		assert operator.call("hotline.import_file", file_url=url, idempotency_key=key).status == 422
		assert operator.names("File", [["file_url", "=", url]]) == []


def test_a_sheet_that_another_import_has_taken_stays(login):
	admin = login("admin")
	url = upload(admin, text_file(["姓名"], [uuid4().hex]), "csv")
	taken_as = ok(admin.create("Resident Import", sheet=url, grid=CHIBI_GRID))["name"]
	assert admin.call("hotline.import_file", file_url=url).status == 422
	assert ok(admin.read("Resident Import", taken_as))["sheet"] == url
	assert len(admin.names("File", [["file_url", "=", url]])) == 1


def data_import(user, content: bytes, ending: str, doctype: str = "Volunteer") -> dict:
	"""The answer of the preview of a Data Import."""
	asked = {"reference_doctype": doctype, "import_type": "Insert New Records"}
	name = ok(user.create("Data Import", **asked))["name"]
	body = {"data_import": name, "import_file": upload(user, content, ending)}
	path = "/api/method/frappe.core.doctype.data_import.data_import.get_preview_from_template"
	answer = user.request("POST", path, json=body)
	assert user.delete("Data Import", name).status == 202
	return answer


@pytest.mark.parametrize(("encoding", "separator"), [("gb18030", ","), ("utf-16", "\t")])
def test_frappes_data_import_shows_the_letters_of_the_file(administrator, encoding, separator):
	content = text_file(
		["志愿者名册"],
		["*Full Name", "Grid"],
		["王演示", f'="{CHIBI_GRID}"'],
		separator=separator,
		encoding=encoding,
	)
	told = ok(data_import(administrator, content, "csv"))
	assert told["data"] == [[3, "王演示", CHIBI_GRID]]
	assert [column["df"]["fieldname"] for column in told["columns"][1:]] == ["full_name", "grid"]


@pytest.mark.parametrize(
	("name", "words"), [("xls", "Excel 97"), ("ods", "OpenDocument"), ("locked.xlsx", "password")]
)
def test_frappes_data_import_refuses_another_format_by_its_name(administrator, name, words):
	content = FORMATS[name][0]
	answer = data_import(administrator, content if content[:2] == b"PK" else content + uuid4().bytes, "xlsx")
	assert answer.status == 422 and words in answer.messages, answer


def test_opening_balances_are_read_alike(login):
	coordinator = login("coordinator")
	head = ["＊ 志愿者编号", "姓名(必填)", "期初 积分"]
	answer = ok(
		sent(
			coordinator,
			workbook(["期初积分表"], head, [2.02611e19, "谁", 5], ["合计", None, 5], ["注：无"]),
			method="points.import_openings",
		)
	)
	assert (answer["asked"], [problem["line"] for problem in answer["problems"]]) == (0, [3])
	assert "第 3 行“＊ 志愿者编号”列的号码已被表格软件舍入" in answer["problems"][0]["reason"]


def test_frappes_data_import_reads_all_sheets_and_no_row_twice(administrator):
	head, who = ["Full Name", "Grid"], uuid4().hex
	content = workbook(
		head,
		["甲", CHIBI_GRID],
		[who, CHIBI_GRID],
		二组=[["二组"], head, [who, CHIBI_GRID]],
		说明=[["见通知"]],
	)
	told = ok(data_import(administrator, content, "xlsx"))
	assert [row[0] for row in told["data"]] == ["二组!3", "Sheet!2", "Sheet!3"]
	warnings = [
		(row.get("row"), row.get("type"), row["message"].partition(".")[0]) for row in told["warnings"]
	]
	assert ("Sheet!3", None, "The same row stands at 二组!3") in warnings
	assert (None, "info", "Not read, as they hold no such table: 说明") in warnings
