"""The 12345 hotline: taking its work orders, and giving back the answers (回单).

Number and time limit of the upstream order are kept beside our own; the hotline's number makes taking idempotent.
"""

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, now_datetime

from community_gov.casework.intake import hotline_rows, reporting
from community_gov.core.cells import CellError, identifier_of
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.exact import exact_key
from community_gov.core.sheet_imports.kinds import Kind
from community_gov.core.sheets import without_formula
from community_gov.core.step_context import step_context
from community_gov.core.time import as_moment

FIELDS = frozenset({*hotline_rows.HEADINGS, "latitude", "longitude"})
MAX_ANSWERS = 1_000


def take_order(values: dict):
	"""The case of a work order and whether it is new; an order that was taken before is left as it is.

	Args:
	        values: fields of Case named in hotline_rows.HEADINGS, and a position in degrees WGS 84.
	Raises:
	        BadInputError: no number, another field, a time that is none. ConflictError: taken in the same moment.
	"""
	values = _clean(values)
	known = frappe.db.get_value("Case", {"upstream_key": exact_key(values["upstream_number"])})
	if known:
		return frappe.get_doc("Case", known), False
	reporting.refuse_unknown_links("Case", values)
	if not values.get("grid") and values.get("latitude") in (None, ""):
		values["grid"] = frappe.get_cached_doc("Community Gov Settings").default_grid
	try:
		return _insert(values), True
	except frappe.UniqueValidationError:
		frappe.clear_last_message()
		frappe.throw(
			_("Order {0} was taken in this very moment. Ask for it again.").format(values["upstream_number"]),
			exc=ConflictError,
		)


def _take_row(values: dict) -> bool:
	return take_order(values)[1]


SHEETS = Kind(hotline_rows.SIZE, hotline_rows.COLUMNS, hotline_rows.rows_of, _take_row)


def _insert(values: dict):
	case = frappe.new_doc("Case")
	case.update({**values, "source": "Hotline"})
	# What a client may not set on a case comes from the order here.
	number = values["upstream_number"]
	step_context(case).upstream = {
		**{"upstream_number": number, "upstream_key": exact_key(number)},
		"upstream_due_at": values.get("upstream_due_at"),
	}
	if case.grid:
		reporting.refuse_out_of_scope(case, "create")
	return case.insert()


def keep_upstream(case) -> None:
	"""Puts number and limit of the order on a new case, after what clients sent for them was dropped."""
	if step_context(case).upstream and case.is_new():
		case.update(step_context(case).upstream)


def _clean(values: dict) -> dict:
	"""Values of an order, without empty ones; times as times."""
	other = sorted(set(values) - FIELDS)
	if other:
		frappe.throw(
			_("An order has no {0}. Send only: {1}.").format(", ".join(other), ", ".join(sorted(FIELDS))),
			exc=BadInputError,
		)
	kept = {name: value for name, value in values.items() if value not in (None, "")}
	number = _number_of(kept.get("upstream_number"))
	if not number or len(number) > 140:
		frappe.throw(_("The order has no usable number. Send upstream_number."), exc=BadInputError)
	for name in hotline_rows.TIMES:
		if name in kept:
			kept[name] = as_moment(kept[name], name, end_of_day=name == "upstream_due_at")
	return {**kept, "upstream_number": number}


def _number_of(value) -> str:
	"""The order's number as text; what a spreadsheet or a program has rounded names no order. Raises BadInputError."""
	try:
		return identifier_of(value)
	except CellError:
		frappe.throw(
			_("The number of the order was rounded on its way. Send upstream_number as text."),
			exc=BadInputError,
		)
		raise


def nearest_due(case) -> None:
	"""The nearer of the hotline's limit and our own, for queues."""
	limits = [get_datetime(limit) for limit in (case.due_at, case.upstream_due_at) if limit]
	case.nearest_due_at = min(limits, default=None)


def stamp_answer(case) -> None:
	"""When the answer to the hotline was written or changed."""
	if case.is_new() or not case.has_value_changed("hotline_answer"):
		return
	case.hotline_answered_at = now_datetime() if cstr(case.hotline_answer).strip() else None


def answer(case, text: str) -> None:
	"""Writes the answer to the hotline.

	Raises:
	        BadInputError: the case did not come from the hotline, or the answer is empty.
	"""
	if not case.upstream_number:
		frappe.throw(
			_("Case {0} did not come from the hotline. Write the answer to the reporter instead.").format(
				case.name
			),
			exc=BadInputError,
		)
	if not cstr(text).strip():
		frappe.throw(_("The answer is empty. Write what was done."), exc=BadInputError)
	case.hotline_answer = text.strip()
	case.save()


def answers_since(since: str | None) -> list[dict]:
	"""Answers written since a moment, oldest first, of the cases that the session user may list.

	Returns:
	        [{upstream_number, case, answer, answered_at, stage, closed_at}], at most 1,000.
	"""
	filters: list[list] = [["upstream_number", "is", "set"], ["hotline_answered_at", "is", "set"]]
	if since:
		filters.append(["hotline_answered_at", ">=", as_moment(since, "since")])
	rows = frappe.get_list(
		"Case",
		filters=filters,
		fields=["upstream_number", "name", "hotline_answer", "hotline_answered_at", "stage", "closed_at"],
		order_by="hotline_answered_at asc, name asc",
		limit_page_length=MAX_ANSWERS,
	)
	return [
		{
			"upstream_number": row.upstream_number,
			"case": row.name,
			"answer": row.hotline_answer,
			"answered_at": row.hotline_answered_at,
			"stage": row.stage,
			"closed_at": row.closed_at,
		}
		for row in rows
	]


def sheet_of_answers(since: str | None) -> bytes:
	"""The answers as an XLSX sheet that the hotline's people can open."""
	from frappe.utils.xlsxutils import make_xlsx

	heading = [_("Order Number"), _("Case"), _("Answer to the Hotline"), _("Answered At"), _("Stage")]
	rows = [
		[
			without_formula(row["upstream_number"]),
			row["case"],
			without_formula(cstr(row["answer"])),
			cstr(row["answered_at"])[:19],
			_(row["stage"], context="Case"),
		]
		for row in answers_since(since)
	]
	return make_xlsx([heading, *rows], "12345").getvalue()
