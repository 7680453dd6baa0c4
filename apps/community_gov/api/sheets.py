"""Sheets that somebody has uploaded, handed to what loads them."""

import frappe
from frappe import _

from community_gov.core import sheet_files
from community_gov.core.errors import BadInputError
from community_gov.core.sheet_imports import orders, queue


def receive_sheet(kind: str, file_url: str):
	"""The Sheet Import of an uploaded sheet: at its end for a small one, queued for a larger one.

	Args:
	        kind: what its rows mean; the caller has asked whether the user may load such.
	Raises:
	        BadInputError (422): no private file that the user may read, no sheet, or too large.
	"""
	file = _readable_sheet(file_url)
	try:
		order = orders.receive(kind, file)
	except BadInputError:
		sheet_files.delete_refused(file)
		raise
	if order.status in orders.RUNNING:
		queue.enqueue(order)
	return order


def _readable_sheet(file_url: str):
	"""The private sheet behind an address, if the user may read it."""
	# get_all only finds candidates: the right to read is asked of each file below.
	names = frappe.get_all(
		"File", filters={"file_url": file_url, "is_private": 1}, pluck="name", order_by="creation desc"
	)
	for name in names:
		file = frappe.get_doc("File", name)
		if file.has_permission("read"):
			return file
	frappe.throw(
		_("There is no private file at {0}. Upload the sheet first.").format(file_url),
		exc=BadInputError,
	)
