"""The kinds of problems that the public page offers as big buttons, and the search among all others."""

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import add_days, cstr, now_datetime

from community_gov.casework.intake.emergencies import notice_of_kind
from community_gov.casework.intake.replies import category_name

BUTTONS = 8
FOUND = 20
DAYS = 90
CACHE_KEY = "community_gov:snapshot_kinds"
CACHE_SECONDS = 3600
# What residents report anywhere, until a site has seen enough reports of its own.
COMMON = ("M06010", "M06012", "M09005", "M09012", "M06999", "M01001", "M06001", "M08001")


def buttons() -> list[dict]:
	"""The kinds of the first page in order: [{code, name, danger}]."""
	chosen = [row.category for row in frappe.get_cached_doc("Community Gov Settings").snapshot_categories]
	return named_kinds(chosen or _most_reported())


def _most_reported() -> list[str]:
	codes = frappe.cache.get_value(CACHE_KEY)
	if codes is None:
		codes = _in_use(list(dict.fromkeys([*_reported_lately(), *COMMON])))[:BUTTONS]
		frappe.cache.set_value(CACHE_KEY, codes, expires_in_sec=CACHE_SECONDS)
	return codes


def _reported_lately() -> list[str]:
	case = frappe.qb.DocType("Case")
	total = Count(case.name)
	rows = (
		frappe.qb.from_(case)
		.select(case.category, total)
		.where(case.reported_at >= add_days(now_datetime(), -DAYS))
		.where(case.category.isnotnull() & (case.is_confidential == 0))
		.groupby(case.category)
		.orderby(total, order=frappe.qb.desc)
		.limit(BUTTONS)
	).run()
	return [code for code, _count in rows]


def named_kinds(codes: list[str]) -> list[dict]:
	"""Kinds that are in use, in the order given, with names in the language of the request and what they warn of."""
	chinese = frappe.local.lang.startswith("zh")
	kinds = [{"code": code, "name": category_name(code, chinese)} for code in _in_use(codes)]
	return [{**kind, "danger": notice_of_kind(kind["code"])} for kind in kinds]


def _in_use(codes: list[str]) -> list[str]:
	filters = {"name": ["in", codes], "is_group": 0, "enabled": 1}
	usable = set(frappe.get_all("Case Category", filters=filters, pluck="name", order_by="name asc"))
	return [code for code in codes if code in usable]


def search(words: str) -> list[dict]:
	"""Kinds of matters whose Chinese or English name holds the words: [{code, name, danger}], at most 20."""
	text = cstr(words).strip()[:60].replace("\\", "").replace("%", "").replace("_", "")
	if not text:
		return []
	codes = frappe.get_all(
		"Case Category",
		filters={"is_group": 0, "enabled": 1, "kind": "Matter"},
		or_filters=[["category_name", "like", f"%{text}%"], ["category_name_en", "like", f"%{text}%"]],
		pluck="name",
		order_by="display_order asc, name asc",
		limit_page_length=FOUND,
	)
	return named_kinds(codes)
