"""What reporters are told: texts by category and stage with a few placeholders that are filled in, never evaluated."""

from string import Formatter

import frappe
from frappe import _
from frappe.utils import cstr, format_date

from community_gov.errors import BadInputError

PLACEHOLDERS = ("case", "category", "unit", "reported_on", "due_on")
DATE_FORMAT = "yyyy-MM-dd"
NOTHING = "—"


def check_text(text: str | None) -> None:
	"""Refuses a template that names anything but the placeholders.

	Raises:
	        BadInputError: an unknown placeholder, or a brace that opens none.
	"""
	try:
		parts = list(Formatter().parse(cstr(text)))
	except ValueError:
		parts = [("", "{", "", None)]
	for _text, name, form, conversion in parts:
		if name is not None and (name not in PLACEHOLDERS or form or conversion):
			frappe.throw(
				_("{0} is no placeholder of a reply. Use only: {1}.").format(
					"{" + name.strip("{") + "}", ", ".join("{" + known + "}" for known in PLACEHOLDERS)
				),
				exc=BadInputError,
			)


def fill(text: str, values: dict[str, str]) -> str:
	"""The text with its placeholders replaced; a value that holds braces stays what it is."""
	return "".join(
		plain + (cstr(values.get(name)) or NOTHING if name else "")
		for plain, name, _form, _conversion in Formatter().parse(text)
	)


def reply_for(case, stage: str) -> str | None:
	"""The text that a reporter reads in a stage, in the language of the request.

	Args:
	        case: row or document with name, category, reported_at and due_at.
	Returns:
	        the most specific enabled template, filled in; None where there is none.
	"""
	template = most_specific(templates_of(stage), case.category)
	if not template:
		return None
	chinese = cstr(frappe.local.lang).startswith("zh")
	text = template.text if chinese else template.text_en or template.text
	return fill(text, values_of(case, chinese))


def templates_of(stage: str) -> list[frappe._dict]:
	return frappe.get_all(
		"Reply Template",
		filters={"enabled": 1, "stage": stage},
		fields=["template_name", "category", "text", "text_en"],
		order_by="template_name asc",
	)


def most_specific(templates: list, category: str | None):
	"""The template of the kind, else of its class and so on up, else the one for every category."""
	by_category: dict[str, frappe._dict] = {}
	for row in templates:
		by_category.setdefault(row.category or "", row)
	for code in (*category_path(category), ""):
		if code in by_category:
			return by_category[code]
	return None


def category_path(category: str | None) -> list[str]:
	"""A category and the classes around it, innermost first."""
	path: list[str] = []
	while category and category not in path:
		path.append(category)
		category = frappe.get_cached_value("Case Category", category, "parent_case_category")
	return path


def values_of(case, chinese: bool) -> dict[str, str]:
	"""What the placeholders stand for: nothing that tells of a person or place."""
	return {
		"case": case.name,
		"category": category_name(case.category, chinese),
		"unit": lead_unit(case.name) or "",
		"reported_on": shown_day(case.reported_at),
		"due_on": shown_day(case.due_at),
	}


def shown_day(value) -> str:
	return format_date(value, DATE_FORMAT) if value else ""


def category_name(code: str | None, chinese: bool = True) -> str:
	if not code:
		return ""
	row = frappe.get_cached_doc("Case Category", code)
	return row.category_name if chinese else row.category_name_en or row.category_name


def lead_unit(case_name: str) -> str | None:
	return frappe.db.get_value(
		"Case Dispatch", {"case_file": case_name, "duty": "Lead"}, "unit", order_by="creation desc"
	)
