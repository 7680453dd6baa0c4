"""Work orders of the 12345 hotline as rows of a sheet: pure, no site.

Fields follow the work order (工单) of GB/T 33358-2016: requester, matter, handling limit, secrecy.
"""

from datetime import date, datetime, time
from typing import Any

from community_gov.core import written_time
from community_gov.core.cells import moment_of_days, text_of
from community_gov.core.headings import Columns
from community_gov.core.sheets import HEADINGS_WITHIN, Problem, Row, Sheet, Size, exact_lines

MAX_ROWS = 20_000
MAX_COLUMNS = 80
# Field -> headings under which cities export it.
HEADINGS = {
	"upstream_number": ("工单编号", "工单号", "诉求编号", "受理编号", "流水号", "upstream_number"),
	"description": ("诉求内容", "工单内容", "反映内容", "内容", "description"),
	"title": ("诉求标题", "工单标题", "标题", "title"),
	"upstream_category": ("诉求类别", "诉求分类", "类别", "upstream_category"),
	"category": ("案件类别代码", "category"),
	"grid": ("网格代码", "区划代码", "grid"),
	"address": ("事发地址", "发生地址", "地址", "address"),
	"reporter_name": ("来电人", "诉求人", "联系人", "姓名", "reporter_name"),
	"reporter_phone": ("来电号码", "联系电话", "电话", "reporter_phone"),
	"observed_at": ("来电时间", "受理时间", "诉求时间", "observed_at"),
	"upstream_due_at": ("办结时限", "截止时间", "办理期限", "upstream_due_at"),
	"urgency": ("紧急程度", "urgency"),
	"is_confidential": ("是否保密", "保密", "is_confidential"),
}
TIMES = ("observed_at", "upstream_due_at")
URGENT = frozenset({"urgent", "紧急", "特急", "加急"})
YES = frozenset({"1", "是", "保密", "yes", "true", "y"})
NO = frozenset({"", "0", "否", "不保密", "no", "false", "n"})

NO_HEADINGS = (
	"The sheet has no column for the order number and the content. Name them upstream_number and description."
)
TOO_MANY = "The sheet has too many rows. Split it into files of at most 20,000."
NO_NUMBER = "The order number is missing."
NO_CONTENT = "The content is missing."
TWICE = "The order number stands twice in this file."
BAD_TIME = "The time cannot be read. Write YYYY-MM-DD HH:MM."
BAD_SECRECY = "Whether it is confidential cannot be read. Write yes or no."
# Rows without anything in them count here, not among the orders.
SIZE = Size(2 * MAX_ROWS, MAX_COLUMNS, TOO_MANY, MAX_ROWS + HEADINGS_WITHIN)
COLUMNS = Columns(
	HEADINGS,
	required=frozenset({"upstream_number", "description"}),
	no_headings=(NO_HEADINGS,),
	identifiers=frozenset({"upstream_number", "reporter_phone", "grid", "category"}),
)


def rows_of(sheet: Sheet) -> tuple[list[Row], list[Problem]]:
	"""Orders that can be used, known by their numbers, with values of Case; problems of the others."""
	orders: list[Row] = []
	problems: list[Problem] = []
	seen: set[str] = set()
	for line, raw, changed in exact_lines(sheet, COLUMNS):
		if changed:
			problems += changed
			continue
		number = text_of(raw.get("upstream_number"))
		try:
			values = _values_of(raw)
			if number in seen:
				raise ValueError(TWICE)
			seen.add(number)
			orders.append(Row(line.line, number, values, line.sheet))
		except ValueError as error:
			reason, detail = (*map(str, error.args), "")[:2]
			problems.append(Problem(line.line, number, reason, detail, line.sheet))
	return orders, problems


def _values_of(raw: dict) -> dict:
	"""Values of Case from the cells of a row. Raises ValueError with a sentence and the cell."""
	values: dict[str, Any] = {
		field: text_of(cell) or None for field, cell in raw.items() if field not in TIMES
	}
	if not values.get("upstream_number"):
		raise ValueError(NO_NUMBER)
	if not values.get("description"):
		raise ValueError(NO_CONTENT)
	values.update({field: time_of(raw[field]) for field in TIMES if field in raw})
	if "urgency" in values:
		values["urgency"] = "Urgent" if (values["urgency"] or "").lower() in URGENT else "Normal"
	values["is_confidential"] = _flag_of(values.get("is_confidential"))
	return values


def _flag_of(cell: str | None) -> int:
	word = (cell or "").lower()
	if word not in YES | NO:
		raise ValueError(BAD_SECRECY, word)
	return int(word in YES)


def time_of(cell) -> date | str | None:
	"""A day or moment as sheets hold it; the text itself where the site has to convert it from another zone."""
	if isinstance(cell, date):
		return cell
	text = text_of(cell)
	if not text:
		return None
	if moment := moment_of_days(cell):
		return moment if "." in text else moment.date()
	found = written_time.read(text)
	if not found:
		raise ValueError(BAD_TIME, text)
	if found.zone or found.time_of_day is None:
		return text if found.zone else found.day
	return datetime.combine(found.day, time.min) + found.time_of_day
