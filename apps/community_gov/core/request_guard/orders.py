"""Orders and groups of a list that joins other tables: a bare name there is ambiguous to the database, which fails."""

import frappe

from community_gov.core.request_guard.columns import DIRECTION, Reference, read_column

ORDERS = ("order_by", "group_by")


def name_own_columns(doctype: str | None, form: dict, asked: list[tuple[str | None, Reference]]) -> None:
	"""Names the table of the listed DocType before its own columns, in the order and the group of a request.

	Args:
	        form: arguments of the request, changed in place; its columns have been checked.
	        asked: (DocType or table that is named, column) of all that the request asks for.
	"""
	if not doctype or not frappe.db.exists("DocType", doctype, cache=True) or not _joins(doctype, asked):
		return
	aliases = {column.alias for _named, column in asked}
	for name in ORDERS:
		if isinstance(form.get(name), str):
			form[name] = ", ".join(
				_qualified(doctype, part.strip(), aliases) for part in form[name].split(",")
			)


def _joins(doctype: str, asked: list[tuple[str | None, Reference]]) -> bool:
	own = (None, doctype)
	return any(column.link or named not in own or column.doctype not in own for named, column in asked)


def _qualified(doctype: str, part: str, aliases: set) -> str:
	column = DIRECTION.sub("", part)
	if not column or "(" in column:
		return part
	reference = read_column(column)
	is_own = not (reference.doctype or reference.link or reference.name in aliases)
	return f"`tab{doctype}`.`{reference.name}`{part[len(column) :]}" if is_own else part
