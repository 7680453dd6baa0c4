"""Sheets as people upload them, taken by the function that the endpoints call."""

from uuid import uuid4


def sheet_file(site, text: str, kind: str = "csv"):
	"""A private File of the session user."""
	values = {"file_name": f"{uuid4().hex}.{kind}", "is_private": 1, "content": text.encode()}
	return site.get_doc({"doctype": "File", **values}).insert()


def receive(site, kind: str, text: str):
	"""The Sheet Import of a CSV sheet: at its end, or Checking."""
	from community_gov.core.sheet_imports import orders

	return orders.receive(kind, sheet_file(site, text))
