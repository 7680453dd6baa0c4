"""Frappe's endpoints of Kanban boards where the board shows documents of ours.

Frappe's own write the order of all cards into the board, which everybody may read, at each look at it, and set the
column's field as if it were any field. Named in hooks.py under override_whitelisted_methods.
"""

import frappe
from frappe import _
from frappe.desk.doctype.kanban_board import kanban_board

from community_gov.core.errors import StageGuardError
from community_gov.core.labels import label_of
from community_gov.core.stages.rules import STAGES_OF
from community_gov.core.stages.staged_document import STEP_FIELDS
from community_gov.permissions.access import load_doc, require
from community_gov.permissions.evaluate import is_scoped


def _own_board(name: str):
	"""The board if it shows documents of ours that the user may read, else None."""
	board = frappe.get_doc("Kanban Board", name)
	if not is_scoped(board.reference_doctype):
		return None
	board.check_permission("read")
	require(board.reference_doctype, "read")
	return board


@frappe.whitelist(methods=["POST"])
def update_order(board_name: str, order: dict | str) -> object:
	"""Stores the order of cards; boards of ours keep none and move nothing."""
	board = _own_board(board_name)
	return (board, []) if board else kanban_board.update_order(board_name, order)


@frappe.whitelist(methods=["POST"])
def update_order_for_single_card(
	board_name: str,
	docname: str,
	from_colname: str,
	to_colname: str,
	old_index: int | str,
	new_index: int | str,
) -> object:
	"""Puts a card into another column, where the column is a field that people may set."""
	board = _own_board(board_name)
	if not board:
		args = (board_name, docname, from_colname, to_colname, old_index, new_index)
		return kanban_board.update_order_for_single_card(*args)
	if from_colname != to_colname:
		_set_column(board.reference_doctype, docname, board.field_name, to_colname)
	return board


@frappe.whitelist(methods=["POST"])
def add_card(board_name: str, docname: str, colname: str) -> object:
	"""Notes the place of a new card; boards of ours keep none."""
	return _own_board(board_name) or kanban_board.add_card(board_name, docname, colname)


def _set_column(doctype: str, name: str, fieldname: str, value: str) -> None:
	"""Sets the field of a column as any client may.

	Raises:
	        StageGuardError: the field follows from the steps of a workflow.
	"""
	doc = load_doc(doctype, name, "write")
	if doctype in STAGES_OF and fieldname in (*STEP_FIELDS, *type(doc).server_fields):
		frappe.throw(
			_("{0} of {1} follows from its steps. Take the step that leads there.").format(
				label_of(doc.meta, fieldname), name
			),
			exc=StageGuardError,
		)
	doc.set(fieldname, value)
	doc.save()
