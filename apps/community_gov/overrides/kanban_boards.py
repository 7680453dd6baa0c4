"""Kanban boards of our documents: everybody of the desk reads a board, so it must not list whose cards it shows."""

from community_gov.permissions.evaluate import is_scoped


def keep_no_order(doc, method: str | None = None) -> None:
	"""Doc event of Kanban Board: Frappe notes the names of all cards on it, up to every case there is."""
	if is_scoped(doc.reference_doctype):
		for column in doc.columns:
			column.order = None
