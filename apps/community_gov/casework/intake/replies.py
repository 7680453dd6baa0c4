"""What reporters are told: texts by category and stage with a few placeholders that are filled in, never evaluated."""

from string import Formatter

import frappe
from frappe import _
from frappe.utils import cstr, format_date

from community_gov.casework.categories import category_path
from community_gov.casework.dispatch.units import label_of
from community_gov.core.errors import BadInputError

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
	return replies_for(case, (stage,), lead_unit(case.name))[stage]


def replies_for(case, stages: tuple[str, ...], unit: str | None) -> dict[str, str | None]:
	"""{stage: text or None} of several stages at once, see reply_for.

	Args:
	        unit: what lead_unit says of the case.
	"""
	chinese = cstr(frappe.local.lang).startswith("zh")
	templates, values = _templates_of(stages), _values_of(case, unit, chinese)
	found = {
		stage: most_specific([row for row in templates if row.stage == stage], case.category)
		for stage in stages
	}
	return {stage: row and fill(_text_of(row, chinese), values) for stage, row in found.items()}


def _text_of(template, chinese: bool) -> str:
	return template.text if chinese else template.text_en or template.text


def _templates_of(stages: tuple[str, ...]) -> list[frappe._dict]:
	template = frappe.qb.DocType("Reply Template")
	fields = (template.stage, template.category, template.text, template.text_en)
	query = frappe.qb.from_(template).select(*fields).orderby(template.template_name)
	return query.where((template.enabled == 1) & template.stage.isin(stages)).run(as_dict=True)


def most_specific(templates: list, category: str | None):
	"""The template of the kind, else of its class and so on up, else the one for every category."""
	by_category: dict[str, frappe._dict] = {}
	for row in templates:
		by_category.setdefault(row.category or "", row)
	for code in (*category_path(category), ""):
		if code in by_category:
			return by_category[code]
	return None


def _values_of(case, unit: str | None, chinese: bool) -> dict[str, str]:
	"""What the placeholders stand for: nothing that tells of a person or place."""
	return {
		"case": case.name,
		"category": category_name(case.category, chinese),
		"unit": unit or "",
		"reported_on": _shown_day(case.reported_at),
		"due_on": _shown_day(case.due_at),
	}


def _shown_day(value) -> str:
	return format_date(value, DATE_FORMAT) if value else ""


def category_name(code: str | None, chinese: bool = True) -> str:
	if not code:
		return ""
	row = frappe.get_cached_doc("Case Category", code)
	return row.category_name if chinese else row.category_name_en or row.category_name


def lead_unit(case_name: str) -> str | None:
	"""The present name of the unit that leads a case, or led it last."""
	dispatch = frappe.qb.DocType("Case Dispatch")
	query = frappe.qb.from_(dispatch).select(dispatch.unit).orderby(dispatch.creation, order=frappe.qb.desc)
	units = (
		query.where((dispatch.case_file == case_name) & (dispatch.duty == "Lead")).limit(1).run(pluck=True)
	)
	return label_of(units[0]) if units else None
